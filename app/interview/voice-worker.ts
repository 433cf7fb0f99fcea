import modelUrl from "@ricky0123/vad-web/dist/silero_vad_v6.onnx?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as ort from "onnxruntime-web/wasm";
import { fromPcm16, pcmRate } from "./pcm.ts";
import { createResampler } from "./resample.ts";

/** How likely somebody speaks in each 32 ms of a chunk; undefined: the detector doesn't work here. */
export type Judged = number[] | undefined;

const sampleRate = 16_000;
/** Samples that the detector judges at a time, preceded by the end of those before; fixed by the model. */
const frameSamples = 512;
const contextSamples = 64;

const resample = createResampler(pcmRate, sampleRate);
const rate = new ort.Tensor("int64", BigInt64Array.of(BigInt(sampleRate)), []);
let state: ort.Tensor = new ort.Tensor("float32", new Float32Array(2 * 128), [2, 1, 128]);
let context = new Float32Array(contextSamples);
let rest = new Float32Array(0);

ort.env.wasm.wasmPaths = { wasm: wasmUrl };
ort.env.wasm.numThreads = 1;
const opening = ort.InferenceSession.create(modelUrl, { executionProviders: ["wasm"] });

let queue: Promise<void> = opening.then(
  () => postMessage([] satisfies Judged),
  () => postMessage(undefined satisfies Judged),
);

addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
  queue = queue.then(async () => postMessage(await judge(data).catch(() => undefined)));
});

async function judge(pcm: ArrayBuffer): Promise<Judged> {
  const detector = await opening;
  const fresh = resample(fromPcm16(new Int16Array(pcm)));
  const stream = new Float32Array(rest.length + fresh.length);
  stream.set(rest);
  stream.set(fresh, rest.length);
  const judged: number[] = [];
  let at = 0;
  for (; at + frameSamples <= stream.length; at += frameSamples) {
    const input = new Float32Array(contextSamples + frameSamples);
    input.set(context);
    input.set(stream.subarray(at, at + frameSamples), contextSamples);
    context = input.slice(-contextSamples);
    const { output, stateN } = await detector.run({
      input: new ort.Tensor("float32", input, [1, input.length]),
      state,
      sr: rate,
    });
    if (!(output?.data instanceof Float32Array) || stateN === undefined) return undefined;
    state = stateN;
    judged.push(output.data[0] ?? 0);
  }
  rest = stream.slice(at);
  return judged;
}
