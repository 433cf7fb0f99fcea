import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { openDatabase } from "../adapters/neon/database.ts";
import { createMemoryStore } from "../adapters/neon/memories.ts";
import { createSearchStore } from "../adapters/neon/search.ts";
import type { Viewer } from "../core/access.ts";
import { readQuestion } from "../core/search.ts";
import type { AskedMeaning } from "../core/stores.ts";
import { createDice, type GeneratedFamily, type GeneratedMemory, pick, pickWord } from "./search-stories.ts";
import { familyId, userId } from "./search-world.ts";

/** A statement and its parameters, as the driver sends them. */
const statementSchema = z.object({ query: z.string(), params: z.array(z.unknown()) });
const batchSchema = z.object({ queries: z.array(statementSchema) });
export type Statement = z.infer<typeof statementSchema>;

/** One thing that a page asks: who acts, then what is asked. */
export interface Request {
  /** What is measured together. */
  what: string;
  kind: string;
  act: Statement;
  statement: Statement;
}

/** Somebody of a family that is asked, and the stories that it has. */
export interface AskedFamily {
  family: number;
  stories: GeneratedFamily;
}

export interface Recorder {
  /** Everything that is asked of these families, as the adapters send it. */
  record(families: AskedFamily[], meaning?: () => AskedMeaning): Promise<Request[]>;
  close(): Promise<void>;
}

/** Stands where Neon would, writes down what it is asked and has found nothing. */
export async function startRecorder(): Promise<Recorder> {
  let heard: Statement[] = [];
  const server = createServer(async (request, response) => {
    heard = batchSchema.parse(await json(request)).queries;
    const results = heard.map(() => ({
      command: "SELECT",
      rowCount: 0,
      fields: [],
      rows: [],
      rowAsArray: true,
    }));
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify({ results }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const db = openDatabase(
    { url: "postgresql://nobody:nothing@127.0.0.1/bench", fetchEndpoint: `http://127.0.0.1:${port}/sql` },
    { count: 0, milliseconds: 0 },
    "bench",
  );
  const search = createSearchStore(db);
  const memories = createMemoryStore(db);
  const page = { limit: 20 };

  const recordFamily = async ({ family, stories }: AskedFamily, meaning?: () => AskedMeaning) => {
    const requests: Request[] = [];
    const viewer: Viewer = { userId: userId(family), name: "Ann", email: "ann@bench.example" };
    const id = familyId(family);
    const note = async (what: string, kind: string, asking: Promise<unknown>) => {
      await asking;
      const [act, statement] = heard;
      if (!act || !statement) throw new Error("nothing was asked");
      requests.push({ what, kind, act, statement });
    };
    const find = (question: string, filters = {}, near?: AskedMeaning) =>
      search.find(viewer, id, { ...readQuestion(question), meaning: near }, filters, page);
    const roll = createDice(family);
    for (const { kind, text } of askQuestions(roll, stories)) {
      const near = readQuestion(text).exact ? undefined : meaning?.();
      await note("search", kind, find(text, {}, near));
    }
    if (meaning) return requests;
    for (const filters of listFilters(roll, stories)) {
      const kind = Object.keys(filters).join(", ");
      await note("search with filters", kind, find(pickWord(roll, 100, 1000), filters));
      await note("list, filtered", kind, memories.list(viewer, id, filters, page));
    }
    for (let times = 0; times < 8; times++) await note("everything, with facets", "", find(""));
    for (let times = 0; times < 8; times++)
      await note("list, first page", "", memories.list(viewer, id, {}, page));
    for (const { kind, text } of typeNames(roll, stories))
      await note("suggestions", kind, search.suggest(viewer, id, text, 8));
    return requests;
  };
  return {
    async record(families, meaning) {
      const requests: Request[] = [];
      for (const family of families) requests.push(...(await recordFamily(family, meaning)));
      return requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Question = { kind: string; text: string };

/** Forty questions, no two the same. */
function askQuestions(roll: () => number, { people, memories }: GeneratedFamily): Question[] {
  const questions = new Map<string, string>();
  const ask = (kind: string, count: number, make: () => string) => {
    const enough = questions.size + count;
    while (questions.size < enough) questions.set(make(), kind);
  };
  const words = (count: number) => Array.from({ length: count }, () => pickWord(roll, 60, 1500)).join(" ");
  const first = (name: string) => name.split(" ")[0] ?? name;
  ask("one word", 8, () => words(1));
  ask("two words", 8, () => words(2));
  ask("a sentence", 4, () => `when ${words(1)} was in the ${words(1)} and she ${words(2)}`);
  ask("a name", 6, () => first(pick(roll, people).name));
  ask("an alias", 4, () => pick(roll, pick(roll, people).aliases));
  ask("a misspelt name", 4, () => misspell(roll, first(pick(roll, people).name)));
  ask("a quoted phrase", 4, () => quote(roll, pick(roll, memories)));
  ask("what nobody told", 2, () => `xq${words(1)}zzw`);
  return [...questions].map(([text, kind]) => ({ kind, text }));
}

function listFilters(roll: () => number, { people, places, themes, memories }: GeneratedFamily) {
  const { chapter, tone, year } = pick(roll, memories);
  const decade = year - (year % 10);
  return [
    { chapter: chapter as "early-life" },
    { decade },
    { tone },
    { person: pick(roll, people).name },
    { place: pick(roll, places) },
    { theme: pick(roll, themes) },
    { from: `${decade}`, to: `${decade + 20}` },
    { status: "ready" as const, decade },
  ];
}

/** What somebody types: the first letters of a name, more of them, and a misspelt one. */
function typeNames(roll: () => number, { people, places, themes }: GeneratedFamily): Question[] {
  const names = [pick(roll, people).name, pick(roll, places), pick(roll, themes)];
  return [
    { kind: "one letter", text: (names[0] ?? "").slice(0, 1) },
    ...names.map((name) => ({ kind: "a beginning", text: name.slice(0, 3).toLowerCase() })),
    ...names.map((name) => ({ kind: "most of a word", text: name.slice(0, 5) })),
    { kind: "misspelt", text: misspell(roll, pick(roll, people).name) },
  ];
}

/** One letter inside becomes another. */
function misspell(roll: () => number, name: string): string {
  const at = 2 + Math.floor(roll() * (name.length - 3));
  return `${name.slice(0, at)}${name[at] === "e" ? "i" : "e"}${name.slice(at + 1)}`;
}

function quote(roll: () => number, { passages }: GeneratedMemory): string {
  const words = pick(roll, passages).split(" ");
  const at = Math.floor(roll() * (words.length - 3));
  return `"${words.slice(at, at + 2).join(" ")}"`;
}
