import { and, eq, sql } from "drizzle-orm";
import type { NameMeaning, OpenName } from "../../core/heard-names.ts";
import type { NameStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { readFamilyRow, selectFamily } from "./families.ts";
import { readRelative, selectRelatives } from "./people.ts";
import { heardName, member, memory, person } from "./schema.ts";

const mostNames = 100;

/**
 * Names that are heard in memories, and an editor's answers. Each verb is one round trip; what an answer repairs is
 * repaired by the functions of migrations/0006_people.sql, in the same transaction.
 */
export function createNameStore(db: Database): NameStore {
  const rolesIn = (userId: string, familyId: string) =>
    db
      .select({ role: member.role })
      .from(member)
      .where(and(eq(member.familyId, familyId), eq(member.userId, userId)));
  const writes = (userId: string, familyId: string) =>
    sql`${member} where ${member.familyId} = ${familyId}::uuid and ${member.userId} = ${userId}::uuid and ${member.role} in ('owner', 'editor')`;

  return {
    async list(viewer, familyId) {
      const [families, relatives, names] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        selectRelatives(db, sql`${familyId}::uuid`),
        db.execute<{ key: string; name: string; count: string; moments: OpenName["moments"] }>(sql`
          with heard as (
            select ${memory.id} as memory_id, ${memory.title} as title, mention ->> 'name' as name,
              name_key(mention ->> 'name') as key, mention -> 'evidence' -> 0 as evidence
            from ${memory}, jsonb_array_elements(${memory.told} -> 'people') as each(mention)
            where ${memory.familyId} = ${familyId}::uuid and ${memory.deletedAt} is null and not mention ? 'personId'
          )
          select key, mode() within group (order by name) as name, count(distinct memory_id) as count,
            coalesce(jsonb_path_query_array(jsonb_agg(evidence || jsonb_build_object('memoryId', memory_id, 'title', title) order by memory_id desc)
              filter (where evidence is not null), '$[0 to 2]'), '[]') as moments
          from heard
          where key <> '' and not exists (select from ${heardName} where ${heardName.familyId} = ${familyId}::uuid
            and ${heardName.key} = heard.key and ${heardName.meaning} = 'stranger')
          group by key order by count(distinct memory_id) desc, key limit ${mostNames}`),
      ]);
      const [own] = families;
      return (
        own && {
          family: readFamilyRow(own),
          relatives: relatives.map(readRelative),
          names: names.rows.map((row) => ({ ...row, count: Number(row.count) })),
        }
      );
    },

    async answer(viewer, familyId, { name, meaning, personId, newPerson }, newId) {
      const who = newPerson ? newId : (personId ?? null);
      const [, answered, roles] = await asViewer(db, viewer, [
        db.execute(sql`
          insert into ${person} (id, family_id, name)
          select ${newId}::uuid, ${member.familyId}, ${newPerson?.name ?? ""} from ${writes(viewer.userId, familyId)}
            and ${newPerson !== undefined}::boolean
          on conflict (id) do nothing`),
        db.execute<{ key: string; changed: { memories: number; transcripts: number } }>(sql`
          select name_key(${name}) as key, answer_name(${familyId}::uuid, ${name}, ${meaning}, ${who}::uuid, ${viewer.userId}::uuid) as changed
          from ${writes(viewer.userId, familyId)} and (${who}::uuid is null or exists (
            select from ${person} where ${person.id} = ${who}::uuid and ${person.familyId} = ${familyId}::uuid))`),
        rolesIn(viewer.userId, familyId),
      ]);
      const [row] = answered.rows;
      return { role: roles[0]?.role, changed: row && { key: row.key, ...row.changed } };
    },

    async forget(viewer, familyId, key) {
      const [forgotten, roles] = await asViewer(db, viewer, [
        db.execute<{ meaning: NameMeaning | null }>(sql`
          select forget_name(${familyId}::uuid, name_key(${key})) as meaning from ${writes(viewer.userId, familyId)}`),
        rolesIn(viewer.userId, familyId),
      ]);
      return { role: roles[0]?.role, meaning: forgotten.rows[0]?.meaning ?? undefined };
    },
  };
}
