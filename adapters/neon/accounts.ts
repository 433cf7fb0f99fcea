import { and, desc, eq, gt, ne, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { AccountStore, OwnAccount } from "../../core/stores.ts";
import { asSystem, asViewer, type Database } from "./database.ts";
import { readFamilyRow, selectFamilies } from "./families.ts";
import { toInstant } from "./memory-row.ts";
import { session, user } from "./schema.ts";

/** What somebody's account is to themselves, and how it ends. */
export function createAccountStore(db: Database): AccountStore {
  const selectAccount = (viewer: Viewer) =>
    db
      .select({
        id: user.id,
        name: user.name,
        email: user.email,
        emailVerified: user.emailVerified,
        deleteAfter: user.deleteAfter,
      })
      .from(user)
      .where(eq(user.id, viewer.userId));

  return {
    async find(viewer) {
      const [[row], families] = await asViewer(db, viewer, [
        selectAccount(viewer),
        selectFamilies(db, viewer),
      ]);
      return row && { account: readAccount(row), families: families.map(readFamilyRow) };
    },

    async findWithSessions(viewer) {
      const [[row], sessions] = await asViewer(db, viewer, [
        selectAccount(viewer),
        db
          .select({
            id: session.id,
            userAgent: session.userAgent,
            createdAt: session.createdAt,
            updatedAt: session.updatedAt,
          })
          .from(session)
          .where(and(eq(session.userId, viewer.userId), gt(session.expiresAt, sql`now()`)))
          .orderBy(desc(session.updatedAt)),
      ]);
      return (
        row && {
          account: readAccount(row),
          sessions: sessions.map(({ id, userAgent, createdAt, updatedAt }) => ({
            id,
            userAgent: userAgent ?? undefined,
            createdAt: createdAt.toISOString(),
            usedAt: updatedAt.toISOString(),
          })),
        }
      );
    },

    async endSession(viewer, sessionId) {
      await asViewer(db, viewer, [
        db.delete(session).where(and(eq(session.userId, viewer.userId), eq(session.id, sessionId))),
      ]);
    },

    async endOtherSessions(viewer) {
      await asViewer(db, viewer, [db.delete(session).where(otherSessions(viewer))]);
    },

    async leave(viewer, graceDays) {
      const me = sql`${viewer.userId}::uuid`;
      // Nobody would be left to decide in these. A family that is being deleted needs no owner any more.
      const held = sql`
        select f.name from member m join family f on f.id = m.family_id and f.delete_after is null
        where m.user_id = ${me} and m.role = 'owner' and ${hasOthers} and not exists (
          select 1 from member o join "user" u on u.id = o.user_id and u.delete_after is null
          where o.family_id = m.family_id and o.user_id <> m.user_id and o.role = 'owner')`;
      const [heldBy, marked] = await asSystem(
        db,
        [
          db.execute<{ name: string }>(sql`${held} order by f.name`),
          db
            .update(user)
            .set({
              deleteAfter: sql`coalesce(delete_after, now() + make_interval(days => ${graceDays}::int))`,
            })
            .where(sql`id = ${me} and not exists (${held})`)
            .returning({ deleteAfter: user.deleteAfter }),
          db.execute(sql`
            update family set delete_after = u.delete_after from "user" u, member m
            where u.id = ${me} and u.delete_after is not null and m.user_id = u.id and m.family_id = family.id
              and family.delete_after is null and not ${hasOthers}`),
          db
            .delete(session)
            .where(
              and(
                otherSessions(viewer),
                sql`exists (select 1 from "user" u where u.id = ${me} and u.delete_after is not null)`,
              ),
            ),
        ],
        viewer,
      );
      return {
        deleteAfter: toInstant(marked[0]?.deleteAfter ?? null),
        heldBy: heldBy.rows.map(({ name }) => name),
      };
    },

    async keep(viewer) {
      await asSystem(
        db,
        [
          // What went with the account has its very time.
          db.execute(sql`
            update family set delete_after = null from "user" u, member m
            where u.id = ${viewer.userId}::uuid and m.user_id = u.id and m.role = 'owner'
              and m.family_id = family.id and family.delete_after = u.delete_after`),
          db.update(user).set({ deleteAfter: null }).where(eq(user.id, viewer.userId)),
        ],
        viewer,
      );
    },

    async erasePast() {
      const [, , , erased] = await asSystem(db, [
        // Who else belonged to a family may have left it meanwhile: it goes with its last member.
        db.execute(sql`
          update family set delete_after = now()
          where delete_after is null
            and exists (select 1 from member m join "user" u on u.id = m.user_id where m.family_id = family.id and ${isPast})
            and not exists (select 1 from member m join "user" u on u.id = m.user_id where m.family_id = family.id and ${stays})`),
        // Or its other owners may have: then whoever has been an editor longest looks after it, else whoever is there.
        db.execute(sql`
          update member set role = 'owner' from (
            select distinct on (m.family_id) m.family_id, m.user_id
            from member m join "user" u on u.id = m.user_id and ${stays}
              join family f on f.id = m.family_id and f.delete_after is null
            where exists (
                select 1 from member m join "user" u on u.id = m.user_id
                where m.family_id = f.id and m.role = 'owner' and ${isPast})
              and not exists (
                select 1 from member m join "user" u on u.id = m.user_id
                where m.family_id = f.id and m.role = 'owner' and ${stays})
            order by m.family_id, m.role = 'editor' desc, m.created_at, m.user_id
          ) heir where member.family_id = heir.family_id and member.user_id = heir.user_id`),
        // In families that are still to be erased they stay until that is done.
        db.execute(sql`
          delete from member using "user" u, family f
          where u.id = member.user_id and ${isPast} and f.id = member.family_id and f.delete_after is null`),
        db.execute<{ id: string }>(sql`
          delete from "user" u where ${isPast} and not exists (select 1 from member m where m.user_id = u.id)
          returning u.id`),
      ]);
      return erased.rows.length;
    },
  };
}

/** Of a member m: somebody else belongs to the same family. */
const hasOthers = sql`exists (select 1 from member o where o.family_id = m.family_id and o.user_id <> m.user_id)`;
/** Of a user u: their time has come, or not yet. */
const isPast = sql`(u.delete_after <= now())`;
const stays = sql`(u.delete_after is null or u.delete_after > now())`;

function otherSessions({ userId, sessionId }: Viewer) {
  return and(eq(session.userId, userId), sessionId ? ne(session.id, sessionId) : undefined);
}

function readAccount(row: Omit<OwnAccount, "deleteAfter"> & { deleteAfter: string | null }): OwnAccount {
  return { ...row, deleteAfter: toInstant(row.deleteAfter) };
}
