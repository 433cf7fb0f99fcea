/**
 * Turns a stream of samples of one rate into another by the mean of what each new sample covers: no aliasing that speech
 * would notice, and nothing to wait for. The answer takes the next samples and gives those that are complete.
 */
export function createResampler(from: number, to: number): (samples: Float32Array) => Float32Array {
  if (from === to) return (samples) => samples;
  const step = from / to;
  /** What was left of the stream, and where in it the next sample begins. */
  let rest = new Float32Array(0);
  let begins = 0;
  return (samples) => {
    const stream = new Float32Array(rest.length + samples.length);
    stream.set(rest);
    stream.set(samples, rest.length);
    const count = Math.max(0, Math.floor((stream.length - begins) / step));
    const made = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      const start = begins + index * step;
      made[index] = measureMean(stream, start, start + step);
    }
    const end = begins + count * step;
    const whole = Math.min(Math.floor(end), stream.length);
    rest = stream.slice(whole);
    begins = end - whole;
    return made;
  };
}

/** The mean of a stretch; a sample that lies in it in part counts in part. */
function measureMean(stream: Float32Array, start: number, end: number): number {
  let sum = 0;
  for (let at = Math.floor(start); at < end; at++) {
    const share = Math.min(at + 1, end) - Math.max(at, start);
    sum += (stream[Math.min(at, stream.length - 1)] ?? 0) * share;
  }
  return sum / (end - start);
}
