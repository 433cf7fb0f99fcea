import type { PacketSpan } from "./parts.ts";
import type { Waveform } from "./schemas.ts";

/** How many bars a recording is drawn with. */
export const WAVEFORM_BARS = 180;

/** A stretch in which somebody speaks, in seconds. */
interface Speech {
  start: number;
  end: number;
}

/** Scales loudness per bar (root mean square or peak, any unit) so that the loudest bar is 1. */
export function scaleBars(levels: readonly number[]): Waveform {
  const loudest = levels.reduce((a, b) => Math.max(a, b), 0);
  return levels.map((level) => (loudest > 0 ? round(level / loudest) : 0));
}

/**
 * Draws a recording that nobody decoded: encoders spend more bytes where more is heard, and the transcript says where
 * somebody speaks. At a constant bitrate the sizes say nothing, so speech alone decides; without either the line is flat.
 */
export function estimateWaveform(
  packets: readonly PacketSpan[],
  speech: readonly Speech[] | undefined,
  seconds: number,
): Waveform {
  const loudness = loudnessFromSizes(packets, seconds);
  const spoken =
    speech &&
    spread(
      speech.map((s) => ({ start: s.start, end: s.end, weight: s.end - s.start })),
      seconds,
    );
  return Array.from({ length: WAVEFORM_BARS }, (_, bar) => {
    const share = spoken && Math.min(1, ((spoken[bar] ?? 0) * WAVEFORM_BARS) / seconds);
    if (!loudness) return round(share === undefined ? 0.5 : 0.05 + 0.95 * share);
    const level = loudness[bar] ?? 0;
    return round(share === undefined ? level : level * (0.25 + 0.75 * share));
  });
}

/** 0–1 per bar, or undefined where the sizes are all but equal (a constant bitrate). */
function loudnessFromSizes(packets: readonly PacketSpan[], seconds: number): number[] | undefined {
  const bytes = spread(
    packets.map((p) => ({ start: p.start, end: p.start + p.seconds, weight: p.bytes })),
    seconds,
  );
  const rates = packets.filter((p) => p.seconds > 0).map((p) => p.bytes / p.seconds);
  rates.sort((a, b) => a - b);
  const middle = at(rates, 0.5);
  if (at(rates, 0.95) - at(rates, 0.05) <= 0.1 * middle) return undefined;
  const sorted = [...bytes].sort((a, b) => a - b);
  const quiet = at(sorted, 0.02);
  const loud = at(sorted, 0.98);
  return bytes.map((b) => (loud > quiet ? Math.min(1, Math.max(0, (b - quiet) / (loud - quiet))) : 0.5));
}

/** Shares each weight out to the bars that its stretch touches. */
function spread(stretches: { start: number; end: number; weight: number }[], seconds: number): number[] {
  const bars = new Array<number>(WAVEFORM_BARS).fill(0);
  const width = seconds / WAVEFORM_BARS;
  for (const { start, end, weight } of stretches) {
    if (!(end > start)) continue;
    const last = Math.min(WAVEFORM_BARS - 1, Math.floor(end / width));
    for (let bar = Math.max(0, Math.floor(start / width)); bar <= last; bar++) {
      const shared = Math.min(end, (bar + 1) * width) - Math.max(start, bar * width);
      if (shared > 0) bars[bar] = (bars[bar] ?? 0) + (weight * shared) / (end - start);
    }
  }
  return bars;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Three decimals draw as well and take a third of the bytes. */
function round(level: number): number {
  return Math.round(Math.min(1, Math.max(0, level)) * 1000) / 1000;
}
