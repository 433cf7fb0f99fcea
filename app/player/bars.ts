/** Folds bars into fewer by the loudest of each group, so that no word disappears. Fewer bars than asked stay as they are. */
export function foldWaveform(bars: number[], count: number): number[] {
  if (bars.length <= count) return bars;
  return Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * bars.length) / count);
    const end = Math.max(start + 1, Math.floor(((index + 1) * bars.length) / count));
    return Math.max(...bars.slice(start, end));
  });
}

/** An SVG path of upright strokes, one for each bar, in a box of `bars.length` × `height`. Silence is a dot. */
export function drawBars(bars: number[], height: number): string {
  const middle = height / 2;
  return bars
    .map((bar, index) => {
      const half = Math.max(0.5, Math.min(1, bar) * (middle - 1));
      return `M${index + 0.5} ${round(middle - half)}V${round(middle + half)}`;
    })
    .join("");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
