import { and, eq, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { FamilyStore } from "../../core/stores.ts";
import { asSystem, asViewer, type Database } from "./database.ts";
import { toInstant } from "./memory-row.ts";
import { family, member } from "./schema.ts";

/** What is selected of a family, beside its member's row. */
export const familyColumns = {
  id: family.id,
  name: family.name,
  role: member.role,
  createdAt: family.createdAt,
};

/** A family as its members see it. */
export function readFamilyRow<Row extends { createdAt: string }>(row: Row): Row {
  return { ...row, createdAt: toInstant(row.createdAt) };
}

/** Families and who belongs to them. */
export function createFamilyStore(db: Database, newId: () => string): FamilyStore {
  const select = (viewer: Viewer) =>
    db
      .select(familyColumns)
      .from(member)
      .innerJoin(family, eq(family.id, member.familyId))
      .where(eq(member.userId, viewer.userId))
      .orderBy(member.createdAt, family.id);

  return {
    async list(viewer) {
      const [rows] = await asViewer(db, viewer, [select(viewer)]);
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
          select(viewer),
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
          db
            .select(familyColumns)
            .from(member)
            .innerJoin(family, eq(family.id, member.familyId))
            .where(and(eq(family.id, id), eq(member.userId, viewer.userId))),
        ],
        viewer,
      );
      const [row] = rows;
      if (!row) throw new Error("a family that was just made can't be found");
      return readFamilyRow(row);
    },

    async find(viewer, familyId) {
      const [[row]] = await asViewer(db, viewer, [
        db
          .select(familyColumns)
          .from(member)
          .innerJoin(family, eq(family.id, member.familyId))
          .where(and(eq(family.id, familyId), eq(member.userId, viewer.userId))),
      ]);
      return row && readFamilyRow(row);
    },
  };
}

function firstFamilyName(name: string): string {
  const surname = name.trim().split(/\s+/).at(-1);
  return surname ? `${surname} family` : "Our family";
}
