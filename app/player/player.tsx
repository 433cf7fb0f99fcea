import { useEffect, useRef } from "react";
import { PauseIcon, PlayIcon } from "../components/icons.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatClock } from "../words/durations.ts";
import type { Playback } from "./playback.ts";
import { usePlaybackState } from "./playback-context.ts";
import { Sound } from "./sound.tsx";
import { Timeline } from "./timeline.tsx";

const rates = [0.75, 1, 1.25, 1.5, 2];

interface PlayerProps {
  src: string;
  bars: number[] | undefined;
  playback: Playback;
}

/** Plays a recording: its shape to move in, play and pause, ten seconds back and on, and the speed. */
export function Player({ src, bars, playback }: PlayerProps) {
  const { t, language } = useWords();
  const audio = useRef<HTMLAudioElement>(null);
  const { playing, rate, failed } = usePlaybackState(playback);

  useEffect(() => (audio.current ? playback.attach(audio.current) : undefined), [playback]);

  const skip =
    "inline-flex size-12 shrink-0 items-center justify-center rounded-full text-soft hover:bg-wash hover:text-ink";
  return (
    <section aria-label={t("player.label")} className="grid gap-2">
      <Sound ref={audio} src={src} />
      <noscript>
        <Sound controls src={playback.time > 0 ? `${src}#t=${playback.time}` : src} />
      </noscript>
      {/* Time runs from left to right on every clock and tape, in every script; so do its buttons. */}
      <div dir="ltr">
        <Timeline bars={bars} playback={playback} />
        <p className="flex justify-between text-base/tight text-soft tabular-nums">
          <Clock playback={playback} />
          <span>{formatClock(playback.seconds)}</span>
        </p>
      </div>
      <div className="grid grid-cols-[1fr_auto_1fr] items-center">
        <span />
        <div dir="ltr" className="flex items-center gap-1 sm:gap-3">
          <button
            type="button"
            className={skip}
            aria-label={t("player.back")}
            onClick={() => playback.seek(playback.time - 10)}
          >
            −10
          </button>
          <button
            type="button"
            aria-label={t(playing ? "player.pause" : "player.play")}
            onClick={() => playback.toggle()}
            className="inline-flex size-14 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent"
          >
            {playing ? <PauseIcon className="size-8" /> : <PlayIcon className="size-8" />}
          </button>
          <button
            type="button"
            className={skip}
            aria-label={t("player.forward")}
            onClick={() => playback.seek(playback.time + 10)}
          >
            +10
          </button>
        </div>
        <label className="flex items-center gap-2 justify-self-end text-soft">
          <span className="sr-only sm:not-sr-only">{t("player.speed")}</span>
          <select
            value={rate}
            onChange={(event) => playback.setRate(Number(event.target.value))}
            className="min-h-11 rounded-soft border border-hairline bg-card px-1"
          >
            {rates.map((each) => (
              <option key={each} value={each}>
                {each.toLocaleString(language)}×
              </option>
            ))}
          </select>
        </label>
      </div>
      {failed && (
        <p role="alert" className="text-careful">
          {t("player.failed")}
        </p>
      )}
    </section>
  );
}

/** The place in the recording; it changes its own text once a second. */
export function Clock({ playback }: { playback: Playback }) {
  const text = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      playback.onTime((seconds) => {
        const shown = formatClock(seconds);
        if (text.current && text.current.textContent !== shown) text.current.textContent = shown;
      }),
    [playback],
  );
  return (
    <span ref={text} suppressHydrationWarning>
      {formatClock(playback.time)}
    </span>
  );
}
