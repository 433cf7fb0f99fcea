import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../adapters/neon/database.ts";
import { createPassageStore } from "../../adapters/neon/passages.ts";
import { createSearchStore } from "../../adapters/neon/search.ts";
import { createOpenAiEmbedder } from "../../adapters/openai-embedder.ts";
import { searchMemories } from "../../core/search.ts";
import { type StandIns, startStandIns } from "../../local/stand-ins.ts";
import { questions, stories, writeFamily } from "./written-family.ts";

// What search finds in a family of four languages: with the embeddings that a laptop has, which know English alone.

const viewer = { userId: uuidv7(), name: "Ann", email: "ann@memoryvault.example" };
const familyId = uuidv7();
const requestId = "quality";
let standIns: StandIns;
let disk: string;
let keys: Map<string, string>;
let services: Parameters<typeof searchMemories>[0];

beforeAll(async () => {
  disk = await mkdtemp(join(tmpdir(), "memoryvault-"));
  standIns = await startStandIns({ root: resolve(import.meta.dirname, "../.."), dataDir: disk });
  const { postgres, settings } = standIns;
  await postgres.query(`insert into "user" (id, name, email) values ($1, $2, $3)`, Object.values(viewer));
  await postgres.query("insert into family (id, name) values ($1, 'Four languages')", [familyId]);
  await postgres.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
    familyId,
    viewer.userId,
  ]);
  keys = await writeFamily(postgres, familyId);

  const db = openDatabase(
    { url: settings.DATABASE_URL ?? "", fetchEndpoint: settings.DATABASE_FETCH_ENDPOINT },
    { count: 0, milliseconds: 0 },
    requestId,
  );
  const embedder = createOpenAiEmbedder({
    baseUrl: settings.EMBEDDING_BASE_URL ?? "",
    apiKey: settings.EMBEDDING_API_KEY ?? "",
    model: settings.EMBEDDING_MODEL ?? "",
  });
  services = {
    search: createSearchStore(db),
    // How long a search waits for its meaning is not what is measured here, and the machine may be busy.
    embedder: { ...embedder, embed: (texts) => embedder.embed(texts, { requestId }) },
    log: () => {},
    requestId,
  };
  const passages = createPassageStore(db);
  for (const memoryId of keys.keys()) {
    const waiting = await passages.listWithoutMeaning(embedder.model, memoryId, 100);
    const vectors = await embedder.embed(
      waiting.map(({ text }) => text),
      { requestId },
    );
    await passages.keepMeanings(
      embedder.model,
      waiting.map((passage, index) => ({ ...passage, vector: vectors[index] ?? [] })),
    );
  }
});
afterAll(async () => {
  await standIns?.close();
  await rm(disk, { recursive: true, force: true });
});

/** The share of a question's answers that stand among the first five. */
async function recallOf({ q, answers }: (typeof questions)[number]): Promise<number> {
  const { items } = await searchMemories(services, viewer, familyId, q, {}, { limit: 5 });
  const found = items.map(({ memory }) => keys.get(memory.id));
  return answers.filter((key) => found.includes(key)).length / Math.min(5, answers.length);
}

async function measure(kind: "words" | "paraphrase"): Promise<number> {
  const asked = questions.filter((question) => question.kind === kind);
  const recalls = [];
  for (const question of asked) recalls.push({ ...question, recall: await recallOf(question) });
  const mean = (some: { recall: number }[]) =>
    some.reduce((sum, { recall }) => sum + recall, 0) / some.length;
  const languages = [...Map.groupBy(recalls, ({ language }) => language)];
  console.log(
    `recall@5 of ${asked.length} questions (${kind}): ${mean(recalls).toFixed(3)}; ` +
      languages
        .map(([language, some]) => `${language} ${mean(some).toFixed(2)} of ${some.length}`)
        .join(", "),
    recalls.filter(({ recall }) => recall < 1).map(({ q, recall }) => `${recall.toFixed(2)} ${q}`),
  );
  return mean(recalls);
}

test("the set is whole: 60 stories, and 40 questions whose answers are among them", () => {
  const known = stories.memories.map(({ key }) => key);
  expect(new Set(known).size).toBe(60);
  expect(questions).toHaveLength(40);
  for (const { q, answers } of questions) {
    expect(answers.length, q).toBeGreaterThan(0);
    expect(new Set(answers).size, q).toBe(answers.length);
    for (const answer of answers) expect(known, q).toContain(answer);
  }
});

test("words find their stories: misspelt, without accents, in another form, by an alias", async () => {
  expect(await measure("words")).toBeGreaterThanOrEqual(0.95);
});

test("paraphrases find the stories that mean it", async () => {
  expect(await measure("paraphrase")).toBeGreaterThanOrEqual(0.85);
});

test("what the family never told finds nothing", async () => {
  for (const q of ["asdf qwerty zxcv", "quantum chromodynamics lattice", "tax return deadline"]) {
    expect((await searchMemories(services, viewer, familyId, q, {}, { limit: 5 })).items, q).toEqual([]);
  }
});
