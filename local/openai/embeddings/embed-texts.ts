import { Worker } from "node:worker_threads";
import { OpenAiError } from "../openai-error.ts";

/** The vendor's limits, in tokens: for one text, and for all texts of a request. */
const maximumTokens = 8192;
const maximumTokensOfAll = 300_000;

/** So few at once that a search doesn't wait for a whole vault. */
const textsAtOnce = 32;

/** What the thread is asked, and what it answers. A text of more than `maximumTokens` gets no vector. */
export interface Question {
  id: number;
  texts: string[];
  maximumTokens: number;
}
export type Answer =
  | { id: number; embedded: { vector: Float32Array | undefined; tokens: number }[] }
  | { id: number; failure: unknown };

type Embedded = Extract<Answer, { embedded: unknown }>["embedded"];

/** Unit vectors of texts, in their order, and how many tokens were read. Throws `OpenAiError` for more than the vendor takes. */
export async function embedTexts(
  texts: string[],
  signal: AbortSignal,
): Promise<{ vectors: Float32Array[]; tokens: number }> {
  const vectors: Float32Array[] = [];
  let read = 0;
  for (let from = 0; from < texts.length; from += textsAtOnce) {
    signal.throwIfAborted();
    for (const { vector, tokens } of await ask(texts.slice(from, from + textsAtOnce))) {
      read += tokens;
      if (!vector)
        throw new OpenAiError(
          400,
          `This model's maximum context length is ${maximumTokens} tokens, however you requested more. Please reduce your prompt.`,
          { param: "input", code: "context_length_exceeded" },
        );
      if (read > maximumTokensOfAll)
        throw new OpenAiError(400, `Requested ${read} tokens, max ${maximumTokensOfAll} tokens per request`, {
          param: "input",
          type: "max_tokens_per_request",
          code: "max_tokens_per_request",
        });
      vectors.push(vector);
    }
  }
  return { vectors, tokens: read };
}

interface Waiting {
  resolve(embedded: Embedded): void;
  reject(error: unknown): void;
}

// The model computes for seconds on end: on a thread of its own it holds nobody up.
let thread: Worker | undefined;
const waiting = new Map<number, Waiting>();
let asked = 0;

function ask(texts: string[]): Promise<Embedded> {
  return new Promise((resolve, reject) => {
    asked += 1;
    waiting.set(asked, { resolve, reject });
    thread ??= openThread();
    thread.ref();
    thread.postMessage({ id: asked, texts, maximumTokens } satisfies Question);
  });
}

function openThread(): Worker {
  const opened = new Worker(new URL("./model-thread.ts", import.meta.url));
  opened.on("message", (answer: Answer) => {
    const question = waiting.get(answer.id);
    waiting.delete(answer.id);
    // An idle thread keeps no process alive.
    if (waiting.size === 0) opened.unref();
    if ("failure" in answer) question?.reject(answer.failure);
    else question?.resolve(answer.embedded);
  });
  opened.once("error", (error) => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  });
  return opened;
}
