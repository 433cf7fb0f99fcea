import { and, eq, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { Database } from "./database.ts";
import { member } from "./schema.ts";

/** How alike what was typed and a part of a name must be, as pg_trgm counts: three letters of a misspelt name say little. */
const leastAlike = sql.raw("0.5");

/**
 * One statement that answers what was typed so far with titles, people (by any of their names), places and themes of the family:
 * first what begins with it, then what has a word that does, then what looks like it. No row: the family isn't the viewer's.
 */
export function suggestionsStatement(
  db: Pick<Database, "select">,
  viewer: Pick<Viewer, "userId">,
  familyId: string,
  typed: string,
  limit: number,
) {
  const family = sql`${familyId}::uuid`;
  return db
    .select({
      suggestions: sql<unknown>`(
        with names as materialized (
          select 'person' as kind, each.heard as text, null::uuid as id, count(*) as memories
          from memory_search cross join unnest(people, person_ids) as each (heard, person_id)
          where family_id = ${family} and each.person_id is null group by each.heard
          union all select 'person', called, person.id, 1000000 from person cross join unnest(person.name || aliases) as called where family_id = ${family}
          union all select 'place', place, null, count(*) from memory_search cross join unnest(places) as place where family_id = ${family} group by place
          union all select 'theme', theme, null, count(*) from memory_search cross join unnest(themes) as theme where family_id = ${family} group by theme
          union all select 'title', title, id, 1 from memory where family_id = ${family} and deleted_at is null and title <> ''
        ),
        fitting as (
          select kind, text, id, memories, case
            when key like typed || '%' then 3
            when key like '% ' || typed || '%' then 2
            when length(typed) >= 3 and word_similarity(typed, key) >= ${leastAlike} then word_similarity(typed, key)
          end as fits
          from (select *, name_key(text) as key from names) as keyed, (select name_key(${typed}) as typed) as question
          where typed <> ''
        ),
        best as (
          select * from (
            select distinct on (kind, coalesce(id::text, lower(text))) * from fitting
            where fits is not null order by kind, coalesce(id::text, lower(text)), fits desc, memories desc
          ) as once order by fits desc, memories desc, text limit ${limit}
        )
        select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('kind', kind, 'text', text,
          'personId', case kind when 'person' then id end, 'memoryId', case kind when 'title' then id end))
          order by fits desc, memories desc, text), '[]') from best)`,
    })
    .from(member)
    .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)));
}
