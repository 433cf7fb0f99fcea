const barCount = 180;
/** Decoding holds a whole recording in memory: what is longer or larger is measured by the server. */
const limitBytes = 100_000_000;
const compressedLimitBytes = 40_000_000;
/** Enough to see how loud speech is; a browser need not keep more. */
const sampleRate = 8000;

/** The loudness of equal stretches of the samples as bars from 0 to 1, the loudest being 1. */
export function measureBars(channels: Float32Array[], count = barCount): number[] {
  const length = channels[0]?.length ?? 0;
  const loudness = Array.from({ length: count }, (_, index) => {
    const start = Math.floor((index * length) / count);
    const end = Math.max(start + 1, Math.floor(((index + 1) * length) / count));
    let sum = 0;
    for (const channel of channels) {
      for (let at = start; at < end && at < length; at++) {
        const sample = channel[at] ?? 0;
        sum += sample * sample;
      }
    }
    return Math.sqrt(sum / ((end - start) * Math.max(1, channels.length)));
  });
  const loudest = Math.max(...loudness);
  return loudness.map((value) => (loudest > 0 ? Math.round((value / loudest) * 1000) / 1000 : 0));
}

/** Decodes a recording and measures its bars; undefined where it is too large for that, or this browser can't decode it. */
export async function measureWaveform(file: Blob): Promise<number[] | undefined> {
  const isPlain = /wav|flac/.test(file.type);
  if (file.size === 0 || file.size > (isPlain ? limitBytes : compressedLimitBytes)) return undefined;
  try {
    const decoder = new OfflineAudioContext(1, 1, sampleRate);
    const decoded = await decoder.decodeAudioData(await file.arrayBuffer());
    const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) =>
      decoded.getChannelData(index),
    );
    return measureBars(channels);
  } catch {
    return undefined;
  }
}
