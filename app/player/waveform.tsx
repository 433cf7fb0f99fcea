import { useEffect, useId, useMemo, useRef } from "react";
import { drawBars, foldWaveform } from "./bars.ts";
import type { Playback } from "./playback.ts";

const height = 40;

interface WaveformProps {
  /** undefined: nobody has measured it yet; a quiet line stands in its place. */
  bars: number[] | undefined;
  count: number;
  playback: Playback;
  className?: string;
}

/** The shape of a recording; what was played already is in the accent. It redraws one attribute per frame, nothing else. */
export function Waveform({ bars, count, playback, className }: WaveformProps) {
  const clipId = useId();
  const played = useRef<SVGRectElement>(null);
  const shape = useMemo(() => foldWaveform(bars ?? Array<number>(count).fill(0), count), [bars, count]);
  const path = useMemo(() => drawBars(shape, height), [shape]);
  const width = shape.length;

  useEffect(
    () =>
      playback.onTime((seconds) => {
        const share = playback.seconds > 0 ? seconds / playback.seconds : 0;
        played.current?.setAttribute("width", String(share * width));
      }),
    [playback, width],
  );

  const strokes = { d: path, vectorEffect: "non-scaling-stroke", strokeLinecap: "round" } as const;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={className}
      aria-hidden="true"
    >
      <clipPath id={clipId}>
        <rect ref={played} x="0" y="0" width="0" height={height} />
      </clipPath>
      <path {...strokes} className="fill-none stroke-line [stroke-width:var(--bar,2px)]" />
      <path
        {...strokes}
        clipPath={`url(#${clipId})`}
        className="fill-none stroke-accent [stroke-width:var(--bar,2px)]"
      />
    </svg>
  );
}
