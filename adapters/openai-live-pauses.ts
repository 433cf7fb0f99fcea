import { bytesPerSecond } from "../core/interview/frames.ts";

/** Seconds of sound from which on a pause cuts; and after which it is cut in any case. */
const comfortable = 8;
const longest = 60;
/** A pause is this much softer than what was heard since the last cut. */
const softer = 0.25;
const lookBytes = 0.2 * bytesPerSecond;

/**
 * Finds pauses by loudness alone, for vendors' models that find none: says of each piece of sound (PCM, 16 bit) whether it
 * ends in one that is worth a cut.
 */
export function createPauseFinder(): (pcm: Uint8Array) => boolean {
  let bytes = 0;
  let loudness = 0;
  return (pcm) => {
    bytes += pcm.length;
    loudness += measureLoudness(pcm) * pcm.length;
    const seconds = bytes / bytesPerSecond;
    const isPause = measureLoudness(pcm.subarray(-lookBytes)) < (softer * loudness) / bytes;
    if (seconds < comfortable || (seconds < longest && !isPause)) return false;
    bytes = 0;
    loudness = 0;
    return true;
  };
}

/** Mean of the samples' sizes; every eighth is enough. */
function measureLoudness(pcm: Uint8Array): number {
  const samples = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength);
  let sum = 0;
  let count = 0;
  for (let at = 0; at + 1 < pcm.length; at += 16) {
    sum += Math.abs(samples.getInt16(at, true));
    count += 1;
  }
  return sum / Math.max(1, count);
}
