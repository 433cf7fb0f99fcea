import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Postgres } from "./server.ts";

/**
 * Applies the migrations that drizzle-kit wrote to `folder` and that aren't recorded yet, as the owner, each file in one
 * transaction together with its record. Table, hash and rule ("later than the last recorded") are those of Drizzle's own
 * migrators, so that the two can take turns. Answers how many were applied.
 */
export async function migrate(postgres: Pick<Postgres, "query" | "exec">, folder: string): Promise<number> {
  await postgres.exec(`
    CREATE SCHEMA IF NOT EXISTS drizzle;
    CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (
      id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint
    )`);
  const [last] = await postgres.query(
    "SELECT max(created_at)::float8 AS at FROM drizzle.__drizzle_migrations",
  );
  const lastAt = typeof last?.at === "number" ? last.at : 0;

  const pending = readMigrationFiles({ migrationsFolder: folder }).filter(
    (migration) => migration.folderMillis > lastAt,
  );
  for (const { sql, hash, folderMillis } of pending) {
    const record = `INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('${hash}', ${Number(folderMillis)})`;
    // Postgres runs what one simple query holds in one transaction.
    await postgres.exec([...sql, record].join("\n;\n"));
  }
  return pending.length;
}
