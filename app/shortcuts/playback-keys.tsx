import type { Playback } from "../player/playback.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** The keys of the page that plays one recording. */
export function PlaybackKeys({ playback }: { playback: Playback }) {
  const toggle = () => playback.toggle();
  useShortcuts({
    space: toggle,
    k: toggle,
    j: () => playback.seek(playback.time - 10),
    l: () => playback.seek(playback.time + 10),
  });
  return null;
}
