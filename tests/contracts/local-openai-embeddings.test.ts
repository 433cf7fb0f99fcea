import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOpenAi } from "../../local/openai/server.ts";

let local: Awaited<ReturnType<typeof startOpenAi>>;
let openai: OpenAI;
const model = "memoryvault-local";

beforeAll(async () => {
  local = await startOpenAi();
  openai = new OpenAI({ baseURL: local.url, apiKey: "local", maxRetries: 0 });
});
afterAll(() => local.close());

test("one text or many are answered in the vendor's form, under the model's name that was asked for", async () => {
  const one = await openai.embeddings.create({ model: "any-name", input: "We kept bees behind the chapel." });
  const two = await openai.embeddings.create({
    model: "any-name",
    input: ["We kept bees behind the chapel.", "The river rose."],
    encoding_format: "float",
    dimensions: 512,
  });
  expect(one).toMatchObject({ object: "list", model: "any-name" });
  expect(two.data.map(({ object, index, embedding }) => [object, index, embedding.length])).toEqual([
    ["embedding", 0, 512],
    ["embedding", 1, 512],
  ]);
  expect(one.usage.prompt_tokens).toBeGreaterThan(5);
  expect(two.usage.total_tokens).toBeGreaterThan(one.usage.total_tokens);
  const [[a = [], b = []]] = [[one.data[0]?.embedding, two.data[0]?.embedding]];
  for (const [index, value] of a.entries()) expect(value).toBeCloseTo(b[index] ?? 0, 5);
});

test("octets are the same numbers as the plain list", async () => {
  const input = "My aunt Rosa sang in the kitchen.";
  const plain = await openai.embeddings.create({ model, input, encoding_format: "float" });
  const octets = await openai.embeddings.create({ model, input });
  expect(octets.data[0]?.embedding).toEqual(plain.data[0]?.embedding);
});

test("a long text is read to its end", async () => {
  const filler = "We walked to the market and sold our eggs before breakfast. ".repeat(60);
  const embed = async (input: string) =>
    (await openai.embeddings.create({ model, input })).data[0]?.embedding ?? [];
  const [plain, other] = await Promise.all([
    embed(filler),
    embed(`${filler} ${"The bomb fell on the church. ".repeat(60)}`),
  ]);
  expect(plain.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)).toBeLessThan(0.95);
});

test("spaces, pictures and other scripts are texts too", async () => {
  const { data } = await openai.embeddings.create({
    model,
    input: [" ", "😀😀", "日本語", "x".repeat(5000)],
  });
  for (const { embedding } of data) expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
});

test("a search is answered while a whole vault is at work", async () => {
  const order: string[] = [];
  const vault = openai.embeddings
    .create({ model, input: Array.from({ length: 200 }, (_, index) => `Story ${index} of the old house.`) })
    .then(() => order.push("vault"));
  const search = openai.embeddings.create({ model, input: "old house" }).then(() => order.push("search"));
  await Promise.all([vault, search]);
  expect(order).toEqual(["search", "vault"]);
});

test.each<[string, object, string | null]>([
  ["no text", { model, input: "" }, "input"],
  ["an empty text among others", { model, input: ["a", ""] }, "input"],
  ["no texts", { model, input: [] }, "input"],
  ["a number", { model, input: 7 }, "input"],
  ["2049 texts", { model, input: Array(2049).fill("a") }, "input"],
  ["a text of more than 8192 tokens", { model, input: "word ".repeat(8193) }, "input"],
  ["a text of endless octets", { model, input: "日".repeat(1_000_000) }, "input"],
  ["tokens instead of texts", { model, input: [[1, 2, 3]] }, "input"],
  ["another size", { model, input: "a", dimensions: 1536 }, "dimensions"],
  ["an unknown encoding", { model, input: "a", encoding_format: "roman" }, "encoding_format"],
  ["no model", { input: "a" }, null],
])("%s is refused with 400", async (_, body, param) => {
  await expect(openai.post("/embeddings", { body })).rejects.toMatchObject({
    status: 400,
    type: "invalid_request_error",
    param,
  });
});

test("the local model is listed", async () => {
  expect((await openai.models.list()).data.map(({ id }) => id)).toContain(model);
});
