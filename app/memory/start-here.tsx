import { useEffect, useState } from "react";
import { Button } from "../components/button.tsx";
import { PlayIcon } from "../components/icons.tsx";
import { useHydrated } from "../components/local-time.tsx";
import { useWords } from "../messages/use-words.ts";
import { usePlayback } from "../player/playback-context.ts";
import { formatClock } from "../words/durations.ts";

/** One big way to hear the second that a link led to. No browser lets a page speak by itself; it goes once something plays. */
export function StartHere({ startAt }: { startAt: number }) {
  const { t } = useWords();
  const playback = usePlayback();
  const [wasHeard, setWasHeard] = useState(false);
  useEffect(
    () =>
      playback.subscribe(() => {
        if (playback.state.playing) setWasHeard(true);
      }),
    [playback],
  );
  if (!useHydrated() || wasHeard) return null;
  return (
    <Button kind="main" onClick={() => playback.play(startAt)} className="mb-3 w-full">
      <PlayIcon />
      {t("memory.playFrom", { time: formatClock(startAt) })}
    </Button>
  );
}
