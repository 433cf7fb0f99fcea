import type { sampleRate } from "../../core/interview/frames.ts";

/** Samples a second on the socket. The constant itself would bring the schemas along to where sound is cut. */
export const pcmRate: typeof sampleRate = 24_000;

/** Samples between -1 and 1 as 16 bit. */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length);
  for (let at = 0; at < samples.length; at++) {
    const sample = Math.max(-1, Math.min(1, samples[at] ?? 0));
    pcm[at] = Math.round(sample * 0x7fff);
  }
  return pcm;
}

/** 16 bit samples as numbers between -1 and 1. */
export function fromPcm16(pcm: Int16Array): Float32Array {
  return Float32Array.from(pcm, (sample) => sample / 0x8000);
}

/** All channels as one: their mean. */
export function toMono([first = new Float32Array(), ...others]: Float32Array[]): Float32Array {
  if (others.length === 0) return first;
  return first.map(
    (sample, at) => (sample + others.reduce((sum, other) => sum + (other[at] ?? 0), 0)) / (others.length + 1),
  );
}
