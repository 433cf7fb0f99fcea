import { Tensor } from "onnxruntime-node";
import { sampleRate } from "./decode-audio.ts";
import { openModel, openOnce } from "./onnx-session.ts";

/** Samples that the voice detector judges at a time (32 ms); fixed by the model. */
export const frameSamples = 512;
const contextSamples = 64;

/** 32 ms of audio (the last one may be shorter) and how likely somebody speaks in it, 0–1. */
export type Frame = { samples: Float32Array; voice: number };

const openDetector = openOnce(() => openModel("@ricky0123/vad-web", "dist/silero_vad_v6.onnx"));

/**
 * A voice detector for one stream: judges one frame after the other (`frameSamples`, fewer only in the last) and
 * remembers what came before. Never asked again before it has answered.
 */
export async function openVoiceDetector(): Promise<(samples: Float32Array) => Promise<number>> {
  const detector = await openDetector();
  const rate = new Tensor("int64", BigInt64Array.of(BigInt(sampleRate)), []);
  let state: Tensor = new Tensor("float32", new Float32Array(2 * 128), [2, 1, 128]);
  // The model wants each frame preceded by the end of the one before.
  let context = new Float32Array(contextSamples);
  return async (samples) => {
    const input = new Float32Array(contextSamples + frameSamples);
    input.set(context);
    input.set(samples, contextSamples);
    context = input.slice(-contextSamples);
    const result = await detector.run({
      input: new Tensor("float32", input, [1, input.length]),
      state,
      sr: rate,
    });
    const { output, stateN } = result;
    if (!(output?.data instanceof Float32Array) || stateN === undefined)
      throw new Error("The voice detector gave no result.");
    state = stateN;
    return output.data[0] ?? 0;
  };
}

/** Judges every 32 ms of a stream of samples with the Silero voice detector. */
export async function* detectVoice(
  chunks: AsyncIterable<Float32Array>,
  signal: AbortSignal,
): AsyncGenerator<Frame> {
  const judge = await openVoiceDetector();
  for await (const samples of cutFrames(chunks)) {
    signal.throwIfAborted();
    yield { samples, voice: await judge(samples) };
  }
}

async function* cutFrames(chunks: AsyncIterable<Float32Array>): AsyncGenerator<Float32Array> {
  let frame = new Float32Array(frameSamples);
  let filled = 0;
  for await (const chunk of chunks) {
    let read = 0;
    while (read < chunk.length) {
      const part = chunk.subarray(read, read + frameSamples - filled);
      frame.set(part, filled);
      filled += part.length;
      read += part.length;
      if (filled < frameSamples) continue;
      yield frame;
      frame = new Float32Array(frameSamples);
      filled = 0;
    }
  }
  if (filled > 0) yield frame.subarray(0, filled);
}
