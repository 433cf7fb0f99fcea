import type { RangeSource } from "../core/ports.ts";
import type { Probe, Waveform } from "../core/schemas.ts";
import { scaleBars, WAVEFORM_BARS } from "../core/waveform.ts";
import { readPackets } from "./media-packets.ts";

type ReadSample = (view: DataView, at: number) => number;

/** How each PCM codec stores a sample, scaled to −1…1. */
const SAMPLES: Record<string, { bytes: number; read: ReadSample }> = {
  "pcm-u8": { bytes: 1, read: (view, at) => (view.getUint8(at) - 128) / 128 },
  "pcm-s16": { bytes: 2, read: (view, at) => view.getInt16(at, true) / 2 ** 15 },
  "pcm-s24": {
    bytes: 3,
    read: (view, at) => (view.getInt8(at + 2) * 2 ** 16 + view.getUint16(at, true)) / 2 ** 23,
  },
  "pcm-s32": { bytes: 4, read: (view, at) => view.getInt32(at, true) / 2 ** 31 },
  "pcm-f32": { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  "pcm-f64": { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
};

/**
 * Measures a WAV recording's waveform from its samples, as a stream: root mean square per bar, the loudest bar being 1.
 * undefined for what can't be read without a decoder.
 */
export async function measureWavWaveform(source: RangeSource, probe: Probe): Promise<Waveform | undefined> {
  const sample = SAMPLES[probe.codec];
  if (probe.contentType !== "audio/wav" || !sample) return undefined;
  const total = Math.max(1, Math.round(probe.seconds * probe.sampleRate) * probe.channels);
  const energy = new Array<number>(WAVEFORM_BARS).fill(0);
  const counts = new Array<number>(WAVEFORM_BARS).fill(0);
  await readPackets(source, probe, 0, async ({ packets }) => {
    let index = 0;
    for await (const { data } of packets) {
      const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
      for (let at = 0; at + sample.bytes <= data.length; at += sample.bytes) {
        const bar = Math.min(WAVEFORM_BARS - 1, Math.floor((index++ * WAVEFORM_BARS) / total));
        const level = sample.read(view, at);
        if (!Number.isFinite(level)) continue;
        energy[bar] = (energy[bar] ?? 0) + level * level;
        counts[bar] = (counts[bar] ?? 0) + 1;
      }
    }
  });
  return scaleBars(energy.map((sum, bar) => Math.sqrt(sum / Math.max(1, counts[bar] ?? 0))));
}
