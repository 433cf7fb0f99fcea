import { and, eq, exists, gt, inArray, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { Person, PersonFields } from "../../core/schemas.ts";
import type { PersonStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { familyColumns, readFamilyRow } from "./families.ts";
import { asJson, toInstant } from "./memory-row.ts";
import { family, member, person } from "./schema.ts";

/** The people in a family's stories. Each verb is one round trip, with membership checked beside the data. */
export function createPersonStore(db: Database): PersonStore {
  const membership = (viewer: Viewer) =>
    and(eq(member.familyId, person.familyId), eq(member.userId, viewer.userId)) as SQL;
  const mayWrite = (viewer: Viewer) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(member)
        .where(and(membership(viewer), inArray(member.role, ["owner", "editor"]))),
    );
  const selectSeen = (viewer: Viewer, personId: string) =>
    db
      .select({ row: person, role: member.role })
      .from(person)
      .innerJoin(member, membership(viewer))
      .where(eq(person.id, personId));

  return {
    async list(viewer, familyId, page) {
      const [rows] = await asViewer(db, viewer, [
        db
          .select({ row: person, family: familyColumns })
          .from(member)
          .innerJoin(family, eq(family.id, member.familyId))
          .leftJoin(
            person,
            and(eq(person.familyId, member.familyId), page.cursor ? gt(person.id, page.cursor) : undefined),
          )
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)))
          .orderBy(person.id)
          .limit(page.limit + 1),
      ]);
      const [first] = rows;
      if (!first) return undefined;
      const people = rows.flatMap(({ row }) => (row ? [readPerson(row)] : []));
      const items = people.slice(0, page.limit);
      const nextCursor = people.length > page.limit ? items.at(-1)?.id : undefined;
      return { family: readFamilyRow(first.family), items, nextCursor };
    },

    async create(viewer, familyId, id, fields) {
      const [, roles, seen] = await asViewer(db, viewer, [
        db.execute(sql`
          insert into ${person} (id, family_id, name, aliases, born_on, died_on, birthplace, bio, relationships)
          select ${id}::uuid, ${member.familyId}, ${fields.name}, array(select jsonb_array_elements_text(${asJson(fields.aliases ?? [])})),
            ${fields.bornOn ?? null}, ${fields.diedOn ?? null}, ${fields.birthplace ?? null}, ${fields.bio ?? null}, ${asJson(fields.relationships ?? [])}
          from ${member}
          where ${member.familyId} = ${familyId}::uuid and ${member.userId} = ${viewer.userId}::uuid and ${member.role} in ('owner', 'editor')
          on conflict (id) do nothing`),
        db
          .select({ role: member.role })
          .from(member)
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId))),
        selectSeen(viewer, id),
      ]);
      return { role: roles[0]?.role, person: seen[0] && readPerson(seen[0].row) };
    },

    async find(viewer, personId) {
      const [[seen]] = await asViewer(db, viewer, [selectSeen(viewer, personId)]);
      return seen && { role: seen.role, person: readPerson(seen.row) };
    },

    async update(viewer, personId, fields: Partial<PersonFields>) {
      const [updated, seen] = await asViewer(db, viewer, [
        db
          .update(person)
          .set({ ...fields, updatedAt: sql`now()` })
          .where(and(eq(person.id, personId), mayWrite(viewer)))
          .returning({ id: person.id }),
        selectSeen(viewer, personId),
      ]);
      return {
        role: seen[0]?.role,
        person: updated.length > 0 && seen[0] ? readPerson(seen[0].row) : undefined,
      };
    },

    async remove(viewer, personId) {
      const [roles, removed] = await asViewer(db, viewer, [
        db
          .select({ role: member.role })
          .from(person)
          .innerJoin(member, membership(viewer))
          .where(eq(person.id, personId)),
        db
          .delete(person)
          .where(and(eq(person.id, personId), mayWrite(viewer)))
          .returning({ id: person.id }),
      ]);
      return { role: roles[0]?.role, removed: removed.length > 0 };
    },
  };
}

function readPerson(row: typeof person.$inferSelect): Person {
  return {
    id: row.id,
    familyId: row.familyId,
    name: row.name,
    aliases: row.aliases,
    bornOn: row.bornOn ?? undefined,
    diedOn: row.diedOn ?? undefined,
    birthplace: row.birthplace ?? undefined,
    bio: row.bio ?? undefined,
    relationships: row.relationships,
    createdAt: toInstant(row.createdAt),
    updatedAt: toInstant(row.updatedAt),
  };
}
