import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { neon, neonConfig } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-http";
import { migrate as migrateWithDrizzle } from "drizzle-orm/neon-http/migrator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "../../local/postgres/migrate.ts";
import { type Postgres, startPostgres } from "../../local/postgres/server.ts";

// What only the stand-in promises; Neon's own contract is in neon.test.ts.
const templateFile = resolve(".local/cache/postgres-template.tar");
let folder: string;
let postgres: Postgres;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "memoryvault-postgres-"));
  postgres = await startPostgres({ dataDir: "memory", templateFile });
  neonConfig.fetchEndpoint = postgres.url;
});
afterAll(async () => {
  await postgres.close();
  await rm(folder, { recursive: true });
});

const headers = () => ({
  "Neon-Connection-String": postgres.connectionString("postgres"),
  "Neon-Raw-Text-Output": "true",
  "Neon-Array-Mode": "true",
});
const send = (body: string | Uint8Array<ArrayBuffer>, extra: Record<string, string> = {}) =>
  fetch(postgres.url, { method: "POST", headers: { ...headers(), ...extra }, body });

test.each([
  ["not JSON", "{"],
  ["no query", "{}"],
  ["parameters that aren't a list", '{"query": "SELECT 1", "params": {}}'],
  ["a batch of something else", '{"queries": [1]}'],
])("a body with %s is refused with 400", async (_, body) => {
  const response = await send(body);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ severity: "ERROR", code: "08P01" });
});

test("a request without a user of a database is refused with 400", async () => {
  const body = '{"query": "SELECT 1"}';
  expect((await send(body, { "Neon-Connection-String": "http://somewhere" })).status).toBe(400);
  expect((await fetch(postgres.url, { method: "POST", body })).status).toBe(400);
});

test("a body past 64 MiB is refused, and the next request is answered", async () => {
  expect((await send(new Uint8Array(64 * 1024 * 1024 + 1))).status).toBe(413);
  expect((await send('{"query": "SELECT 1"}')).status).toBe(200);
});

test("other paths and methods are 404", async () => {
  expect((await fetch(postgres.url)).status).toBe(404);
  expect((await fetch(new URL("/", postgres.url), { method: "POST", body: "{}" })).status).toBe(404);
});

test("row-level security holds for the connection's role and not for the owner", async () => {
  await postgres.exec(`
    CREATE TABLE secrets (family text); INSERT INTO secrets VALUES ('Weber'), ('Okafor');
    ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON secrets USING (family = current_setting('app.family', true));
    CREATE ROLE reader; GRANT SELECT ON secrets TO reader`);
  const run = neon(postgres.connectionString("reader"));
  const [, seen] = await run.transaction([
    run`SELECT set_config('app.family', 'Weber', true)`,
    run`SELECT family FROM secrets`,
  ]);
  expect(seen).toEqual([{ family: "Weber" }]);
  expect(await run`SELECT family FROM secrets`).toEqual([]);
  await expect(run`DELETE FROM secrets`).rejects.toMatchObject({ code: "42501" });
  expect(await postgres.query("SELECT family FROM secrets")).toHaveLength(2);
});

test("the extensions that search needs are there", async () => {
  await postgres.exec("CREATE EXTENSION unaccent; CREATE EXTENSION pg_trgm");
  expect(await postgres.query("SELECT unaccent('Größe, Zoë') AS plain")).toEqual([{ plain: "Grosse, Zoe" }]);
  expect(await postgres.query("SELECT similarity('lake', 'lakes') > 0.5 AS alike")).toEqual([
    { alike: true },
  ]);
});

test("migrations are applied once, each with its record, by our migrator or Drizzle's", async () => {
  const migrations = await writeMigrations([
    {
      tag: "0000_one",
      when: 1000,
      sql: "CREATE TABLE one (n int);\n--> statement-breakpoint\nINSERT INTO one VALUES (1);",
    },
  ]);
  expect(await migrate(postgres, migrations)).toBe(1);
  expect(await migrate(postgres, migrations)).toBe(0);
  await migrateWithDrizzle(drizzle(neon(postgres.connectionString("postgres"))), {
    migrationsFolder: migrations,
  });
  expect(await postgres.query("SELECT n FROM one")).toEqual([{ n: 1 }]);

  const further = await writeMigrations([
    { tag: "0000_one", when: 1000, sql: "SELECT 1 / 0" },
    { tag: "0001_two", when: 2000, sql: "INSERT INTO one VALUES (2) -- a comment at the end" },
  ]);
  await migrateWithDrizzle(drizzle(neon(postgres.connectionString("postgres"))), {
    migrationsFolder: further,
  });
  expect(await migrate(postgres, further)).toBe(0);
  expect(await postgres.query("SELECT n FROM one ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await postgres.query("SELECT created_at FROM drizzle.__drizzle_migrations ORDER BY id")).toEqual([
    { created_at: 1000 },
    { created_at: 2000 },
  ]);
});

test("a migration that fails leaves nothing behind and is applied when it is mended", async () => {
  const broken = "CREATE TABLE half (n int);\n--> statement-breakpoint\nSELECT 1 / 0;";
  const entry = { tag: "0002_half", when: 3000 };
  await expect(migrate(postgres, await writeMigrations([{ ...entry, sql: broken }]))).rejects.toThrow(
    "division",
  );
  expect(await postgres.query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  const mended = await writeMigrations([{ ...entry, sql: "CREATE TABLE half (n int);" }]);
  expect(await migrate(postgres, mended)).toBe(1);
});

test("what was acknowledged survives a killed process", async () => {
  const dataDir = join(folder, "killed");
  const child = spawn(
    process.execPath,
    [
      "--input-type=module",
      "--eval",
      `const { startPostgres } = await import(${JSON.stringify(resolve("local/postgres/server.ts"))});
       const postgres = await startPostgres(${JSON.stringify({ dataDir, templateFile })});
       await postgres.exec("CREATE TABLE told (story text)");
       console.log(JSON.stringify({ url: postgres.url, connection: postgres.connectionString("postgres") }));`,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const [line] = await once(child.stdout, "data");
  const { url, connection } = JSON.parse(String(line));
  const answer = await fetch(url, {
    method: "POST",
    headers: { ...headers(), "Neon-Connection-String": connection },
    body: JSON.stringify({ query: "INSERT INTO told VALUES ($1)", params: ["The lake"] }),
  });
  expect(answer.status).toBe(200);
  child.kill("SIGKILL");
  await once(child, "exit");

  const again = await startPostgres({ dataDir, templateFile });
  expect(await again.query("SELECT story FROM told")).toEqual([{ story: "The lake" }]);
  await again.close();
});

test("a database whose making was interrupted is made anew", async () => {
  const dataDir = join(folder, "half");
  await mkdir(join(dataDir, "pgdata"), { recursive: true });
  await writeFile(join(dataDir, "pgdata", "PG_VERSION"), "18\n");
  const again = await startPostgres({ dataDir, templateFile });
  expect(await again.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  await again.close();
});

test("a second process can't take the same port, nor touch the data behind it", async () => {
  const port = Number(new URL(postgres.url).port);
  const dataDir = join(folder, "second");
  await expect(startPostgres({ port, dataDir, templateFile })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

let written = 0;
async function writeMigrations(entries: { tag: string; when: number; sql: string }[]): Promise<string> {
  const migrations = join(folder, `migrations-${written++}`);
  await mkdir(join(migrations, "meta"), { recursive: true });
  const journal = {
    version: "7",
    dialect: "postgresql",
    entries: entries.map(({ tag, when }, idx) => ({ idx, version: "7", when, tag, breakpoints: true })),
  };
  await writeFile(join(migrations, "meta", "_journal.json"), JSON.stringify(journal));
  for (const { tag, sql } of entries) await writeFile(join(migrations, `${tag}.sql`), sql);
  return migrations;
}
