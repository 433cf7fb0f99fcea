import { Worker } from "node:worker_threads";

/** What was heard: tokens of the model's vocabulary, each with the natural logarithm of its probability. */
export type Recognition = {
  tokens: { id: number; logProbability: number }[];
  /** False when the model ran into its limit, which mostly means that it repeats itself. */
  finished: boolean;
};

/** What the thread is told, and what it answers. */
export type Asked =
  | { id: number; samples: Float32Array; known: Recognition["tokens"] }
  | { id: number; stop: true };
export type Answer = { id: number; recognition: Recognition } | { id: number; failure: unknown };

// A step of the model holds up whoever shares its thread, and a piece takes dozens of them.
let thread: Worker | undefined;
const waiting = new Map<number, PromiseWithResolvers<Recognition>>();
let asked = 0;

/**
 * Recognises one piece of English speech (16 kHz mono, at most about 30 s) with Moonshine base, greedily. `known` are
 * tokens with which it begins, from an earlier look at a shorter piece: they cost next to nothing.
 */
export async function recogniseSpeech(
  samples: Float32Array,
  signal: AbortSignal,
  known: Recognition["tokens"] = [],
): Promise<Recognition> {
  signal.throwIfAborted();
  asked += 1;
  const id = asked;
  const answer = Promise.withResolvers<Recognition>();
  waiting.set(id, answer);
  thread ??= openThread();
  const asks = thread;
  asks.ref();
  asks.postMessage({ id, samples, known } satisfies Asked);
  const stop = () => asks.postMessage({ id, stop: true } satisfies Asked);
  signal.addEventListener("abort", stop);
  try {
    return await answer.promise;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function openThread(): Worker {
  const opened = new Worker(new URL("./recognise-thread.ts", import.meta.url));
  opened.on("message", (answer: Answer) => {
    const asking = waiting.get(answer.id);
    waiting.delete(answer.id);
    // An idle thread keeps no process alive.
    if (waiting.size === 0) opened.unref();
    if ("failure" in answer) asking?.reject(answer.failure);
    else asking?.resolve(answer.recognition);
  });
  opened.once("error", (error) => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return opened;
}
