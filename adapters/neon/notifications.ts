import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { NotificationStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { toInstant } from "./memory-row.ts";
import { member, memory, notification } from "./schema.ts";

/** What a member was told. A row is the truth; an e-mail is only a courtesy. */
export function createNotificationStore(db: Database): NotificationStore {
  return {
    async list(viewer, since) {
      const [rows] = await asViewer(db, viewer, [
        db
          .select({ row: notification, title: memory.title })
          .from(notification)
          .leftJoin(memory, eq(memory.id, notification.memoryId))
          .innerJoin(
            member,
            and(eq(member.familyId, notification.familyId), eq(member.userId, notification.userId)),
          )
          .where(
            and(
              eq(notification.userId, viewer.userId),
              isNull(memory.deletedAt),
              since ? gt(notification.createdAt, since) : undefined,
            ),
          )
          .orderBy(desc(notification.createdAt))
          .limit(100),
      ]);
      return rows.map(({ row, title }) => ({
        id: row.id,
        familyId: row.familyId,
        memoryId: row.memoryId ?? undefined,
        kind: row.kind,
        title: title ?? "",
        details: row.details,
        createdAt: toInstant(row.createdAt),
        readAt: toInstant(row.readAt),
      }));
    },

    async markRead(viewer, ids) {
      await asViewer(db, viewer, [
        db
          .update(notification)
          .set({ readAt: sql`now()` })
          .where(
            and(
              eq(notification.userId, viewer.userId),
              isNull(notification.readAt),
              ids === "all" ? undefined : inArray(notification.id, ids),
            ),
          ),
      ]);
    },
  };
}
