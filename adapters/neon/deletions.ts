import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import { restoreDays } from "../../core/deleting.ts";
import type { DeletionStore } from "../../core/stores.ts";
import { cutPage } from "./cut-page.ts";
import { asViewer, type Database } from "./database.ts";
import { familyColumns, readFamilyRow } from "./families.ts";
import { mayWrite, mayWriteRoles, membership, restorable, selectSeen } from "./memory-access.ts";
import { memoryColumns, narratorJoin, readMemoryRow } from "./memory-row.ts";
import { family, member, memory, person } from "./schema.ts";

/** Deleted memories in Postgres: until they are erased an editor can bring them back. */
export function createDeletionStore(db: Database): DeletionStore {
  return {
    async remove(viewer, memoryId, forever) {
      const eraseAt = forever ? sql`now()` : sql`now() + make_interval(days => ${restoreDays})`;
      const [[seen]] = await asViewer(db, viewer, [
        db
          .select({ role: member.role, familyId: memory.familyId })
          .from(memory)
          .innerJoin(member, membership(viewer))
          .where(
            and(
              eq(memory.id, memoryId),
              // Who may only look knows of no deleted memory.
              or(isNull(memory.deletedAt), forever ? and(restorable, mayWriteRoles) : undefined),
            ),
          ),
        db
          .update(memory)
          .set({
            deletedAt: sql`coalesce(${memory.deletedAt}, now())`,
            eraseAt,
            wakeAt: eraseAt,
            attempts: 0,
            version: sql`${memory.version} + 1`,
          })
          .where(
            and(
              eq(memory.id, memoryId),
              or(isNull(memory.deletedAt), forever ? restorable : undefined),
              mayWrite(db, viewer),
            ),
          ),
      ]);
      return { role: seen?.role, familyId: seen?.familyId };
    },

    async restore(viewer, memoryId) {
      const [restored, seen] = await asViewer(db, viewer, [
        db
          .update(memory)
          .set({
            deletedAt: null,
            eraseAt: null,
            // A step that was interrupted begins without a pause. Whoever still works on one keeps the lease.
            stage: null,
            wakeAt: sql`now()`,
            version: sql`${memory.version} + 1`,
            updatedAt: sql`now()`,
          })
          .where(and(eq(memory.id, memoryId), restorable, mayWrite(db, viewer)))
          .returning({ id: memory.id }),
        selectSeen(db, viewer, memoryId),
      ]);
      return {
        role: seen[0]?.role,
        memory: seen[0] && readMemoryRow(seen[0]),
        restored: restored.length > 0,
      };
    },

    async list(viewer, familyId, page) {
      // The member row leads, so that a family without deleted memories still answers its one row.
      const [rows] = await asViewer(db, viewer, [
        db
          .select({ ...memoryColumns, family: familyColumns })
          .from(member)
          .innerJoin(family, eq(family.id, member.familyId))
          .leftJoin(
            memory,
            and(
              eq(memory.familyId, member.familyId),
              restorable,
              mayWriteRoles,
              page.cursor ? lt(memory.id, page.cursor) : undefined,
            ),
          )
          .leftJoin(person, narratorJoin)
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)))
          .orderBy(desc(memory.id))
          .limit(page.limit + 1),
      ]);
      const [first] = rows;
      if (!first) return undefined;
      const records = rows.flatMap(({ row, narratorName }) =>
        row ? [readMemoryRow({ row, narratorName })] : [],
      );
      return { family: readFamilyRow(first.family), ...cutPage(records, page.limit) };
    },

    async find(viewer, memoryId) {
      const [[found]] = await asViewer(db, viewer, [
        db
          .select(memoryColumns)
          .from(memory)
          .innerJoin(member, and(membership(viewer), mayWriteRoles))
          .leftJoin(person, narratorJoin)
          .where(and(eq(memory.id, memoryId), restorable)),
      ]);
      return found && readMemoryRow(found);
    },
  };
}
