import type { Connection } from "./search-postgres.ts";
import { type GeneratedFamily, type GeneratedMemory, generateFamily } from "./search-stories.ts";

export const memoriesAFamily = 200;
const secondsAPassage = 25;

/** The families to add, and which of them have all of their passages; of others only what is told in short is kept as one. */
export interface Growth {
  from: number;
  to: number;
  whole: "all" | number[];
}

/** The id of the n-th thing of a family. It tells both, so that a copy's ids come from its original's. */
const helpers = [
  `create function bench_id(n int, family int) returns uuid language sql immutable as
    $$ select (lpad(to_hex(n), 12, '0') || '70008000' || lpad(to_hex(family), 12, '0'))::uuid $$`,
  `create function bench_move(id uuid, family int, copy int) returns uuid language sql immutable as
    $$ select (left(id::text, 15) || lpad(to_hex(copy), 3, '0') || '-8000-' || lpad(to_hex(family), 12, '0'))::uuid $$`,
];

/** Which memory of which family a number stands for. No two families that were written share a number. */
const personNumber = (template: number, index: number) => template * 100 + index;
const memoryNumber = (template: number, index: number) => 1_000_000 + template * 1000 + index;

export const familyId = (family: number) => readId(0, family);
export const userId = (family: number) => readId(1, family);
function readId(n: number, family: number): string {
  const time = n.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${family.toString(16).padStart(12, "0")}`;
}

/** Which of the written families a family is a copy of. */
export const templateOf = (family: number, templates: number) => 1 + ((family - 1) % templates);

/** Writes `templates` families as the pipeline leaves them: Postgres' own triggers make their words and passages. */
export async function writeFamilies(db: Connection, templates: number): Promise<GeneratedFamily[]> {
  for (const helper of helpers) await db.query(helper);
  await addFamilies(db, 1, templates);
  const written = Array.from({ length: templates }, (_, index) => generateFamily(index + 1, memoriesAFamily));
  for (const [index, family] of written.entries()) await writeFamily(db, index + 1, family);
  return written;
}

/** No log of what is written: nobody recovers this database. A table is unlogged after those that refer to it. */
export async function leaveUnlogged(db: Connection): Promise<void> {
  for (const table of ["passage", "memory"]) {
    const referring = await db.query(
      `select distinct conrelid::regclass::text as name from pg_constraint where confrelid = '${table}'::regclass`,
    );
    for (const { name } of [...referring, { name: table }])
      await db.query(`alter table ${name} set unlogged`);
  }
}

/** Families without people or memories, each with the user whose it is. */
async function addFamilies(db: Connection, from: number, to: number): Promise<void> {
  await withoutTriggers(db, async () => {
    await db.query(`insert into "user" (id, name, email)
      select bench_id(1, n), 'User ' || n, 'user' || n || '@bench.example' from generate_series(${from}, ${to}) as n`);
    await db.query(
      `insert into family (id, name) select bench_id(0, n), 'Family ' || n from generate_series(${from}, ${to}) as n`,
    );
    await db.query(`insert into member (family_id, user_id, role)
      select bench_id(0, n), bench_id(1, n), 'owner' from generate_series(${from}, ${to}) as n`);
  });
}

async function writeFamily(db: Connection, template: number, family: GeneratedFamily): Promise<void> {
  await withoutTriggers(db, () =>
    db.query(
      `insert into person (id, family_id, name, aliases)
       select bench_id(n, ${template}), bench_id(0, ${template}), name, aliases
       from jsonb_to_recordset($1::jsonb) as each (n int, name text, aliases text[])`,
      [
        JSON.stringify(
          family.people.map((person, index) => ({ n: personNumber(template, index), ...person })),
        ),
      ],
    ),
  );
  const memories = family.memories.map((memory, index) => describeMemory(template, index, memory));
  await db.query(
    `insert into memory (id, family_id, created_by, narrator_id, language, status, title, one_liner, summary, chapter, chapters,
       themes, happened, told, bytes, probe, sha256)
     select bench_id(n, ${template}), bench_id(0, ${template}), bench_id(1, ${template}), bench_id(narrator, ${template}), 'en', 'ready',
       title, one_liner, summary, chapter, array[chapter], themes, happened, told, 1000000, probe, md5(n::text)
     from jsonb_to_recordset($1::jsonb) as each (n int, narrator int, title text, one_liner text, summary text, chapter text,
       themes text[], happened jsonb, told jsonb, probe jsonb)`,
    [JSON.stringify(memories)],
  );
  await db.query(
    `insert into transcript (memory_id, family_id, language, segments)
     select bench_id(n, ${template}), bench_id(0, ${template}), 'en', segments
     from jsonb_to_recordset($1::jsonb) as each (n int, segments jsonb)`,
    [JSON.stringify(memories)],
  );
}

function describeMemory(template: number, index: number, memory: GeneratedMemory) {
  const { title, oneLiner, summary, chapter, themes, year, tone, places, narrator, spokenOf, passages } =
    memory;
  const segments = passages.map((text, at) => ({
    id: readId(at + 2, 0),
    start: at * secondsAPassage,
    end: (at + 1) * secondsAPassage,
    text,
    words: [],
  }));
  const told = {
    people: spokenOf.map(({ person, called, passage }) => ({
      personId: readId(personNumber(template, person), template),
      name: called,
      evidence: [{ start: passage * secondsAPassage + 3, end: passage * secondsAPassage + 6, quote: called }],
    })),
    places: places.map((name) => ({ name, evidence: [] })),
    dates: [],
    followUps: [],
    warnings: [],
    tone: { primary: tone, intensity: 5, arc: [] },
  };
  return {
    n: memoryNumber(template, index),
    narrator: personNumber(template, narrator),
    title,
    one_liner: oneLiner,
    summary,
    chapter,
    themes,
    happened: { from: `${year}`, precision: "year" },
    told,
    probe: {
      contentType: "audio/wav",
      codec: "pcm-s16",
      seconds: passages.length * secondsAPassage,
      sampleRate: 16_000,
      channels: 1,
    },
    segments,
  };
}

/** Adds families that are copies of the written ones, the first memory of each, then the second …, as time would have it. */
export async function growWorld(
  connections: Connection[],
  templates: number,
  { from, to, whole }: Growth,
): Promise<void> {
  const [db] = connections;
  if (!db) return;
  await addFamilies(db, from, to);
  const family = `generate_series(${from}, ${to}) as f`;
  const template = `1 + (f - 1) % ${templates}`;
  await withoutTriggers(db, () =>
    db.query(`insert into person (id, family_id, name, aliases)
      select bench_move(t.id, f, 0), bench_id(0, f), t.name, t.aliases
      from ${family} join person as t on t.family_id = bench_id(0, ${template})`),
  );
  const columns = await readCopies(db, "f", "0");
  const kept = whole === "all" ? "true" : `(t.segment_id = t.memory_id or f = any ('{${whole.join(",")}}'))`;
  let next = 0;
  await Promise.all(
    connections.map((connection) =>
      withoutTriggers(connection, async () => {
        while (next < memoriesAFamily) {
          const id = `bench_id(1000000 + (${template}) * 1000 + ${next++}, ${template})`;
          for (const { table, key, names, values } of columns)
            await connection.query(`insert into ${table} (${names}) select ${values}
              from ${family} join ${table} as t on t.${key} = ${id} ${table === "passage" ? `where ${kept}` : ""}`);
        }
      }),
    ),
  );
}

/** One family that has the people and, `copies` times, the memories of all the written ones. */
export async function addLargeFamily(
  db: Connection,
  templates: number,
  family: number,
  copies: number,
): Promise<void> {
  await addFamilies(db, family, family);
  const written = `t.family_id in (select bench_id(0, n) from generate_series(1, ${templates}) as n)`;
  await withoutTriggers(db, async () => {
    await db.query(`insert into person (id, family_id, name, aliases)
      select bench_move(t.id, ${family}, 0), bench_id(0, ${family}), t.name, t.aliases from person as t where ${written}`);
    for (const { table, names, values } of await readCopies(db, `${family}`, "copy"))
      await db.query(`insert into ${table} (${names}) select ${values}
        from generate_series(1, ${copies}) as copy join ${table} as t on ${written}`);
  });
}

/** How a row of each table is copied: which columns it has, and what becomes of the ids. */
async function readCopies(db: Connection, family: string, copy: string) {
  const move = (id: string, nth = "0") => `bench_move(${id}, ${family}, ${nth})`;
  const ids: Record<string, string> = {
    family_id: `bench_id(0, ${family})`,
    created_by: `bench_id(1, ${family})`,
    narrator_id: move("t.narrator_id"),
    id: move("t.id", copy),
    memory_id: move("t.memory_id", copy),
    segment_id: `case when t.segment_id = t.memory_id then ${move("t.segment_id", copy)} else t.segment_id end`,
    person_ids: `array(select ${move("each")} from unnest(t.person_ids) with ordinality as every (each, place) order by place)`,
  };
  const [meaning] = await db.query("select to_regclass('embedding') as name");
  const tables = {
    memory: "id",
    memory_search: "memory_id",
    passage: "memory_id",
    ...(meaning?.name ? { embedding: "memory_id" } : {}),
  };
  const copies = [];
  for (const [table, key] of Object.entries(tables)) {
    const columns = await db.query(
      `select column_name from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
      [table],
    );
    const names = columns.map(({ column_name }) => String(column_name));
    copies.push({
      table,
      key,
      names: names.map((name) => `"${name}"`).join(", "),
      values: names.map((name) => ids[name] ?? `t."${name}"`).join(", "),
    });
  }
  return copies;
}

/** Triggers and foreign keys rest: the copies are whole, and a trigger a row takes a hundred times as long. */
async function withoutTriggers(db: Connection, write: () => Promise<unknown>): Promise<void> {
  await db.query("set session_replication_role = replica");
  await write();
  await db.query("set session_replication_role = origin");
}
