/** Taps of the filter that meet one output sample; at 24 kHz they span 1 ms. */
const taps = 24;
/** At the common rate of 48 kHz: under the 8 kHz that 16 kHz can carry. */
const cutoff = 7_200 / 48_000;

// A low-pass by windowed sinc (Hann), for every half input sample.
const filter = Float32Array.from({ length: 2 * taps }, (_, i) => {
  const x = i - (2 * taps - 1) / 2;
  const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / (2 * taps));
  return (2 * window * Math.sin(2 * Math.PI * cutoff * x)) / (Math.PI * x);
});

/** Turns a stream of samples at 24 kHz into one at 16 kHz, chunk by chunk. */
export function createResampler(): (chunk: Float32Array) => Float32Array {
  let heard: Float32Array = new Float32Array(taps - 1);
  /** Where the next output lies, in half input samples from the chunk's start. */
  let next = 0;
  return (chunk) => {
    const input = new Float32Array(heard.length + chunk.length);
    input.set(heard);
    input.set(chunk, heard.length);
    const output: number[] = [];
    for (; next < 2 * chunk.length; next += 3) {
      const newest = (next >> 1) + taps - 1;
      let sum = 0;
      for (let i = 0; i < taps; i++) sum += (filter[(next & 1) + 2 * i] ?? 0) * (input[newest - i] ?? 0);
      output.push(sum);
    }
    next -= 2 * chunk.length;
    heard = input.slice(-(taps - 1));
    return Float32Array.from(output);
  };
}
