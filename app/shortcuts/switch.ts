import { createSwitch } from "../device/switch.ts";

/** Whether keys alone may do things: somebody who speaks to their computer, or hits keys by chance, switches that off. */
export const shortcutsSwitch = createSwitch("shortcuts");
