import { useEffect, useRef } from "react";
import { shortcutsSwitch } from "./switch.ts";

/** What each key does, or each two keys one after the other: `"/"`, `"g s"`, `"space"`. */
export type Shortcuts = Record<string, () => void>;

/** Milliseconds in which the second of two keys must follow. */
const together = 1500;

/** Where keys write, or do something of their own. */
const writing = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox]";
const pressing = "button, a[href], summary, label, [role=slider], [role=button], audio, video";

/** The name of the key that an event may be a shortcut by; undefined while somebody writes, or holds another key. */
export function nameKey(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.isComposing || event.repeat) return undefined;
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const target = event.target instanceof Element ? event.target : undefined;
  if (target?.closest(writing) || document.querySelector("dialog[open], [role=alertdialog], [role=dialog]")) {
    return undefined;
  }
  // A capital letter is Shift's, too; "?" needs Shift on most keyboards.
  if (event.key !== " ") return /^[a-z/?]$/.test(event.key) ? event.key : undefined;
  // Space presses what has the focus.
  return target?.closest(pressing) ? undefined : "space";
}

/**
 * Does what the keys say while the component is there and shortcuts are switched on. What a page says of a key comes before
 * what it does `everywhere`, whichever of them was there first.
 */
export function useShortcuts(shortcuts: Shortcuts, where: "page" | "everywhere" = "page"): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    let first = { key: "", at: Number.NEGATIVE_INFINITY };
    const listen = (event: KeyboardEvent) => {
      const key = nameKey(event);
      if (!key || !shortcutsSwitch.isOn()) return;
      const pair = event.timeStamp - first.at < together ? `${first.key} ${key}` : undefined;
      const act = (pair && latest.current[pair]) || latest.current[key];
      first = { key, at: event.timeStamp };
      if (!act) return;
      first.at = Number.NEGATIVE_INFINITY;
      event.preventDefault();
      act();
    };
    // An event comes to the window last.
    const place: GlobalEventHandlers = where === "everywhere" ? window : document;
    place.addEventListener("keydown", listen);
    return () => place.removeEventListener("keydown", listen);
  }, [where]);
}
