import { neon, neonConfig } from "@neondatabase/serverless";
import { sql } from "drizzle-orm";
import type { BatchItem, BatchResponse } from "drizzle-orm/batch";
import { drizzle, type NeonHttpDatabase } from "drizzle-orm/neon-http";
import type { Viewer } from "../../core/access.ts";
import { AppError } from "../../core/errors.ts";

export type Database = NeonHttpDatabase;

/** Counts what one invocation asked of the database, for Server-Timing and for the tests that hold routes to one round trip. */
export interface RoundTrips {
  count: number;
  milliseconds: number;
}

/**
 * Opens the database over HTTP: each query or batch is one request. Nothing is connected until then.
 * `fetchEndpoint` is for a database that isn't at Neon. A database that can't be reached throws an AppError,
 * which the driver and Drizzle wrap as a cause.
 */
export function openDatabase(
  config: { url: string; fetchEndpoint: string | undefined },
  roundTrips: RoundTrips,
  requestId: string,
): Database {
  if (config.fetchEndpoint) neonConfig.fetchEndpoint = config.fetchEndpoint;
  // The driver knows one fetch function for everybody; what belongs to this invocation travels in its options.
  neonConfig.fetchFunction = fetchMeasured;
  return drizzle(neon(config.url, { fetchOptions: { roundTrips, requestId } }));
}

type Statement = BatchItem<"pg">;

/**
 * Runs statements for a viewer, in one transaction and one round trip: row-level security gives them nothing but rows of
 * the viewer's families (migrations/0003_row-level-security.sql). Answers one result a statement.
 */
export function asViewer<const Statements extends readonly [Statement, ...Statement[]]>(
  db: Database,
  viewer: Pick<Viewer, "userId">,
  statements: Statements,
): Promise<BatchResponse<Statements>> {
  return actFirst(db, db.execute(sql`select act_as_viewer(${viewer.userId}::uuid)`), statements);
}

/**
 * Runs statements for nobody in particular, in one transaction and one round trip: queues, the schedule, and the acts of
 * somebody who isn't a member yet. They see every family's rows, so each must say itself whose it means. `actor` is who
 * the audit log names.
 */
export function asSystem<const Statements extends readonly [Statement, ...Statement[]]>(
  db: Database,
  statements: Statements,
  actor?: Pick<Viewer, "userId">,
): Promise<BatchResponse<Statements>> {
  return actFirst(db, db.execute(sql`select act_as_system(${actor?.userId ?? null}::uuid)`), statements);
}

async function actFirst<Statements extends readonly [Statement, ...Statement[]]>(
  db: Database,
  act: Statement,
  statements: Statements,
): Promise<BatchResponse<Statements>> {
  const [, ...answers] = await db.batch<Statement, readonly [Statement, ...Statement[]]>([
    act,
    ...statements,
  ]);
  // The first answer is taken away; the rest stand in the order of the statements.
  return answers as BatchResponse<Statements>;
}

/** Longer than a database that slept takes to wake up. */
const patience = 10_000;

interface MeasuredInit extends RequestInit {
  roundTrips: RoundTrips;
  requestId: string;
}

async function fetchMeasured(
  url: string,
  { roundTrips, requestId, ...init }: MeasuredInit,
): Promise<Response> {
  const begun = performance.now();
  roundTrips.count += 1;
  const headers = new Headers(init.headers);
  headers.set("X-Request-Id", requestId);
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(patience) });
  } catch (cause) {
    throw databaseAway(cause);
  } finally {
    roundTrips.milliseconds += performance.now() - begun;
  }
  // 400 carries Postgres' own error, which is the statement's affair. Anything else: no database answered.
  if (!response.ok && response.status !== 400) {
    await response.body?.cancel();
    throw databaseAway(new Error(`the database's endpoint answered ${response.status}`));
  }
  return response;
}

function databaseAway(cause: unknown): AppError {
  return new AppError(
    "database.unavailable",
    503,
    "Our records can't be reached at the moment. Nothing is lost; please try again in a few seconds.",
    { headers: { "Retry-After": "5" }, cause },
  );
}
