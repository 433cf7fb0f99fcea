import { useEffect, useMemo, useRef } from "react";
import { PauseIcon, PlayIcon } from "../components/icons.tsx";
import { useWords } from "../messages/use-words.ts";
import { Playback } from "../player/playback.ts";
import { usePlaybackState } from "../player/playback-context.ts";
import { Clock } from "../player/player.tsx";
import { Sound } from "../player/sound.tsx";
import { Waveform } from "../player/waveform.tsx";
import { type Card, cardBars } from "./card.ts";

/** Plays a story in its card. */
export function CardPlayer({ card, title }: { card: Card; title: string }) {
  const { t } = useWords();
  const { seconds } = card.recording;
  const playback = useMemo(() => new Playback(seconds), [seconds]);
  const audio = useRef<HTMLAudioElement>(null);
  const { playing } = usePlaybackState(playback);

  useEffect(() => (audio.current ? playback.attach(audio.current) : undefined), [playback]);

  return (
    // From left to right in every script, as the player of the story's own page.
    <div dir="ltr" className="relative flex items-center gap-3">
      <Sound ref={audio} src={`/api/v1/memories/${card.id}/audio`} />
      <button
        type="button"
        aria-label={t(playing ? "vault.pause" : "vault.play", { title })}
        onClick={() => playback.toggle()}
        className="inline-flex size-12 shrink-0 items-center justify-center rounded-full border border-accent text-accent hover:bg-wash"
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </button>
      <Waveform bars={card.bars} count={cardBars} playback={playback} className="h-9 min-w-0 grow" />
      <span className="text-base text-soft tabular-nums">
        <Clock playback={playback} />
      </span>
    </div>
  );
}
