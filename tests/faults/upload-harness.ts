import { glob, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { migrate } from "../../local/postgres/migrate.ts";
import { startPostgres } from "../../local/postgres/server.ts";

export interface Harness {
  /** Base of the API, e.g. http://127.0.0.1:4711/api/v1. */
  api: string;
  /** Ends the Worker, whatever it is doing, and starts it anew on the same disk. */
  restart(): Promise<void>;
  /** Keys of all objects that lie in R2. */
  objects(): Promise<string[]>;
  /** How many objects in R2 have been begun in parts and neither joined nor abandoned. */
  unfinishedObjects(): Promise<number>;
  /** From now on the database is away for statements that hold this text; undefined: it is back. */
  refuseStatements(text: string | undefined): void;
  /** Runs SQL on the database as its owner. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Starts the Worker on a disk of its own, with a database. */
export async function startHarness(): Promise<Harness> {
  const disk = await mkdtemp(join(tmpdir(), "uploads-"));
  const built = await build({
    entryPoints: [new URL("./upload-worker.ts", import.meta.url).pathname],
    write: false,
    bundle: true,
    format: "esm",
    target: "es2024",
    platform: "browser",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    // Packages written for Node ask for its modules by require().
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
    logLevel: "error",
  });
  const [script] = built.outputFiles;
  if (!script) throw new Error("esbuild wrote nothing");
  const postgres = await startPostgres({
    dataDir: "memory",
    templateFile: ".local/cache/postgres-template.tar",
  });
  await migrate(postgres, "migrations");

  let refused: string | undefined;
  const gate = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    if (refused !== undefined && body.includes(JSON.stringify(refused).slice(1, -1))) {
      response.writeHead(503).end();
      return;
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (name.startsWith("neon-")) headers.set(name, String(value));
    }
    const answer = await fetch(postgres.url, { method: "POST", headers, body });
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
  });
  await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
  const address = gate.address();
  if (address === null || typeof address === "string") throw new Error("the gate has no port");

  const start = () =>
    new Miniflare(
      convertV4MiniflareOptions({
        port: 0,
        resourcePersistencePath: disk,
        name: "uploads",
        modules: [{ type: "ESModule", path: "worker.mjs", contents: script.text }],
        compatibilityDate: "2026-10-01",
        compatibilityFlags: ["nodejs_compat"],
        r2Buckets: ["RECORDINGS"],
        durableObjects: { UPLOADS: { className: "UploadSession", useSQLite: true } },
        queueProducers: { ENRICHMENT: "enrichment", PINNING: "pinning" },
        ratelimits: {
          WRITE_LIMIT: { namespace_id: "1", simple: { limit: 10_000, period: 60 } },
          SIGN_IN_LIMIT: { namespace_id: "2", simple: { limit: 10_000, period: 60 } },
        },
        bindings: {
          PUBLIC_URL: "http://127.0.0.1:8787",
          API_ORIGINS: "",
          AUTH_SECRET: "only for tests: nothing is behind it",
          DATABASE_URL: postgres.connectionString("memoryvault_worker"),
          DATABASE_FETCH_ENDPOINT: `http://127.0.0.1:${address.port}/sql`,
          TRANSCRIPTION_API_KEY: "unused",
          TRANSCRIPTION_MODEL: "whisper-1",
          TEXT_API_KEY: "unused",
          TEXT_MODEL: "unused",
          PINATA_JWT: "unused",
          PINATA_GATEWAY_URL: "http://127.0.0.1:9",
          MAIL_FROM: "MemoryVault <stories@memoryvault.example>",
        },
      }),
    );

  const readR2 = async (sql: string) => {
    const values: unknown[] = [];
    for await (const file of glob(join(disk, "r2/**/*.sqlite"))) {
      if (file.endsWith("metadata.sqlite")) continue;
      const database = new DatabaseSync(file, { readOnly: true });
      for (const row of database.prepare(sql).iterate()) values.push(row.value);
      database.close();
    }
    return values;
  };

  let worker = start();
  const harness: Harness = {
    api: `${(await worker.ready).origin}/api/v1`,
    async restart() {
      await worker.dispose();
      worker = start();
      harness.api = `${(await worker.ready).origin}/api/v1`;
    },
    objects: async () => (await readR2("SELECT key AS value FROM _mf_objects ORDER BY key")).map(String),
    unfinishedObjects: async () =>
      (await readR2("SELECT upload_id AS value FROM _mf_multipart_uploads WHERE state = 0")).length,
    refuseStatements(text) {
      refused = text;
    },
    query: (sql, params) => postgres.query(sql, params),
    async close() {
      await worker.dispose();
      gate.close();
      await postgres.close();
      await rm(disk, { recursive: true, force: true });
    },
  };
  return harness;
}
