import { readFile } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createOpenAiEmbedder } from "../../adapters/openai-embedder.ts";
import type { Embedder } from "../../core/ports.ts";
import { startOpenAi } from "../../local/openai/server.ts";
import { answerJson, startWireServer, type WireServer } from "./wire-server.ts";

// The stand-in, or the vendor when OPENAI_EMBEDDING_BASE_URL, OPENAI_EMBEDDING_API_KEY and OPENAI_EMBEDDING_MODEL are set.
const vendorUrl = process.env.OPENAI_EMBEDDING_BASE_URL;
const options = { requestId: "contract" };
let embedder: Embedder;
let stop = async () => {};

beforeAll(async () => {
  let baseUrl = vendorUrl;
  if (baseUrl === undefined) {
    const local = await startOpenAi();
    baseUrl = local.url;
    stop = local.close;
  }
  embedder = createOpenAiEmbedder({
    baseUrl,
    apiKey: process.env.OPENAI_EMBEDDING_API_KEY ?? "local",
    model: process.env.OPENAI_EMBEDDING_MODEL ?? "memoryvault-local",
  });
});
afterAll(() => stop());

const pairsSchema = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])).min(10));
const paraphrases = pairsSchema.parse(
  JSON.parse(await readFile(new URL("../data/meaning/paraphrases.json", import.meta.url), "utf8")),
);

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const compare = (a: number[], b: number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** How alike pairs and strangers are, and the share of questions whose answer is among the five nearest. */
async function measure(pairs: [string, string][]) {
  const questions = await embedder.embed(
    pairs.map(([question]) => question),
    options,
  );
  const answers = await embedder.embed(
    pairs.map(([, answer]) => answer),
    options,
  );
  const likeness = questions.map((question) => answers.map((answer) => compare(question, answer)));
  const own = likeness.map((row, index) => row[index] ?? 0);
  const others = likeness.flatMap((row, index) => row.filter((_, place) => place !== index));
  const found = likeness.filter(
    (row, index) => row.filter((value) => value > (own[index] ?? 0)).length < 5,
  ).length;
  return {
    pairs: pairs.length,
    likeOwn: mean(own),
    likeOthers: mean(others),
    ownNearer: mean(own.map((value) => mean(others.map((other) => (value > other ? 1 : 0))))),
    recallAt5: found / pairs.length,
  };
}

test("a question is nearer to the story that answers it in other words than to others", async () => {
  const english = await measure(paraphrases.en ?? []);
  console.table({ en: english });
  expect(english.ownNearer).toBeGreaterThan(0.9);
  expect(english.recallAt5).toBeGreaterThanOrEqual(0.85);
});

test("in other languages the built-in model is better than chance, and a vendor is as good as in English", async () => {
  const measured: Record<string, Awaited<ReturnType<typeof measure>>> = {};
  for (const language of ["es", "it", "de"]) measured[language] = await measure(paraphrases[language] ?? []);
  console.table(measured);
  // The built-in model reads them word by word through a small glossary: without it these are 0.5, which is chance.
  for (const { ownNearer, recallAt5 } of Object.values(measured)) {
    expect(ownNearer).toBeGreaterThan(vendorUrl === undefined ? 0.65 : 0.9);
    if (vendorUrl !== undefined) expect(recallAt5).toBeGreaterThanOrEqual(0.85);
  }
});

test("vectors have 512 numbers, unit length and the order of the texts", async () => {
  const texts = Array.from({ length: 300 }, (_, index) => `Letter ${index} came from the sea.`);
  const vectors = await embedder.embed(texts, options);
  expect(vectors).toHaveLength(300);
  for (const vector of vectors) {
    expect(vector).toHaveLength(512);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  }
  const [last] = await embedder.embed(texts.slice(-1), options);
  expect(compare(last ?? [], vectors[299] ?? [])).toBeCloseTo(1, 3);
});

test("no texts are no question to anybody", async () => {
  expect(await embedder.embed([], options)).toEqual([]);
});

test("a text that is too long is rejected for good", async () => {
  await expect(embedder.embed(["story ".repeat(9000)], options)).rejects.toMatchObject({
    code: "embedding.rejected",
    retryable: false,
  });
});

let server: WireServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function embedFrom(
  answer: Parameters<typeof startWireServer>[0],
  texts: string[] = ["one", "two"],
  timeoutMilliseconds?: number,
) {
  server = await startWireServer(answer);
  return createOpenAiEmbedder({ baseUrl: server.url, apiKey: "key", model: "some-model" }).embed(texts, {
    requestId: "request-1",
    timeoutMilliseconds,
  });
}

const vector = (first: number, numbers = 512) => [first, ...Array<number>(numbers - 1).fill(0)];
const list = (...embeddings: unknown[]) => ({
  object: "list",
  data: embeddings.map((embedding, index) => ({ object: "embedding", index, embedding })),
});

test("the model, the texts and the size go over the wire as the vendor wants them", async () => {
  await embedFrom((response) => answerJson(response, 200, list(vector(1), vector(1))));
  expect(JSON.parse(server?.requests[0]?.body ?? "")).toEqual({
    model: "some-model",
    input: ["one", "two"],
    dimensions: 512,
    encoding_format: "float",
  });
  expect(server?.requests[0]?.headers["x-request-id"]).toBe("request-1");
});

test("many texts go in batches of 256 and come back in order", async () => {
  const texts = Array.from({ length: 600 }, (_, index) => String(index + 1));
  const vectors = await embedFrom((response, attempt) => {
    const { input } = z
      .object({ input: z.array(z.string()) })
      .parse(JSON.parse(server?.requests[attempt]?.body ?? ""));
    answerJson(response, 200, list(...input.map((text) => [Number(text), 1, ...vector(0, 510)])));
  }, texts);
  expect(server?.requests).toHaveLength(3);
  expect(vectors.map(([first = 0, second = 0]) => Math.round(first / second))).toEqual(texts.map(Number));
});

test("answers out of order are put in order, and made unit vectors", async () => {
  const vectors = await embedFrom((response) =>
    answerJson(response, 200, {
      data: [
        { index: 1, embedding: vector(-3) },
        { index: 0, embedding: vector(2) },
      ],
    }),
  );
  expect(vectors.map(([first]) => first)).toEqual([1, -1]);
});

const unusable: Record<string, unknown> = {
  "a vector of another length": list(vector(1), vector(1, 1536)),
  "a vector that isn't all numbers": list(vector(1), [...vector(1, 511), null]),
  "a vector of nothing": list(vector(1), vector(0)),
  "one vector too few": list(vector(1)),
  "one vector too many": list(vector(1), vector(1), vector(1)),
  "the same place twice": { data: [0, 0].map((index) => ({ index, embedding: vector(1) })) },
  "octets where numbers were asked": list(vector(1), "AAAAAA=="),
  "a list that is none": { data: "vectors" },
};
for (const [what, body] of Object.entries(unusable)) {
  test(`${what} is malformed and tried again`, async () => {
    await expect(embedFrom((response) => answerJson(response, 200, body))).rejects.toMatchObject({
      name: "VendorError",
      code: "embedding.malformed",
      retryable: true,
    });
  });
}

test("a vendor that is slower than the search's patience is unavailable", async () => {
  await expect(embedFrom(() => undefined, ["one"], 20)).rejects.toMatchObject({
    code: "embedding.unavailable",
    retryable: true,
  });
});
