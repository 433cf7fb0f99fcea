import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { AnswerKey, AnswerStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { answer } from "./schema.ts";

/** First answers to requests with an Idempotency-Key, kept for 24 hours. */
export function createAnswerStore(db: Database): AnswerStore {
  const at = (key: AnswerKey) =>
    and(eq(answer.userId, key.userId), eq(answer.path, key.path), eq(answer.key, key.key));

  return {
    async reserve(key, bodyHash, resourceId) {
      const [, reserved, rows] = await asViewer(db, key, [
        db
          .delete(answer)
          .where(and(eq(answer.userId, key.userId), lt(answer.createdAt, sql`now() - interval '24 hours'`))),
        db
          .insert(answer)
          .values({ ...key, bodyHash, resourceId })
          .onConflictDoUpdate({
            target: [answer.userId, answer.path, answer.key],
            // A try that died is taken over after two minutes, with the id that its thing has or would have had.
            set: { createdAt: sql`now()` },
            setWhere: and(
              isNull(answer.status),
              eq(answer.bodyHash, bodyHash),
              lt(answer.createdAt, sql`now() - interval '2 minutes'`),
            ),
          })
          .returning({ resourceId: answer.resourceId }),
        db.select().from(answer).where(at(key)),
      ]);
      if (reserved[0]) return { kind: "new", resourceId: reserved[0].resourceId };
      const row = rows[0];
      if (!row) return { kind: "running" };
      if (row.bodyHash !== bodyHash) return { kind: "mismatch" };
      if (row.status === null) return { kind: "running" };
      return { kind: "answered", status: row.status, body: row.body ?? "", headers: row.headers ?? {} };
    },

    async keep(key, { status, body, headers }) {
      await asViewer(db, key, [db.update(answer).set({ status, body, headers }).where(at(key))]);
    },

    async release(key) {
      await asViewer(db, key, [db.delete(answer).where(and(at(key), isNull(answer.status)))]);
    },
  };
}
