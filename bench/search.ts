// What search costs in Postgres itself, and that it follows the family's size, not the world's:
//   node bench/search.ts          measures and writes it into docs/benchmarks.md (about ten minutes, 13 GB of disk)
//   node bench/search.ts small    a small world in a minute; the document stays as it is
import { readdirSync, readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { describeConditions } from "./conditions.ts";
import { writeDocument } from "./document.ts";
import { type Measured, renderMeasured, round } from "./measured.ts";
import { type AskedFamily, type Request, startRecorder } from "./search-asked.ts";
import { measureMeaning } from "./search-meaning.ts";
import { type Connection, startNativePostgres } from "./search-postgres.ts";
import { createDice, type GeneratedFamily } from "./search-stories.ts";
import {
  explainInWords,
  spread,
  type Timed,
  timeActing,
  timePrepared,
  timeRequests,
} from "./search-timing.ts";
import {
  addLargeFamily,
  growWorld,
  leaveUnlogged,
  memoriesAFamily,
  templateOf,
  writeFamilies,
} from "./search-world.ts";

const isSmall = process.argv[2] === "small";
const sizes = isSmall
  ? { templates: 2, families: 10, moreFamilies: 25, asked: 5, largeCopies: 3, meaningFamilies: 5 }
  : { templates: 10, families: 500, moreFamilies: 5000, asked: 25, largeCopies: 10, meaningFamilies: 63 };
const large = 1_000_000;

const loadBefore = loadavg();
const worlds = await measureWorlds();
const meaning = await measureMeaning(sizes.meaningFamilies);
const sections = [...worlds.sections.map(renderMeasured), worlds.plan, renderMeasured(meaning)];
const conditions = `${describeConditions(loadBefore)} PostgreSQL ${worlds.version}.`;
console.log([...sections, conditions].join("\n\n"));
if (!isSmall) writeDocument("measured-search", [conditions, ...sections]);

async function measureWorlds() {
  const postgres = await startNativePostgres();
  const recorder = await startRecorder();
  try {
    const db = await postgres.connect();
    const worker = await postgres.connect();
    await applyMigrations(db);
    await leaveUnlogged(db);
    await worker.query("set role memoryvault_worker");
    const writing = [db, await postgres.connect()];
    const { templates, families, moreFamilies } = sizes;

    const stories = await timeStep("writing stories", () => writeFamilies(db, templates));
    const ask = async (numbers: number[]) =>
      recorder.record(
        numbers.map((family): AskedFamily => ({ family, stories: storiesOf(stories, family) })),
      );

    await timeStep("the first world", () =>
      growWorld(writing, templates, { from: templates + 1, to: families, whole: "all" }),
    );
    await db.query("vacuum analyze");
    const asked = await ask(drawFamilies(families));
    const first = await timeStep("asking it", () => timeRequests(worker, asked));
    const searches = asked.filter(({ what }) => what === "search");
    const prepared = await timePrepared(worker, searches);
    const acting = await timeActing(worker, searches);
    const firstWorld = await describeWorld(db);

    const others = drawFamilies(moreFamilies);
    await timeStep("the second world", () =>
      growWorld(writing, templates, { from: families + 1, to: moreFamilies, whole: others }),
    );
    await timeStep("vacuum", () => db.query("vacuum analyze"));
    const second = await timeStep("asking it", async () => timeRequests(worker, await ask(others)));
    const secondWorld = await describeWorld(db);

    await timeStep("the large family", () => addLargeFamily(db, templates, large, sizes.largeCopies));
    await db.query("vacuum analyze");
    const ofLarge = await timeStep("asking it", async () => {
      // Five times the same 40 questions; of the rest what there is.
      const requests = await ask([large]);
      const again = Array.from({ length: isSmall ? 0 : 4 }, () =>
        requests.filter(({ what }) => what === "search"),
      );
      return timeRequests(worker, [...requests, ...again.flat()]);
    });

    const example = searches.find(({ kind }) => kind === "two words");
    return {
      version: postgres.version,
      sections: [
        describeCost(first, second, ofLarge, `A: ${firstWorld} B: ${secondWorld}`),
        describeQuestions(first),
        describeParts(first, prepared, acting),
      ],
      plan: example ? await showPlan(worker, example) : "",
    };
  } finally {
    await recorder.close();
    await postgres.close();
  }
}

/** All but what needs pgvector, which the package doesn't have. */
async function applyMigrations(db: Connection): Promise<void> {
  const folder = new URL("../migrations/", import.meta.url);
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()) {
    const text = readFileSync(new URL(file, folder), "utf8");
    if (text.includes("CREATE EXTENSION IF NOT EXISTS vector")) continue;
    for (const statement of text.split("--> statement-breakpoint")) await db.query(statement);
  }
}

function storiesOf(stories: GeneratedFamily[], family: number): GeneratedFamily {
  const found = stories[family === large ? 0 : templateOf(family, sizes.templates) - 1];
  if (!found) throw new Error(`family ${family} has no stories`);
  return found;
}

function drawFamilies(of: number): number[] {
  const roll = createDice(of);
  const drawn = new Set<number>();
  while (drawn.size < sizes.asked) drawn.add(1 + Math.floor(roll() * of));
  return [...drawn];
}

async function describeWorld(db: Connection): Promise<string> {
  const [size] =
    await db.query(`select (select count(*) from memory) as memories, (select count(*) from family) as families,
    (select count(*) from passage) as passages, pg_database_size(current_database()) as bytes`);
  const bytes = Number(size?.bytes);
  const perMemory = round(bytes / Number(size?.memories) / 1000);
  return `${size?.memories} memories of ${size?.families} families with ${size?.passages} passages, ${round(bytes / 1e9)} GB (${perMemory} kB a memory).`;
}

/** The same things asked in both worlds and in the large family. */
function describeCost(first: Timed[], second: Timed[], ofLarge: Timed[], about: string): Measured {
  const inside = (timed: Timed[], what: string) =>
    spread(timed.filter(({ request }) => request.what === what).map((one) => one.inside));
  const asked = [...new Set(first.map(({ request }) => request.what))];
  const [a, b] = [inside(first, "search"), inside(second, "search")];
  return {
    title: "Search and the world's size",
    about: [
      `${about} Of the families that B adds and nobody asks, only what is told in short is kept as a passage.`,
      `${sizes.asked} families of ${memoriesAFamily} each are asked, drawn by lot, and one of ${memoriesAFamily * sizes.templates * sizes.largeCopies}.`,
      "Milliseconds in Postgres itself, planning and execution (EXPLAIN ANALYZE without its clocks, with the rows written out),",
      "under row-level security as the Worker's role. Neon plans each statement anew, so planning counts.",
      "Every family is a copy of one of the few that were written by the triggers, with ids of its own; tables are unlogged, without fsync, and vacuumed.",
    ].join(" "),
    rows: asked.map((what) => {
      const [one, other, big] = [inside(first, what), inside(second, what), inside(ofLarge, what)];
      return {
        asked: what,
        "times a world": one.count,
        "A p50": one.p50,
        "A p95": one.p95,
        "B p50": other.p50,
        "B p95": other.p95,
        "B/A p50": round(other.p50 / one.p50, 2),
        "large p50": big.p50,
        "large p95": big.p95,
      };
    }),
    goals: [
      { what: "search, p50 in A", unit: "ms", measured: a.p50, atMost: 2 },
      { what: "search, p95 in A", unit: "ms", measured: a.p95, atMost: 8 },
      {
        what: "search, p50 in B over p50 in A",
        unit: "times",
        measured: round(b.p50 / a.p50, 2),
        atMost: 1.3,
      },
      {
        what: "search, p95 in B over p95 in A",
        unit: "times",
        measured: round(b.p95 / a.p95, 2),
        atMost: 1.3,
      },
    ],
  };
}

function describeQuestions(first: Timed[]): Measured {
  const searches = first.filter(({ request }) => request.what === "search");
  return {
    title: "Search by what is asked",
    about: "The searches of A again, milliseconds in Postgres itself.",
    rows: [...Map.groupBy(searches, ({ request }) => request.kind)].map(([asked, some]) => {
      const { count, p50, p95 } = spread(some.map(({ inside }) => inside));
      return { asked, times: count, p50, p95 };
    }),
    goals: [],
  };
}

function describeParts(first: Timed[], prepared: number[], acting: number[]): Measured {
  const searches = first.filter(({ request }) => request.what === "search");
  const row = (part: string, values: number[]) => {
    const { p50, p95 } = spread(values);
    return { part, p50, p95 };
  };
  return {
    title: "Where a search's time goes",
    about: [
      "The searches of A, milliseconds. A round trip is from sending a statement on the socket to its last row: reading, planning, execution and the way.",
      "Prepared: the connection keeps the statements, and Postgres may keep a plan for all of them. Saying who acts is the transaction's first statement.",
    ].join(" "),
    rows: [
      row(
        "planning",
        searches.map(({ planning }) => planning),
      ),
      row(
        "execution",
        searches.map(({ execution }) => execution),
      ),
      row(
        "round trip",
        searches.map(({ roundTrip }) => roundTrip),
      ),
      row("round trip, prepared", prepared),
      row("round trip, saying who acts", acting),
    ],
    goals: [],
  };
}

/** The plan's nodes that read a table: by which index, how many rows, how long. */
async function showPlan(db: Connection, request: Request): Promise<string> {
  const lines = await explainInWords(db, request);
  const reads = lines.flatMap((line, at) => {
    const isRead = /->\s.*(Index|Seq|Bitmap).* (on|using) /.test(line);
    const reason = lines.slice(at + 1, at + 4).find((next) => /Index Cond/.test(next));
    return isRead ? [line.trim(), ...(reason ? [`      ${reason.trim()}`] : [])] : [];
  });
  const whole = reads.filter((line) => /Seq Scan on (memory|memory_search|passage)\b/.test(line)).length;
  const ending = lines.filter((line) => /^(Planning|Execution) Time/.test(line));
  return [
    "### The plan of a search",
    `Of two words in B, as \`explain (analyze)\` tells it; only what reads a table. ${whole} of them read memories, passages or what search knows of them from end to end; the whole plan has ${lines.length} lines.`,
    ["```", ...reads, ...ending, "```"].join("\n"),
  ].join("\n\n");
}

async function timeStep<Answer>(name: string, step: () => Promise<Answer>): Promise<Answer> {
  const begun = performance.now();
  const answer = await step();
  console.log(`${name}: ${round((performance.now() - begun) / 1000)} s`);
  return answer;
}
