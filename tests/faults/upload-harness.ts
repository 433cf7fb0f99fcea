import { execFile } from "node:child_process";
import { glob, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { deserialize, serialize } from "node:v8";
import { startStandIns } from "../../local/stand-ins.ts";
import { startWorker } from "../../local/worker-runtime.ts";
import { type Fault, startVendorProxy } from "../contracts/vendor-proxy.ts";

export interface Harness {
  /** Base of the API, e.g. http://127.0.0.1:4711/api/v1. Changes on a restart. */
  api: string;
  /** Ends the Worker, whatever it is doing, and starts it anew on the same disk, `hoursLater` by the uploads' clock. */
  restart(hoursLater?: number): Promise<void>;
  /** Keys of all objects that lie in R2. */
  objects(): Promise<string[]>;
  /** How many objects in R2 have been begun in parts and neither joined nor abandoned. */
  unfinishedObjects(): Promise<number>;
  /** What statements that hold this text meet from now on; undefined: all is well again. */
  failStatements(text: string | undefined, fault?: Fault): void;
  /** Runs SQL on the database as its owner. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Bytes of memory that workerd holds, the stand-ins for R2 and the others in it included. */
  memory(): Promise<number>;
  close(): Promise<void>;
}

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const away: Fault = { kind: "answer", status: 503 };
/** Stands in the statement by which queues take up work: it fails here, since these tests end where that begins. */
const takingUp = "then 'transcribing'";

/** Starts the built Worker on a disk of its own. What comes in is kept, and nothing takes it up. */
export async function startHarness(): Promise<Harness> {
  const disk = await mkdtemp(join(tmpdir(), "uploads-"));
  const standIns = await startStandIns({ root, dataDir: join(disk, "vendors") });
  const endpoint = new URL(standIns.settings.DATABASE_FETCH_ENDPOINT ?? "");
  const database = await startVendorProxy(endpoint.origin);
  let failing: { text: string; fault: Fault } | undefined;
  database.fault = ({ body }) => {
    const statement = body.toString();
    const holds = (text: string) => statement.includes(JSON.stringify(text).slice(1, -1));
    if (failing && holds(failing.text)) return failing.fault;
    return holds(takingUp) ? away : undefined;
  };

  const persistTo = join(disk, "worker");
  const start = () =>
    startWorker({
      root,
      port: 0,
      persistTo,
      settings: {
        ...standIns.settings,
        PUBLIC_URL: "http://localhost:8787",
        DATABASE_FETCH_ENDPOINT: `${database.url}${endpoint.pathname}`,
      },
    });

  const readR2 = async (sql: string) => {
    const values: unknown[] = [];
    for await (const file of stores(persistTo, "r2")) {
      const store = new DatabaseSync(file, { readOnly: true });
      for (const row of store.prepare(sql).iterate()) values.push(row.value);
      store.close();
    }
    return values;
  };

  let worker = await start();
  const harness: Harness = {
    api: `${worker.url}/api/v1`,
    async restart(hoursLater = 0) {
      await worker.close();
      if (hoursLater > 0) await turnClocks(persistTo, hoursLater);
      worker = await start();
      harness.api = `${worker.url}/api/v1`;
    },
    objects: async () => (await readR2("SELECT key AS value FROM _mf_objects ORDER BY key")).map(String),
    unfinishedObjects: async () =>
      (await readR2("SELECT upload_id AS value FROM _mf_multipart_uploads WHERE state = 0")).length,
    failStatements(text, fault = away) {
      failing = text === undefined ? undefined : { text, fault };
    },
    query: (sql, params) => standIns.postgres.query(sql, params),
    memory: readMemory,
    async close() {
      await worker.close();
      await database.close();
      await standIns.close();
      await rm(disk, { recursive: true, force: true });
    },
  };
  return harness;
}

async function readMemory(): Promise<number> {
  const { stdout } = await run("ps", ["-ax", "-o", "ppid=,rss=,comm="]);
  for (const line of stdout.split("\n")) {
    const [parent, kibibytes, command] = line.trim().split(/\s+/);
    if (Number(parent) === process.pid && command?.includes("workerd")) return Number(kibibytes) * 1024;
  }
  throw new Error("workerd isn't running");
}

/** The SQLite files of one kind of binding, one for each bucket or Durable Object. */
async function* stores(persistTo: string, kind: "r2" | "do"): AsyncGenerator<string> {
  for await (const file of glob(join(persistTo, kind, "**/*.sqlite"))) {
    if (!file.endsWith("metadata.sqlite")) yield file;
  }
}

/** Lets time pass for uploads while the Worker is down: what they note, and what their alarms wait for, is earlier. */
async function turnClocks(persistTo: string, hours: number): Promise<void> {
  const nanoseconds = `${hours * 3_600_000}000000`;
  for await (const file of stores(persistTo, "do")) {
    const store = new DatabaseSync(file);
    // An upload that is over has left an empty file.
    const kept = store.prepare("SELECT count(*) AS tables FROM sqlite_master WHERE name = '_cf_KV'").get();
    if (kept?.tables === 0) continue;
    const row = store.prepare("SELECT value FROM _cf_KV WHERE key = 'upload'").get();
    if (row?.value instanceof Uint8Array) {
      const upload = deserialize(row.value) as { expiresAt: number };
      upload.expiresAt -= hours * 3_600_000;
      store.prepare("UPDATE _cf_KV SET value = ? WHERE key = 'upload'").run(serialize(upload));
    }
    store.exec(`UPDATE _cf_METADATA SET value = value - ${nanoseconds} WHERE key = 1`);
    store.close();
  }
  for await (const file of glob(join(persistTo, "do/**/metadata.sqlite"))) {
    const alarms = new DatabaseSync(file);
    alarms.exec(`UPDATE _cf_ALARM SET scheduled_time = scheduled_time - ${nanoseconds}`);
    alarms.close();
  }
}
