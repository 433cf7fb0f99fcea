import { and, eq, exists, gt, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { FamilyStore } from "../../core/stores.ts";
import { asSystem, asViewer, type Database } from "./database.ts";
import { toInstant } from "./memory-row.ts";
import { family, member, notification } from "./schema.ts";

/** What is selected of a family, beside its member's row. */
export const familyColumns = {
  id: family.id,
  name: family.name,
  role: member.role,
  createdAt: family.createdAt,
  deleteAfter: family.deleteAfter,
};

/** A family as its members see it. */
export function readFamilyRow<Row extends { createdAt: string; deleteAfter: string | null }>(row: Row) {
  return { ...row, createdAt: toInstant(row.createdAt), deleteAfter: toInstant(row.deleteAfter) };
}

/** The families that a viewer belongs to, with their role in each. */
export function selectFamilies(db: Database, viewer: Viewer) {
  return db
    .select(familyColumns)
    .from(member)
    .innerJoin(family, eq(family.id, member.familyId))
    .where(eq(member.userId, viewer.userId))
    .orderBy(member.createdAt, family.id);
}

/** One of them; no row when it isn't the viewer's to see. */
export function selectFamily(db: Database, viewer: Viewer, familyId: string) {
  return db
    .select(familyColumns)
    .from(member)
    .innerJoin(family, eq(family.id, member.familyId))
    .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)));
}

/** Families and who belongs to them. */
export function createFamilyStore(db: Database, newId: () => string): FamilyStore {
  const owned = (viewer: Viewer, familyId: string) =>
    and(
      eq(family.id, familyId),
      exists(
        db
          .select({ one: sql`1` })
          .from(member)
          .where(
            and(eq(member.familyId, family.id), eq(member.userId, viewer.userId), eq(member.role, "owner")),
          ),
      ),
    );

  return {
    async list(viewer) {
      const [rows] = await asViewer(db, viewer, [selectFamilies(db, viewer)]);
      if (rows.length > 0) return rows.map(readFamilyRow);
      // Sign-up isn't atomic: the first family is made on first use, once, however many requests try at the same time.
      const [, , made] = await asSystem(
        db,
        [
          db
            .insert(family)
            .values({ id: newId(), name: firstFamilyName(viewer.name), firstOf: viewer.userId })
            .onConflictDoNothing({ target: family.firstOf }),
          db.execute(sql`
          insert into ${member} (family_id, user_id, role)
          select ${family.id}, ${viewer.userId}::uuid, 'owner' from ${family} where ${family.firstOf} = ${viewer.userId}::uuid
          on conflict do nothing`),
          selectFamilies(db, viewer),
        ],
        viewer,
      );
      return made.map(readFamilyRow);
    },

    async create(viewer, id, name) {
      const [, , rows] = await asSystem(
        db,
        [
          db.insert(family).values({ id, name }).onConflictDoNothing(),
          db
            .insert(member)
            .values({ familyId: id, userId: viewer.userId, role: "owner" })
            .onConflictDoNothing(),
          selectFamily(db, viewer, id),
        ],
        viewer,
      );
      const [row] = rows;
      if (!row) throw new Error("a family that was just made can't be found");
      return readFamilyRow(row);
    },

    async find(viewer, familyId) {
      const [[row]] = await asViewer(db, viewer, [selectFamily(db, viewer, familyId)]);
      return row && readFamilyRow(row);
    },

    async rename(viewer, familyId, name) {
      const [, [row]] = await asViewer(db, viewer, [
        db.update(family).set({ name }).where(owned(viewer, familyId)),
        selectFamily(db, viewer, familyId),
      ]);
      return row && readFamilyRow(row);
    },

    async planDeletion(viewer, familyId, graceDays) {
      const [, [row]] = await asViewer(db, viewer, [
        db.execute(sql`
          with planned as (
            update ${family} set delete_after = now() + make_interval(days => ${graceDays}::int)
            where ${owned(viewer, familyId)} and ${family.deleteAfter} is null
            returning ${family.id} as id, ${family.name} as name, to_char(${family.deleteAfter} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as day
          )
          insert into ${notification} (id, family_id, user_id, kind, event, details)
          select uuidv7(), planned.id, ${member.userId}, 'family.deleting', 'family.deleting:' || planned.id || ':' || planned.day,
            jsonb_build_object('name', planned.name, 'on', planned.day)
          from planned join ${member} on ${member.familyId} = planned.id and ${member.userId} <> ${viewer.userId}::uuid
          on conflict do nothing`),
        selectFamily(db, viewer, familyId),
      ]);
      return row && readFamilyRow(row);
    },

    async cancelDeletion(viewer, familyId) {
      const [, [row]] = await asViewer(db, viewer, [
        db
          .update(family)
          .set({ deleteAfter: null })
          .where(and(owned(viewer, familyId), gt(family.deleteAfter, sql`now()`))),
        selectFamily(db, viewer, familyId),
      ]);
      return row && readFamilyRow(row);
    },
  };
}

function firstFamilyName(name: string): string {
  const surname = name.trim().split(/\s+/).at(-1);
  return surname ? `${surname} family` : "Our family";
}
