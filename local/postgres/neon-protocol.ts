import { messages, type PGlite, type Transaction } from "@electric-sql/pglite";
import { z } from "zod";

const statementSchema = z.object({
  query: z.string(),
  /** The driver sends every value in Postgres text form. */
  params: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).default([]),
});
type Statement = z.infer<typeof statementSchema>;

const bodySchema = z.union([z.object({ queries: z.array(statementSchema) }), statementSchema]);

const headersSchema = z.object({
  "neon-connection-string": z.string(),
  "neon-raw-text-output": z.literal("true"),
  "neon-array-mode": z.literal("true"),
  "neon-batch-isolation-level": z
    .enum(["ReadUncommitted", "ReadCommitted", "RepeatableRead", "Serializable"])
    .optional(),
  "neon-batch-read-only": z.enum(["true", "false"]).optional(),
  "neon-batch-deferrable": z.enum(["true", "false"]).optional(),
});

/** One statement's answer on Neon's wire: every value is Postgres text. */
export interface NeonResult {
  command: string;
  rowCount: number | null;
  rowAsArray: true;
  fields: { name: string; dataTypeID: number }[];
  rows: (string | null)[][];
}

/** A request that Neon answers with 400 and `{message, severity, code, …}`. */
export class NeonRefusal extends Error {
  readonly code: string;
  readonly detail: string | undefined;

  constructor(code: string, message: string, detail?: string) {
    super(message);
    this.name = "NeonRefusal";
    this.code = code;
    this.detail = detail;
  }
}

/**
 * Answers one request of Neon's SQL-over-HTTP protocol (driver 1.2): one statement or an atomic batch, in a transaction
 * under the role of the connection string. Throws NeonRefusal or Postgres' own error.
 */
export async function answerNeonRequest(
  database: PGlite,
  rawHeaders: Record<string, unknown>,
  rawBody: string,
): Promise<NeonResult | { results: NeonResult[] }> {
  const headers = parse(headersSchema, rawHeaders, "headers");
  const body = parse(bodySchema, parseJson(rawBody), "body");
  const role = roleOf(headers["neon-connection-string"]);

  if ("queries" in body) {
    const modes = [
      isolationMode(headers["neon-batch-isolation-level"]),
      headers["neon-batch-read-only"] === "true" ? "READ ONLY" : undefined,
      headers["neon-batch-deferrable"] === "true" ? "DEFERRABLE" : undefined,
    ].filter((mode) => mode !== undefined);
    return { results: await runInTransaction(database, role, modes, body.queries) };
  }
  const [result] = await runInTransaction(database, role, [], [body]);
  if (!result) throw new Error("One statement has no result.");
  return result;
}

/** Renders an error as Neon's 400 body; undefined when it isn't Postgres' (or ours) to report. */
export function renderNeonError(error: unknown): Record<string, string | null> | undefined {
  if (error instanceof NeonRefusal) {
    return { severity: "ERROR", message: error.message, code: error.code, detail: error.detail ?? null };
  }
  if (!(error instanceof messages.DatabaseError)) return undefined;
  return {
    message: error.message,
    ...Object.fromEntries(reportedFields.map((field) => [field, error[field] ?? null])),
  };
}

const reportedFields = [
  "severity",
  "code",
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "where",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
] as const;

async function runInTransaction(
  database: PGlite,
  role: string,
  modes: string[],
  statements: Statement[],
): Promise<NeonResult[]> {
  const asText = textOnly(database);
  return database.transaction(async (transaction) => {
    if (modes.length > 0) await transaction.exec(`SET TRANSACTION ${modes.join(", ")}`);
    await takeRole(transaction, role);
    const results: NeonResult[] = [];
    for (const { query, params } of statements) {
      const texts = params.map((param) => (param === null ? null : String(param)));
      const answer = await transaction.query<(string | null)[]>(query, texts, asText);
      results.push({
        command: answer.command ?? "",
        rowCount: answer.rowCount ?? null,
        rowAsArray: true,
        fields: answer.fields,
        rows: answer.rows,
      });
    }
    return results;
  });
}

/** Keeps values as Postgres' text both ways, where PGlite would turn those of known types into JavaScript's. */
function textOnly(database: PGlite) {
  const identity = (text: string) => text;
  const sameFor = (types: object) => Object.fromEntries(Object.keys(types).map((type) => [type, identity]));
  return {
    rowMode: "array" as const,
    parsers: sameFor(database.parsers),
    serializers: sameFor(database.serializers),
  };
}

/** PGlite's own user is a superuser, whom row-level security lets pass: the statement must run as the connection's role. */
async function takeRole(transaction: Transaction, role: string): Promise<void> {
  try {
    await transaction.exec(`SET LOCAL ROLE "${role.replaceAll('"', '""')}"`);
  } catch (error) {
    const unknownRole = error instanceof messages.DatabaseError && error.code === "22023";
    if (!unknownRole) throw error;
    throw new NeonRefusal(
      "28P01",
      `password authentication failed for user '${role}'`,
      `role "${role}" does not exist`,
    );
  }
}

function isolationMode(level: string | undefined): string | undefined {
  return level && `ISOLATION LEVEL ${level.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toUpperCase()}`;
}

function roleOf(connectionString: string): string {
  const url = URL.canParse(connectionString) ? new URL(connectionString) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.username === "") {
    throw new NeonRefusal("08001", "the Neon-Connection-String names no user of a PostgreSQL database");
  }
  return decodeURIComponent(url.username);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new NeonRefusal("08P01", "the request body isn't JSON");
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new NeonRefusal("08P01", `the request's ${what} can't be read: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
