import { z } from "zod";
import type { Embedder } from "../core/ports.ts";
import { createOpenAiClient, type OpenAiConfig } from "./openai-client.ts";
import { malformedAnswer, readOpenAiError } from "./openai-errors.ts";

const timeoutSeconds = 30;

/** How many numbers a vector has: the width of the column that keeps them. */
export const dimensions = 512;

/** The vendor takes 2048 texts, but 300,000 tokens in all. */
const textsAtOnce = 256;

const answerSchema = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()).length(dimensions) })),
});

/**
 * Says what texts mean, by any OpenAI-compatible server whose model gives vectors of 512 numbers.
 * Throws VendorErrors: those of `readOpenAiError`, and `embedding.malformed` for an answer that isn't one vector a text.
 */
export function createOpenAiEmbedder(config: OpenAiConfig): Embedder {
  const client = createOpenAiClient(config, timeoutSeconds);

  return {
    model: config.model,

    async embed(texts, { requestId, signal, timeoutMilliseconds }) {
      const vectors: number[][] = [];
      for (let from = 0; from < texts.length; from += textsAtOnce) {
        const input = texts.slice(from, from + textsAtOnce);
        const answer: unknown = await client.embeddings
          .create(
            // Octets would be half the size, but not every server speaks them.
            { model: config.model, input, dimensions, encoding_format: "float" },
            {
              signal,
              headers: { "X-Request-Id": requestId },
              ...(timeoutMilliseconds === undefined ? {} : { timeout: timeoutMilliseconds }),
            },
          )
          .catch((error: unknown) => {
            throw readOpenAiError(error, "embedding");
          });
        vectors.push(...readVectors(answer, input.length));
      }
      return vectors;
    },
  };
}

function readVectors(answer: unknown, count: number): number[][] {
  const parsed = answerSchema.safeParse(answer);
  // What zod says of it quotes nothing of the answer but numbers.
  if (!parsed.success) throw malformedAnswer("embedding", parsed.error);
  const inOrder = parsed.data.data.toSorted((a, b) => a.index - b.index);
  if (inOrder.length !== count || inOrder.some(({ index }, place) => index !== place))
    throw malformedAnswer("embedding", "not one vector a text");
  return inOrder.map(({ embedding }) => toUnitLength(embedding));
}

function toUnitLength(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  if (length === 0) throw malformedAnswer("embedding", "a vector of no direction");
  return vector.map((value) => value / length);
}
