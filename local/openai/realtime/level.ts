import { clip, levelWindow, targetLevel } from "../speech/decode-audio.ts";

/** Quieter than 30 dB under the target is taken for noise as long as nothing louder came. */
const maximumGain = 30;

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
    loudest = Math.max(loudest, Math.sqrt(energy / Math.max(count, levelWindow / 4)));
    if (count < levelWindow) return;
    energy = 0;
    count = 0;
  };
  return {
    follow,
    raise(samples) {
      const gain = Math.min(maximumGain, targetLevel / Math.max(loudest, 1e-9));
      return samples.map((sample) => clip(sample * gain));
    },
  };
}
