import { and, count, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import { defaultTelling, readTelling } from "../../core/notifications.ts";
import type { KeptNewsSettings, NotificationStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { asJson, toInstant } from "./memory-row.ts";
import { stillNews, wayOf } from "./news.ts";
import { family, member, memory, notification, preference, user } from "./schema.ts";

/** What a member was told. A row is the truth; an e-mail is only a courtesy. */
export function createNotificationStore(db: Database): NotificationStore {
  const shownTo = ({ userId }: Viewer) =>
    and(eq(notification.userId, userId), stillNews, sql`${wayOf("page")}::boolean`);
  const membership = and(eq(member.familyId, notification.familyId), eq(member.userId, notification.userId));
  const selectUnread = (viewer: Viewer) =>
    db
      .select({ unread: count() })
      .from(notification)
      .innerJoin(member, membership)
      .innerJoin(family, eq(family.id, notification.familyId))
      .leftJoin(memory, eq(memory.id, notification.memoryId))
      .leftJoin(preference, eq(preference.userId, notification.userId))
      .where(and(shownTo(viewer), isNull(notification.readAt)));
  const selectSettings = (viewer: Viewer) =>
    db
      .select({
        emailVerified: user.emailVerified,
        language: preference.language,
        telling: preference.telling,
      })
      .from(user)
      .leftJoin(preference, eq(preference.userId, user.id))
      .where(eq(user.id, viewer.userId));
  const readSettings = (rows: Awaited<ReturnType<typeof selectSettings>>): KeptNewsSettings => ({
    emailVerified: rows[0]?.emailVerified ?? false,
    language: rows[0]?.language === "es" || rows[0]?.language === "en" ? rows[0].language : undefined,
    telling: readTelling(rows[0]?.telling ?? {}),
  });

  return {
    async list(viewer, since) {
      const [rows, [counted]] = await asViewer(db, viewer, [
        db
          .select({ row: notification, title: memory.title, familyName: family.name })
          .from(notification)
          .innerJoin(member, membership)
          .innerJoin(family, eq(family.id, notification.familyId))
          .leftJoin(memory, eq(memory.id, notification.memoryId))
          .leftJoin(preference, eq(preference.userId, notification.userId))
          .where(and(shownTo(viewer), since ? gt(notification.createdAt, since) : undefined))
          .orderBy(desc(notification.createdAt))
          .limit(100),
        selectUnread(viewer),
      ]);
      const items = rows.map(({ row, title, familyName }) => ({
        id: row.id,
        familyId: row.familyId,
        familyName,
        memoryId: row.memoryId ?? undefined,
        kind: row.kind,
        title: title ?? "",
        details: row.details,
        createdAt: toInstant(row.createdAt),
        readAt: toInstant(row.readAt),
      }));
      return { items, unread: counted?.unread ?? 0 };
    },

    async countUnread(viewer) {
      const [[counted]] = await asViewer(db, viewer, [selectUnread(viewer)]);
      return counted?.unread ?? 0;
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

    async readSettings(viewer) {
      const [rows] = await asViewer(db, viewer, [selectSettings(viewer)]);
      return readSettings(rows);
    },

    async changeSettings(viewer, { language, telling }) {
      // Of each kind that is named all is kept: whoever chose it once isn't told otherwise when a default changes.
      const chosen = (before: typeof preference.telling | undefined) => sql`(
        select coalesce(jsonb_object_agg(kind, ${asJson(defaultTelling)} -> kind
          || ${before ? sql`coalesce(${before} -> kind, '{}')` : sql`'{}'`} || way), '{}')
        from jsonb_each(${asJson(telling ?? {})}) as each(kind, way))`;
      const [, rows] = await asViewer(db, viewer, [
        db.execute(sql`
          insert into ${preference} (user_id, language, telling)
          select ${user.id}, ${language ?? null}::text, ${chosen(undefined)} from ${user} where ${user.id} = ${viewer.userId}::uuid
          on conflict (user_id) do update set
            language = coalesce(excluded.language, ${preference.language}),
            telling = ${preference.telling} || ${chosen(preference.telling)}`),
        selectSettings(viewer),
      ]);
      return readSettings(rows);
    },
  };
}
