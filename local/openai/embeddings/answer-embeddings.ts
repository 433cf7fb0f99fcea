import { embedTexts } from "./embed-texts.ts";
import { readEmbeddingRequest } from "./embedding-request.ts";

/**
 * Answers `POST /embeddings` in OpenAI's wire form under the model's name that was asked for; the header says who did
 * it. Throws `OpenAiError` for what the request got wrong, an `AbortError` once `signal` says that nobody waits any more.
 */
export async function answerEmbeddings(
  body: unknown,
  signal: AbortSignal,
): Promise<{ status: number; body: unknown; headers: Record<string, string> }> {
  const { model, texts, encoding } = readEmbeddingRequest(body);
  const { vectors, tokens } = await embedTexts(texts, signal);
  return {
    status: 200,
    body: {
      object: "list",
      data: vectors.map((vector, index) => ({
        object: "embedding",
        index,
        embedding: encoding === "base64" ? encodeBase64(vector) : [...vector],
      })),
      model,
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    },
    headers: { "x-memoryvault-local": "universal-sentence-encoder-lite" },
  };
}

/** The octets of 32-bit numbers, the lowest first, as every machine that runs Node keeps them. */
function encodeBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}
