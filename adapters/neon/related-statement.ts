import { and, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Viewer } from "../../core/access.ts";
import type { Database } from "./database.ts";
import { memoryColumns, narratorJoin } from "./memory-row.ts";
import { member, memory, person } from "./schema.ts";

/**
 * One statement that answers the memories that go with another: those of like meaning, and those that speak of the same people and
 * places, the rarer in the family the more. Both ranks are fused; either does alone. One row without a memory: there are none.
 * No row: the memory isn't the viewer's.
 */
export function relatedStatement(
  db: Pick<Database, "select">,
  viewer: Pick<Viewer, "userId">,
  memoryId: string,
  { model, floor }: { model: string; floor: number },
  limit: number,
) {
  const self = alias(memory, "self");
  const id = sql`${memoryId}::uuid`;
  return db
    .select({
      ...memoryColumns,
      people: sql<string[]>`array_to_json(related.people)`,
      places: sql<string[]>`array_to_json(related.places)`,
      near: sql<boolean>`related.near`,
    })
    .from(self)
    .innerJoin(member, and(eq(member.familyId, self.familyId), eq(member.userId, viewer.userId)))
    .leftJoin(
      sql`lateral (
        with named as materialized (
          select memory_search.memory_id, kind, key, min(label) as label
          from memory_search cross join lateral (
            select 'person' as kind, coalesce(person.id::text, lower(heard)) as key, coalesce(person.name, heard) as label
            from unnest(people, person_ids) as each (heard, person_id)
            left join person on person.id = person_id and person.family_id = self.family_id
            union all select 'place', lower(place), place from unnest(places) as place
          ) as each
          where memory_search.family_id = self.family_id group by memory_search.memory_id, kind, key
        ),
        rare as (
          select *, ln(1 + (select count(distinct memory_id) from named)::float8 / count(*) over (partition by kind, key)) as counts from named
        ),
        shared as (
          select others.memory_id, row_number() over (order by sum(others.counts) desc, others.memory_id desc) as line,
            coalesce(array_agg(others.label order by others.label) filter (where kind = 'person'), '{}') as people,
            coalesce(array_agg(others.label order by others.label) filter (where kind = 'place'), '{}') as places
          from rare as others join rare as own using (kind, key)
          where own.memory_id = ${id} and others.memory_id <> ${id} group by others.memory_id
        ),
        alike as (
          select others.memory_id, row_number() over (order by others.vector <#> own.vector, others.memory_id desc) as line
          from embedding as own join embedding as others
            on others.family_id = self.family_id and others.model = own.model and others.segment_id = others.memory_id
          where own.memory_id = ${id} and own.segment_id = ${id} and own.model = ${model}
            and others.memory_id <> ${id} and -(others.vector <#> own.vector) >= ${floor}
        )
        select memory_id, coalesce(shared.people, '{}') as people, coalesce(shared.places, '{}') as places,
          alike.memory_id is not null as near, coalesce(1.0 / (60 + shared.line), 0) + coalesce(1.0 / (60 + alike.line), 0) as score
        from shared full join alike using (memory_id)
        where exists (select from memory_search where memory_search.memory_id = coalesce(shared.memory_id, alike.memory_id))
        order by score desc, memory_id desc limit ${limit}
      ) as related`,
      sql`true`,
    )
    .leftJoin(memory, eq(memory.id, sql`related.memory_id`))
    .leftJoin(person, narratorJoin)
    .where(and(eq(self.id, memoryId), isNull(self.deletedAt)))
    .orderBy(sql`related.score desc, related.memory_id desc`);
}
