import { and, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { NotificationStore } from "../../core/ports.ts";
import type { Database } from "./database.ts";
import { toInstant } from "./memory-row.ts";
import { member, memory, notification } from "./schema.ts";

/** What a member was told. A row is the truth; an e-mail is only a courtesy. */
export function createNotificationStore(db: Database): NotificationStore {
  return {
    async list(viewer, since) {
      const rows = await db
        .select({ row: notification, title: memory.title })
        .from(notification)
        .innerJoin(memory, and(eq(memory.id, notification.memoryId), isNull(memory.deletedAt)))
        .innerJoin(
          member,
          and(eq(member.familyId, notification.familyId), eq(member.userId, notification.userId)),
        )
        .where(
          and(eq(notification.userId, viewer.userId), since ? gt(notification.createdAt, since) : undefined),
        )
        .orderBy(desc(notification.createdAt))
        .limit(100);
      return rows.map(({ row, title }) => ({
        id: row.id,
        familyId: row.familyId,
        memoryId: row.memoryId,
        kind: row.kind,
        title,
        createdAt: toInstant(row.createdAt),
        readAt: toInstant(row.readAt),
      }));
    },

    async markRead(viewer, ids) {
      await db
        .update(notification)
        .set({ readAt: sql`now()` })
        .where(
          and(
            eq(notification.userId, viewer.userId),
            isNull(notification.readAt),
            ids === "all" ? undefined : inArray(notification.id, ids),
          ),
        );
    },
  };
}
