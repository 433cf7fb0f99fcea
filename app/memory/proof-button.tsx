import { PlayIcon, StopIcon } from "../components/icons.tsx";
import { useWords } from "../messages/use-words.ts";
import { usePlayback, usePlaybackState } from "../player/playback-context.ts";
import { formatClock } from "../words/durations.ts";

/** Plays the seconds that prove something, and stops at their end. */
export function ProofButton({ start, end, quote }: { start: number; end: number; quote: string }) {
  const { t } = useWords();
  const playback = usePlayback();
  const { playing, stretch } = usePlaybackState(playback);
  const speaks = playing && stretch?.start === start;
  return (
    <button
      type="button"
      aria-label={speaks ? t("memory.proofStop") : t("memory.proof", { time: formatClock(start), quote })}
      onClick={() => (speaks ? playback.pause() : playback.playStretch(start, end))}
      className="inline-flex min-h-11 min-w-11 shrink-0 items-center justify-center gap-1 rounded-soft px-2 align-middle text-base text-accent tabular-nums hover:bg-wash"
    >
      {speaks ? <StopIcon className="size-4" /> : <PlayIcon className="size-4" />}
      {formatClock(start)}
    </button>
  );
}
