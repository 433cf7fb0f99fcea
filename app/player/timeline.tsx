import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from "react";
import { useWords } from "../messages/use-words.ts";
import { speakTime } from "../words/durations.ts";
import type { Playback } from "./playback.ts";
import { Waveform } from "./waveform.tsx";

/** Seconds that each key moves by. */
const steps: Record<string, number> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
};

/** The waveform as a slider: pointer, arrows, Page Up and Down, Home, End; space plays and pauses. */
export function Timeline({ bars, playback }: { bars: number[] | undefined; playback: Playback }) {
  const { t, language } = useWords();
  const slider = useRef<HTMLDivElement>(null);
  const all = speakTime(playback.seconds, language);

  useEffect(() => {
    let said = -1;
    return playback.onTime((seconds) => {
      const whole = Math.floor(seconds);
      if (whole === said || !slider.current) return;
      said = whole;
      slider.current.setAttribute("aria-valuenow", String(whole));
      const time = speakTime(whole, language);
      slider.current.setAttribute("aria-valuetext", t("player.positionOf", { time, all }));
    });
  }, [playback, language, t, all]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) playback.seek(playback.time + step);
    else if (event.key === "Home") playback.seek(0);
    else if (event.key === "End") playback.seek(playback.seconds);
    else if (event.key === " ") playback.toggle();
    else return;
    event.preventDefault();
  };
  const seekTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    playback.seek(((event.clientX - box.left) / box.width) * playback.seconds);
  };

  return (
    <div
      ref={slider}
      role="slider"
      tabIndex={0}
      aria-label={t("player.position")}
      aria-valuemin={0}
      aria-valuemax={Math.floor(playback.seconds)}
      aria-valuenow={0}
      aria-valuetext={t("player.positionOf", { time: speakTime(0, language), all })}
      className="w-full cursor-pointer touch-none rounded-soft"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
    >
      <Waveform
        bars={bars}
        count={90}
        playback={playback}
        className="h-12 w-full [--bar:2.5px] lg:h-16 lg:[--bar:4px]"
      />
    </div>
  );
}
