import { fileURLToPath } from "node:url";
import { openDatabase } from "../local/postgres/database.ts";
import { migrate } from "../local/postgres/migrate.ts";
import { type Measured, round } from "./measured.ts";
import { startRecorder } from "./search-asked.ts";
import type { Connection, Row } from "./search-postgres.ts";
import { createDice, pick } from "./search-stories.ts";
import { type Spread, spread, timeRequests } from "./search-timing.ts";
import {
  familyId,
  growWorld,
  leaveUnlogged,
  memoriesAFamily,
  templateOf,
  writeFamilies,
} from "./search-world.ts";

const model = "bench";
const templates = 2;
const dimensions = 512;
const topics = 30;
/** How alike (cosine) a passage or a question and its topic are; so a question and a passage of it about 0.5. */
const nearness = 0.7;

/** Search by words and meaning on PGlite, which has pgvector: another engine than above. */
export async function measureMeaning(families: number): Promise<Measured> {
  const root = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
  const pglite = await openDatabase({
    dataDir: "memory",
    templateFile: root("node_modules/.cache/memoryvault/postgres.tar.gz"),
  });
  const query = async (sql: string, params?: unknown[]) => (await pglite.query<Row>(sql, params)).rows;
  const db: Connection = { query, close: () => pglite.close() };
  const recorder = await startRecorder();
  try {
    await migrate(
      {
        query,
        exec: async (sql) => {
          await pglite.exec(sql);
        },
      },
      root("migrations"),
    );
    const begun = performance.now();
    await leaveUnlogged(db);
    const written = await writeFamilies(db, templates);
    const roll = createDice(7);
    const centres = Array.from({ length: topics }, () => makeUnit(roll));
    const near = () => mix(roll, pick(roll, centres));
    for (let template = 1; template <= templates; template++) await writeMeanings(db, template, near);
    await growWorld([db], templates, { from: templates + 1, to: families, whole: "all" });
    await query("analyze");
    const filled = (performance.now() - begun) / 1000;
    const [counted] = await query("select count(*)::int as vectors from embedding");

    const asked = [1, 2, 3, 4, 5].map((nth) => {
      const family = Math.floor((nth / 5) * families);
      const stories = written[templateOf(family, templates) - 1];
      if (!stories) throw new Error("a family without stories");
      return { family, stories };
    });
    const floor = { story: 0.35, passage: 0.4 };
    const withMeaning = await recorder.record(asked, () => ({ model, vector: near(), floor }));
    const questions = withMeaning.filter(({ kind }) => kind !== "a quoted phrase");
    const words = (await recorder.record(asked)).filter(
      ({ what, kind }) => what === "search" && kind !== "a quoted phrase",
    );
    await query("set role memoryvault_worker");
    const fused = await timeRequests(db, questions);
    const alone = await timeRequests(db, words);
    const row = (what: string, timed: typeof fused) => {
      const put = (name: string, { p50, p95 }: Spread) => ({
        [`${name} p50 ms`]: p50,
        [`${name} p95 ms`]: p95,
      });
      return {
        search: what,
        executions: timed.length,
        ...put("inside", spread(timed.map(({ inside }) => inside))),
        ...put("in process", spread(timed.map(({ roundTrip }) => roundTrip))),
      };
    };
    return {
      title: "Search by words and meaning",
      about: [
        "Another engine: the npm package of native Postgres has no pgvector, so this is PGlite (Postgres in WebAssembly, in this process),",
        `with ${counted?.vectors} vectors of ${families} families of ${memoriesAFamily} memories, halfvec(${dimensions}), drawn round ${topics} topics, filled in ${round(filled, 0)} s.`,
        "What is compared is the two rows: what meaning adds to words. It compares the vectors of the family one by one; there is no index of vectors.",
      ].join(" "),
      rows: [row("by words and meaning", fused), row("by words alone", alone)],
      goals: [],
    };
  } finally {
    await recorder.close();
    await db.close();
  }
}

async function writeMeanings(db: Connection, template: number, near: () => number[]): Promise<void> {
  const passages = await db.query(
    "select memory_id, segment_id from passage where family_id = $1 order by memory_id, segment_id",
    [familyId(template)],
  );
  for (let at = 0; at < passages.length; at += 400) {
    const meanings = passages
      .slice(at, at + 400)
      .map((passage) => ({ ...passage, vector: `[${near().map((value) => value.toFixed(5))}]` }));
    await db.query(
      `insert into embedding (memory_id, segment_id, family_id, model, vector)
       select memory_id, segment_id, $2::uuid, $3, vector::halfvec(${dimensions})
       from jsonb_to_recordset($1::jsonb) as each (memory_id uuid, segment_id uuid, vector text)`,
      [JSON.stringify(meanings), familyId(template), model],
    );
  }
}

/** A direction, each as likely as any other. */
function makeUnit(roll: () => number): number[] {
  const values = Array.from(
    { length: dimensions },
    () => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll()),
  );
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

function mix(roll: () => number, centre: number[]): number[] {
  const aside = makeUnit(roll);
  const mixed = centre.map((value, at) => nearness * value + Math.sqrt(1 - nearness ** 2) * (aside[at] ?? 0));
  const length = Math.hypot(...mixed);
  return mixed.map((value) => value / length);
}
