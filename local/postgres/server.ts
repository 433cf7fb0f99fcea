import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { PGlite } from "@electric-sql/pglite";
import { listen, stopListening } from "../listen.ts";
import { openDatabase } from "./database.ts";
import { answerNeonRequest, renderNeonError } from "./neon-protocol.ts";

/** Neon's own bound on a request over HTTP. */
const maximumBodyBytes = 64 * 1024 * 1024;

export interface Postgres {
  /** The value for the driver's `neonConfig.fetchEndpoint`. */
  url: string;
  /** The connection string of a role; its password isn't checked. */
  connectionString(role: string): string;
  /** Runs one statement as the owner (a superuser): for migrations and tests. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Runs any number of statements as the owner, in one transaction. */
  exec(sql: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts PostgreSQL behind Neon's SQL-over-HTTP protocol on loopback. A first start takes about 20 s (see openDatabase);
 * `delayMs` is waited before each request is answered, as a far database would.
 */
export async function startPostgres(options: {
  port?: number;
  dataDir: string | "memory";
  templateFile?: string;
  delayMs?: number;
  onProgress?: (text: string) => void;
}): Promise<Postgres> {
  let open: Promise<PGlite> | undefined;
  const server = createServer((request, response) => {
    void handle(request, response, options.delayMs ?? 0, () => {
      if (!open) throw new Error("The database isn't open yet.");
      return open;
    });
  });
  // Listens first: the port keeps a second process off the same data.
  const port = await listen(server, options.port);
  open = openDatabase(options);
  let database: PGlite;
  try {
    database = await open;
  } catch (error) {
    await stopListening(server);
    throw error;
  }

  return {
    url: `http://127.0.0.1:${port}/sql`,
    connectionString: (role) => `postgresql://${encodeURIComponent(role)}:local@127.0.0.1:${port}/postgres`,
    query: async (sql, params) => (await database.query<Record<string, unknown>>(sql, params)).rows,
    exec: async (sql) => {
      await database.exec(sql);
    },
    close: async () => {
      await stopListening(server);
      await database.close();
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  delayMs: number,
  database: () => Promise<PGlite>,
): Promise<void> {
  try {
    if (request.method !== "POST" || request.url !== "/sql") {
      return answer(response, 404, { message: "Only POST /sql is answered here." });
    }
    const body = await readBody(request);
    if (body === undefined) {
      response.setHeader("Connection", "close");
      return answer(response, 413, { message: `request is too large (max is ${maximumBodyBytes} bytes)` });
    }
    if (delayMs > 0) await delay(delayMs);
    answer(response, 200, await answerNeonRequest(await database(), request.headers, body));
  } catch (error) {
    const refusal = renderNeonError(error);
    if (!refusal) console.error("local/postgres:", error);
    answer(
      response,
      refusal ? 400 : 500,
      refusal ?? { message: "The database failed; see the log of the process." },
    );
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

/** undefined: there is more than one request may hold. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maximumBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
