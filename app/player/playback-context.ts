import { createContext, useContext, useSyncExternalStore } from "react";
import type { Playback, PlaybackState } from "./playback.ts";

const PlaybackContext = createContext<Playback | undefined>(undefined);

/** Lets everything inside play the same recording. */
export const PlaybackProvider = PlaybackContext.Provider;

export function usePlayback(): Playback {
  const playback = useContext(PlaybackContext);
  if (!playback) throw new Error("There is no recording around this part of the page.");
  return playback;
}

export function usePlaybackState(playback: Playback): PlaybackState {
  const read = () => playback.state;
  return useSyncExternalStore(playback.subscribe, read, read);
}
