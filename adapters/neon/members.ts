import { aliasedTable, and, eq, exists, or, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { Member } from "../../core/household.ts";
import type { Role } from "../../core/schemas.ts";
import type { MemberStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { toInstant } from "./memory-row.ts";
import { member, user } from "./schema.ts";

const viewing = aliasedTable(member, "viewing");
const other = aliasedTable(member, "other");

/** The members of a family, for one of them: nothing for somebody else. */
export function selectMembers(db: Database, viewer: Viewer, familyId: string) {
  return db
    .select({
      userId: member.userId,
      name: user.name,
      email: sql<
        string | null
      >`case when ${viewing.role} = 'owner' or ${member.userId} = ${viewing.userId} then ${user.email} end`,
      role: member.role,
      createdAt: member.createdAt,
    })
    .from(viewing)
    .innerJoin(member, eq(member.familyId, viewing.familyId))
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(viewing.familyId, familyId), eq(viewing.userId, viewer.userId)))
    .orderBy(member.createdAt, member.userId);
}

export function readMember(row: {
  userId: string;
  name: string;
  email: string | null;
  role: Role;
  createdAt: string;
}): Member {
  const { createdAt, email, ...rest } = row;
  return { ...rest, email: email ?? undefined, since: toInstant(createdAt) };
}

/** The viewer's own role in a family. */
export function selectRole(db: Database, viewer: Viewer, familyId: string) {
  return db
    .select({ role: member.role })
    .from(member)
    .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)));
}

/** Who belongs to a family. Each verb is one round trip. */
export function createMemberStore(db: Database): MemberStore {
  /**
   * Held while a member goes or changes: two owners who step down at the same moment come one after the other, and the
   * second sees that they are the last. Whoever isn't an owner is given no row, and needs none.
   */
  const lockOwners = (familyId: string) =>
    db
      .select({ userId: member.userId })
      .from(member)
      .where(and(eq(member.familyId, familyId), eq(member.role, "owner")))
      .orderBy(member.userId)
      .for("update");
  const before = (viewer: Viewer, familyId: string, userId: string) =>
    db
      .select({
        role: member.role,
        found: sql<boolean>`exists (select 1 from ${member} as ${other} where ${other.familyId} = ${familyId}::uuid and ${other.userId} = ${userId}::uuid)`,
      })
      .from(member)
      .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)));
  const isOwner = (viewer: Viewer, familyId: string) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(viewing)
        .where(
          and(eq(viewing.familyId, familyId), eq(viewing.userId, viewer.userId), eq(viewing.role, "owner")),
        ),
    );
  const target = (familyId: string, userId: string) =>
    and(eq(member.familyId, familyId), eq(member.userId, userId)) as SQL;
  const leavesAnOwner = (familyId: string, userId: string) =>
    sql`(${member.role} <> 'owner' or exists (select 1 from ${member} as ${other}
      where ${other.familyId} = ${familyId}::uuid and ${other.role} = 'owner' and ${other.userId} <> ${userId}::uuid))`;

  return {
    async list(viewer, familyId) {
      const [rows] = await asViewer(db, viewer, [selectMembers(db, viewer, familyId)]);
      return rows.map(readMember);
    },

    async changeRole(viewer, familyId, userId, role) {
      const [, [seen], changed, members] = await asViewer(db, viewer, [
        lockOwners(familyId),
        before(viewer, familyId, userId),
        db
          .update(member)
          .set({ role })
          .where(
            and(
              target(familyId, userId),
              isOwner(viewer, familyId),
              role === "owner" ? undefined : leavesAnOwner(familyId, userId),
            ),
          )
          .returning({ userId: member.userId }),
        selectMembers(db, viewer, familyId),
      ]);
      const row = members.find((each) => each.userId === userId);
      return {
        role: seen?.role,
        found: seen?.found ?? false,
        changed: changed.length > 0,
        member: row && readMember(row),
      };
    },

    async remove(viewer, familyId, userId) {
      const [, [seen], removed] = await asViewer(db, viewer, [
        lockOwners(familyId),
        before(viewer, familyId, userId),
        db
          .delete(member)
          .where(
            and(
              target(familyId, userId),
              or(eq(member.userId, viewer.userId), isOwner(viewer, familyId)),
              leavesAnOwner(familyId, userId),
            ),
          )
          .returning({ userId: member.userId }),
      ]);
      return { role: seen?.role, found: seen?.found ?? false, changed: removed.length > 0 };
    },
  };
}
