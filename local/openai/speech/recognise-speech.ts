import { openThread } from "../ask-thread.ts";

/** What was heard: tokens of the model's vocabulary, each with the natural logarithm of its probability. */
export type Recognition = {
  tokens: { id: number; logProbability: number }[];
  /** False when the model ran into its limit, which mostly means that it repeats itself. */
  finished: boolean;
};

/** What the thread is asked. */
export interface Unheard {
  samples: Float32Array;
  known: Recognition["tokens"];
}

const recognise = openThread<Unheard, Recognition>(new URL("./recognise-thread.ts", import.meta.url));

/**
 * Recognises one piece of English speech (16 kHz mono, at most about 30 s) with Moonshine base, greedily. `known` are
 * tokens with which it begins, from an earlier look at a shorter piece: they cost next to nothing.
 */
export function recogniseSpeech(
  samples: Float32Array,
  signal: AbortSignal,
  known: Recognition["tokens"] = [],
): Promise<Recognition> {
  return recognise({ samples, known }, signal);
}
