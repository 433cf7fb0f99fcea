import { openThread } from "../ask-thread.ts";
import { OpenAiError } from "../openai-error.ts";

/** The vendor's limits, in tokens: for one text, and for all texts of a request. */
const maximumTokens = 8192;
const maximumTokensOfAll = 300_000;

/** So few at once that a search doesn't wait for a whole vault. */
const textsAtOnce = 32;

/** What the thread is asked, and what it answers for each text: one of more than `maximumTokens` gets no vector. */
export interface Question {
  texts: string[];
  maximumTokens: number;
}
export interface Embedded {
  vector: Float32Array | undefined;
  tokens: number;
}

const embed = openThread<Question, Embedded[]>(new URL("./model-thread.ts", import.meta.url));

/** Unit vectors of texts, in their order, and how many tokens were read. Throws `OpenAiError` for more than the vendor takes. */
export async function embedTexts(
  texts: string[],
  signal: AbortSignal,
): Promise<{ vectors: Float32Array[]; tokens: number }> {
  const vectors: Float32Array[] = [];
  let read = 0;
  for (let from = 0; from < texts.length; from += textsAtOnce) {
    const question = { texts: texts.slice(from, from + textsAtOnce), maximumTokens };
    for (const { vector, tokens } of await embed(question, signal)) {
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
