import { useEffect, useRef, useState } from "react";
import { useWords } from "../messages/use-words.ts";

const bars = 90;
/** Below this loudness nobody is understood. */
const faint = 0.012;
/** Frames of faintness, about eight seconds, before we say so. */
const patience = 480;

/**
 * How loud we hear the one who tells, as a line that moves with the voice. It stands still where motion is not wanted.
 * `mindsQuiet`: says so when somebody is heard only faintly; not where silence is welcome.
 */
export function LevelLine({ analyser, mindsQuiet = true }: { analyser: AnalyserNode; mindsQuiet?: boolean }) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isFaint, setIsFaint] = useState(false);

  useEffect(() => {
    const drawing = canvas.current?.getContext("2d");
    if (!drawing || !canvas.current) return;
    const { width, height } = canvas.current;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const samples = new Float32Array(analyser.fftSize);
    const levels: number[] = Array<number>(bars).fill(0);
    const color = getComputedStyle(canvas.current).color;
    let quietFrames = 0;
    let frame = 0;
    let count = 0;

    const draw = () => {
      drawing.clearRect(0, 0, width, height);
      drawing.fillStyle = color;
      const step = width / bars;
      const shown = isStill ? levels.slice(-1) : levels;
      shown.forEach((level, index) => {
        const tall = Math.max(4, Math.min(1, level * 5) * height);
        const wide = isStill ? Math.max(4, Math.min(1, level * 5) * width) : step * 0.55;
        if (isStill) drawing.fillRect(0, height / 2 - 6, wide, 12);
        else drawing.fillRect(index * step, (height - tall) / 2, wide, tall);
      });
    };
    const look = () => {
      frame = requestAnimationFrame(look);
      count += 1;
      analyser.getFloatTimeDomainData(samples);
      const level = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      quietFrames = level < faint ? quietFrames + 1 : 0;
      if (quietFrames === patience) setIsFaint(true);
      if (quietFrames === 0) setIsFaint(false);
      if (count % (isStill ? 60 : 3) !== 0) return;
      levels.push(level);
      levels.shift();
      draw();
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [analyser]);

  return (
    <>
      <canvas
        ref={canvas}
        width={720}
        height={96}
        role="img"
        aria-label={t("recorder.level")}
        className="h-16 w-full max-w-md text-accent"
      />
      {mindsQuiet && (
        <p role="status" className="min-h-7 text-careful">
          {isFaint && t("recorder.quiet")}
        </p>
      )}
    </>
  );
}
