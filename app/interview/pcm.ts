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
