import { z } from "zod";
import { percentile, round } from "./measured.ts";
import type { Request, Statement } from "./search-asked.ts";
import type { Connection } from "./search-postgres.ts";

/** What one execution took, in milliseconds. */
export interface Timed {
  request: Request;
  planning: number;
  execution: number;
  /** Planning and execution: what Postgres itself says. */
  inside: number;
  /** From sending the statement to its last row. */
  roundTrip: number;
}

const explainedSchema = z.array(z.object({ "Planning Time": z.number(), "Execution Time": z.number() }));

/** Asks everything once unmeasured, then inside Postgres and from outside, each in a transaction as in production. */
export async function timeRequests(db: Connection, requests: Request[]): Promise<Timed[]> {
  for (const request of new Set(requests)) await ask(db, request, run);
  const timed: Timed[] = [];
  for (const request of requests) {
    const [planning, execution] = await ask(db, request, explain);
    const roundTrip = await ask(db, request, stopwatch());
    timed.push({ request, planning, execution, inside: planning + execution, roundTrip });
  }
  return timed;
}

/** The round trips of statements that stay prepared on the connection. */
export async function timePrepared(db: Connection, requests: Request[]): Promise<number[]> {
  const names = new Map<string, string>();
  const name = ({ query }: Statement) => {
    const known = names.get(query) ?? `asked_${names.size}`;
    names.set(query, known);
    return known;
  };
  const took: number[] = [];
  for (const round of ["warm", "measured"]) {
    for (const request of requests) {
      const milliseconds = await ask(db, request, stopwatch(name(request.statement)));
      if (round === "measured") took.push(milliseconds);
    }
  }
  return took;
}

/** What it takes to say who acts, which comes first in every transaction. */
export async function timeActing(db: Connection, requests: Request[]): Promise<number[]> {
  const took: number[] = [];
  for (const { act } of requests) {
    await db.query("begin");
    took.push(await stopwatch()(db, act));
    await db.query("commit");
  }
  return took;
}

/** The plan of a statement with what its parts took, as text; what it reads was read before. */
export async function explainInWords(db: Connection, request: Request): Promise<string[]> {
  await ask(db, request, run);
  return ask(db, request, async (connection, { query, params }) => {
    const rows = await connection.query(`explain (analyze, costs off, buffers off) ${query}`, params);
    return rows.map((row) => String(row["QUERY PLAN"]));
  });
}

type Act<Answer> = (db: Connection, statement: Statement) => Promise<Answer>;

async function ask<Answer>(db: Connection, { act, statement }: Request, how: Act<Answer>): Promise<Answer> {
  await db.query("begin");
  try {
    await run(db, act);
    return await how(db, statement);
  } finally {
    await db.query("commit");
  }
}

async function run(db: Connection, { query, params }: Statement): Promise<void> {
  await db.query(query, params);
}

function stopwatch(name?: string): Act<number> {
  return async (db, { query, params }) => {
    const begun = performance.now();
    await db.query(query, params, name);
    return performance.now() - begun;
  };
}

const explain: Act<[number, number]> = async (db, { query, params }) => {
  const [row] = await db.query(
    `explain (analyze, timing off, buffers off, serialize text, format json) ${query}`,
    params,
  );
  const plan = row?.["QUERY PLAN"];
  const [explained] = explainedSchema.parse(typeof plan === "string" ? JSON.parse(plan) : plan);
  if (!explained) throw new Error("Postgres explained nothing");
  return [explained["Planning Time"], explained["Execution Time"]];
};

export interface Spread {
  count: number;
  p50: number;
  p95: number;
}

export function spread(values: number[]): Spread {
  return {
    count: values.length,
    p50: round(percentile(values, 50), 2),
    p95: round(percentile(values, 95), 2),
  };
}
