import { sampleRate } from "../speech/decode-audio.ts";

/** Loudness of speech that the models hear well: root mean square, full scale 1. */
const target = 0.1;
/** Quieter than 30 dB under the target is taken for noise as long as nothing louder came. */
const maximumGain = 30;
const window = sampleRate / 2;

/** Raises a stream to an even loudness, by the loudest half second so far: a click can't fake that. */
export function createLeveller(): {
  follow(samples: Float32Array): void;
  raise(samples: Float32Array): Float32Array;
} {
  let loudest = 0;
  let energy = 0;
  let count = 0;
  const follow = (samples: Float32Array) => {
    for (const sample of samples) energy += sample * sample;
    count += samples.length;
    loudest = Math.max(loudest, Math.sqrt(energy / Math.max(count, window / 4)));
    if (count < window) return;
    energy = 0;
    count = 0;
  };
  return {
    follow,
    raise(samples) {
      const gain = Math.min(maximumGain, target / Math.max(loudest, 1e-9));
      return samples.map((sample) => Math.max(-1, Math.min(1, sample * gain)));
    },
  };
}
