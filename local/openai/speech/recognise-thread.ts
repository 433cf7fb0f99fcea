import { type InferenceSession, Tensor } from "onnxruntime-node";
import { answerQuestions } from "../ask-thread.ts";
import { sampleRate } from "./decode-audio.ts";
import { openModel, openOnce } from "./onnx-session.ts";
import type { Recognition, Unheard } from "./recognise-speech.ts";

const startToken = 1;
const endToken = 2;
// Moonshine's authors: 6.5 tokens a second are the most that English speech takes; the rest is for short answers.
const tokensPerSecond = 6.5;
const spareTokens = 6;
const layers = 8;
const heads = 8;
const headSize = 52;
const weights = "dist/model/base/quantized";

// The attention's memory: what it keeps of the audio ("encoder") is computed in the first step only.
const pastNames = Array.from({ length: layers }, (_, layer) =>
  ["decoder.key", "decoder.value", "encoder.key", "encoder.value"].map((part) => `${layer}.${part}`),
).flat();
const ownPastNames = pastNames.filter((name) => name.includes("decoder"));

const openRecogniser = openOnce(async () => {
  const [encoder, decoder] = await Promise.all([
    openModel("@usefulsensors/moonshine-js", `${weights}/encoder_model.onnx`),
    openModel("@usefulsensors/moonshine-js", `${weights}/decoder_model_merged.onnx`),
  ]);
  return { encoder, decoder };
});

answerQuestions(recognise);

/** Greedily; it stops between two steps when nobody wants to know any more. */
async function recognise({ samples, known }: Unheard, signal: AbortSignal): Promise<Recognition> {
  const { encoder, decoder } = await openRecogniser();
  signal.throwIfAborted();
  const encoded = await encoder.run({ input_values: new Tensor("float32", samples, [1, samples.length]) });
  const heard = takeTensor(encoded, "last_hidden_state");
  const limit = Math.ceil((samples.length / sampleRate) * tokensPerSecond) + spareTokens;
  const tokens = [...known];
  const past = makeEmptyPast();
  let next = [startToken, ...known.map(({ id }) => id)];
  while (tokens.length < limit) {
    signal.throwIfAborted();
    const first = tokens.length === known.length;
    const renewed = first ? pastNames : ownPastNames;
    const feeds = {
      input_ids: new Tensor("int64", BigInt64Array.from(next, BigInt), [1, next.length]),
      encoder_hidden_states: heard,
      use_cache_branch: new Tensor("bool", [!first], [1]),
      ...past,
    };
    const result = await decoder.run(feeds, ["logits", ...renewed.map((name) => `present.${name}`)]);
    const token = chooseToken(takeTensor(result, "logits"));
    if (token.id === endToken) return { tokens, finished: true };
    tokens.push(token);
    next = [token.id];
    for (const name of renewed) past[`past_key_values.${name}`] = takeTensor(result, `present.${name}`);
  }
  return { tokens, finished: false };
}

function makeEmptyPast(): Record<string, Tensor> {
  return Object.fromEntries(
    pastNames.map((name) => [
      `past_key_values.${name}`,
      new Tensor("float32", new Float32Array(0), [0, heads, 1, headSize]),
    ]),
  );
}

function takeTensor(values: InferenceSession.OnnxValueMapType, name: string): Tensor {
  const value = values[name];
  if (!(value instanceof Tensor)) throw new Error(`The model gave no ${name}.`);
  return value;
}

function chooseToken(logits: Tensor): { id: number; logProbability: number } {
  if (!(logits.data instanceof Float32Array)) throw new Error("The model's logits are not numbers.");
  // One row a token that was given; the last one says what comes after all of them.
  const scores = logits.data.subarray(-(logits.dims.at(-1) ?? 0));
  let id = 0;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? Number.NEGATIVE_INFINITY;
    if (score > best) {
      best = score;
      id = i;
    }
  }
  let total = 0;
  for (const score of scores) total += Math.exp(score - best);
  return { id, logProbability: -Math.log(total) };
}
