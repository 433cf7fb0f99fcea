import { NeonDbError, neon, neonConfig } from "@neondatabase/serverless";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/neon-http";
import { integer, jsonb, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startPostgres } from "../../local/postgres/server.ts";

// The driver's contract. CONTRACT_DATABASE_URL (an owner of an empty database at Neon) runs it against the vendor.
const vendorUrl = process.env.CONTRACT_DATABASE_URL;

const contract = pgSchema("contract");
const stories = contract.table("stories", {
  id: uuid().primaryKey(),
  title: text().notNull().unique(),
  plays: integer().notNull().default(0),
  themes: text().array(),
  claims: jsonb().$type<{ text: string }[]>(),
  heardAt: timestamp({ withTimezone: true }),
});

let connection: string;
let stop: () => Promise<void> = async () => {};

beforeAll(async () => {
  if (vendorUrl) {
    connection = vendorUrl;
  } else {
    const postgres = await startPostgres({
      dataDir: "memory",
      templateFile: ".local/cache/postgres-template.tar",
    });
    await postgres.exec("CREATE ROLE contract_owner; GRANT CREATE ON DATABASE postgres TO contract_owner");
    neonConfig.fetchEndpoint = postgres.url;
    connection = postgres.connectionString("contract_owner");
    stop = postgres.close;
  }
});
afterAll(() => stop());

beforeEach(async () => {
  const run = neon(connection);
  await run`DROP SCHEMA IF EXISTS contract CASCADE`;
  await run`CREATE SCHEMA contract`;
  await run`CREATE TABLE contract.stories (
    id uuid PRIMARY KEY, title text NOT NULL UNIQUE, plays integer NOT NULL DEFAULT 0 CHECK (plays >= 0),
    themes text[], claims jsonb, "heardAt" timestamptz
  )`;
});

const everyType = `SELECT
  '018f4e2a-0000-7000-8000-000000000001'::uuid AS id, '2024-05-06 07:08:09.5+02'::timestamptz AS moment,
  '{"a": [1, null, "ü"]}'::jsonb AS json, ARRAY['one, two', 'thr"ee', NULL] AS words, 9007199254740993::bigint AS big,
  true AS yes, 0.1::float4 AS real, 1.5::float8 AS double, 12.30::numeric AS exact, NULL::text AS nothing,
  '\\x00ff'::bytea AS octets, 42 AS number, '2024-05-06'::date AS day, ARRAY[1, 2] AS numbers`;

const everyValue = {
  id: "018f4e2a-0000-7000-8000-000000000001",
  moment: new Date("2024-05-06T05:08:09.500Z"),
  json: { a: [1, null, "ü"] },
  words: ["one, two", 'thr"ee', null],
  big: "9007199254740993",
  yes: true,
  real: 0.1,
  double: 1.5,
  exact: "12.30",
  nothing: null,
  octets: Buffer.from([0, 255]),
  number: 42,
  day: new Date(2024, 4, 6),
  numbers: [1, 2],
};

test("values of every usual type arrive as the driver's own", async () => {
  const [row] = await neon(connection).query(everyType);
  expect(row).toEqual(everyValue);
});

test("array mode gives the same values by position, with the fields' names", async () => {
  const result = await neon(connection, { arrayMode: true, fullResults: true }).query(everyType);
  expect(result.rows[0]).toEqual(Object.values(everyValue));
  expect(result.fields.map((field) => field.name)).toEqual(Object.keys(everyValue));
  expect(result).toMatchObject({ command: "SELECT", rowCount: 1, rowAsArray: true });
});

test("parameters of every usual type arrive as they were sent", async () => {
  const run = neon(connection);
  const sent = {
    id: everyValue.id,
    moment: everyValue.moment,
    json: everyValue.json,
    words: everyValue.words,
    big: 9007199254740993n,
    yes: false,
    real: 0.25,
    nothing: null,
    octets: Buffer.from([1, 0, 254]),
  };
  const [row] =
    await run`SELECT ${sent.id}::uuid AS id, ${sent.moment}::timestamptz AS moment, ${sent.json}::jsonb AS json,
    ${sent.words}::text[] AS words, ${sent.big}::bigint AS big, ${sent.yes}::boolean AS yes, ${sent.real}::float4 AS real,
    ${sent.nothing}::text AS nothing, ${sent.octets}::bytea AS octets`;
  expect(row).toEqual({ ...sent, big: "9007199254740993" });
});

test("a command answers how many rows it touched", async () => {
  const run = neon(connection, { fullResults: true });
  const insert =
    "INSERT INTO contract.stories (id, title) SELECT gen_random_uuid(), 'story ' || n FROM generate_series(1, 3) n";
  expect(await run.query(insert)).toMatchObject({ command: "INSERT", rowCount: 3, rows: [] });
  expect(await run.query("UPDATE contract.stories SET plays = 1 WHERE title = 'story 2'")).toMatchObject({
    command: "UPDATE",
    rowCount: 1,
  });
  expect(await run.query("DELETE FROM contract.stories WHERE false")).toMatchObject({ rowCount: 0 });
});

test("a violated constraint is an error with its code, constraint and detail", async () => {
  const run = neon(connection);
  await run`INSERT INTO contract.stories (id, title) VALUES (${everyValue.id}, 'The lake')`;
  const error =
    await run`INSERT INTO contract.stories (id, title) VALUES (gen_random_uuid(), 'The lake')`.catch(
      (thrown: unknown) => thrown,
    );
  expect(error).toBeInstanceOf(NeonDbError);
  expect(error).toMatchObject({
    code: "23505",
    severity: "ERROR",
    constraint: "stories_title_key",
    detail: "Key (title)=(The lake) already exists.",
    schema: "contract",
    table: "stories",
  });
});

test("a mistake in a statement names its place", async () => {
  const error = await neon(connection)
    .query("SELECT nonsense")
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "42703", position: "8", message: 'column "nonsense" does not exist' });
});

test("a failed statement leaves the next one unharmed", async () => {
  const run = neon(connection);
  await expect(run`SELECT 1 / 0`).rejects.toMatchObject({ code: "22012" });
  expect(await run`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

test("a batch is one transaction: all of it or nothing", async () => {
  const run = neon(connection);
  const insert = (title: string, plays: number) =>
    run`INSERT INTO contract.stories (id, title, plays) VALUES (gen_random_uuid(), ${title}, ${plays}) RETURNING title`;
  expect(await run.transaction([insert("first", 0), insert("second", 0)])).toEqual([
    [{ title: "first" }],
    [{ title: "second" }],
  ]);
  await expect(run.transaction([insert("third", 0), insert("fourth", -1)])).rejects.toMatchObject({
    code: "23514",
  });
  expect(await run`SELECT count(*)::int AS n FROM contract.stories`).toEqual([{ n: 2 }]);
});

test("a batch has the isolation and access that it asks for", async () => {
  const run = neon(connection);
  const show = [
    run`SHOW transaction_isolation`,
    run`SHOW transaction_read_only`,
    run`SHOW transaction_deferrable`,
  ];
  const [isolation, readOnly, deferrable] = await run.transaction(show, {
    isolationLevel: "Serializable",
    readOnly: true,
    deferrable: true,
  });
  expect([isolation, readOnly, deferrable]).toEqual([
    [{ transaction_isolation: "serializable" }],
    [{ transaction_read_only: "on" }],
    [{ transaction_deferrable: "on" }],
  ]);
  const write = run`INSERT INTO contract.stories (id, title) VALUES (gen_random_uuid(), 'no')`;
  await expect(run.transaction([write], { readOnly: true })).rejects.toMatchObject({ code: "25006" });
});

test("a setting made for one transaction is gone in the next", async () => {
  const run = neon(connection);
  const [, inside] = await run.transaction([
    run`SELECT set_config('app.viewer', 'Anna', true)`,
    run`SELECT current_setting('app.viewer', true) AS viewer`,
  ]);
  expect(inside).toEqual([{ viewer: "Anna" }]);
  const [after] = await run`SELECT current_setting('app.viewer', true) AS viewer`;
  expect(after?.viewer ?? "").toBe("");
});

test("Drizzle reads back what it wrote", async () => {
  const database = drizzle(neon(connection));
  const story = {
    id: everyValue.id,
    title: "Größe",
    plays: 3,
    themes: ["war", "home"],
    claims: [{ text: 'said "so"' }],
    heardAt: new Date("2024-01-02T03:04:05.678Z"),
  };
  expect(await database.insert(stories).values(story).returning()).toEqual([story]);
  expect(await database.select().from(stories).where(eq(stories.title, "Größe"))).toEqual([story]);
  expect((await database.execute(sql`SELECT plays FROM contract.stories`)).rows).toEqual([{ plays: 3 }]);
});

test("Drizzle's batch answers each query in its own shape, and undoes all when one fails", async () => {
  const database = drizzle(neon(connection));
  const id = "018f4e2a-0000-7000-8000-000000000002";
  const [inserted, found] = await database.batch([
    database.insert(stories).values({ id, title: "batch" }).returning({ id: stories.id }),
    database.select({ title: stories.title }).from(stories),
  ]);
  expect(inserted).toEqual([{ id }]);
  expect(found).toEqual([{ title: "batch" }]);
  const failing = database.batch([
    database.update(stories).set({ plays: 9 }),
    database.insert(stories).values({ id, title: "same id" }),
  ]);
  await expect(failing).rejects.toMatchObject({
    name: "NeonDbError",
    code: "23505",
    constraint: "stories_pkey",
  });
  expect(await database.select({ plays: stories.plays }).from(stories)).toEqual([{ plays: 0 }]);
});

test("Drizzle wraps the error of a single query and keeps it as the cause", async () => {
  const database = drizzle(neon(connection));
  const error = await database
    .insert(stories)
    .values({ id: everyValue.id, title: "minus", plays: -1 })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    cause: { name: "NeonDbError", code: "23514", constraint: "stories_plays_check" },
  });
});

test("many requests at once are all answered rightly", async () => {
  const run = neon(connection);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => run`SELECT ${n}::int AS n`));
  expect(answers).toEqual(Array.from({ length: 20 }, (_, n) => [{ n }]));
});

test("a role that isn't there is refused", async () => {
  const stranger = new URL(connection);
  stranger.username = "nobody_here";
  await expect(neon(stranger.href)`SELECT 1`).rejects.toThrow(
    "password authentication failed for user 'nobody_here'",
  );
});
