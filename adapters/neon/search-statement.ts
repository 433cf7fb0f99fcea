import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { MemoryFilters } from "../../core/schemas.ts";
import type { SearchPage } from "../../core/search-answers.ts";
import type { Asked, AskedMeaning } from "../../core/stores.ts";
import type { Database } from "./database.ts";
import { familyColumns } from "./families.ts";
import { filterFound } from "./memory-filters.ts";
import { memoryColumns, narratorJoin } from "./memory-row.ts";
import { family, member, memory, person } from "./schema.ts";

/** What a word counts by where it stands: in what was said, in the summary, as a name, in the title. */
const weights = sql.raw(`'{0.2, 0.4, 0.8, 1}'::real[]`);

/** How alike a word that nobody says and a name must be, as pg_trgm counts, for the one to be taken for the other. */
const leastAlike = sql.raw("0.4");

/** A memory that says less than this share of what was asked, rare words counting more, isn't found by its words. */
const leastShare = sql.raw("0.5");

/** How many memories come by their meaning at most. */
const mostByMeaning = sql.raw("20");

/** Stand round a word that was asked for, in a text that isn't escaped yet; no text holds them. */
export const marks = { start: "\ue000", end: "\ue001" } as const;

/**
 * One statement that answers a search: a page of hits with the memory, its moments and the text to highlight; the first row
 * has the family, how many hits there are and the facets of all of them. One row without a memory: nothing was found. No row: the
 * family isn't the viewer's. The family's index leads everywhere, so the cost follows the family's size.
 */
export function searchStatement(
  db: Pick<Database, "select">,
  viewer: Pick<Viewer, "userId">,
  familyId: string,
  asked: Asked,
  filters: MemoryFilters,
  page: SearchPage,
) {
  return db
    .select({
      ...memoryColumns,
      family: familyColumns,
      score: sql<number | null>`found.score`,
      headline: sql<string | null>`found.headline`,
      moments: sql<unknown>`found.moments`,
      total: sql<number>`found.total`,
      facets: sql<unknown>`found.facets`,
    })
    .from(member)
    .innerJoin(family, eq(family.id, member.familyId))
    .innerJoin(sql`lateral (${findPage(familyId, asked, filters, page)}) as found`, sql`true`)
    .leftJoin(memory, eq(memory.id, sql`found.memory_id`))
    .leftJoin(person, narratorJoin)
    .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)))
    .orderBy(sql`found.line`);
}

function findPage(familyId: string, asked: Asked, filters: MemoryFilters, page: SearchPage): SQL {
  const inFamily = sql`memory_search.family_id = ${familyId}::uuid`;
  const conditions = [inFamily, ...filterFound(familyId, filters)];
  // Nothing but what must not be there: no word to look for or to weigh.
  if (asked.exact && asked.words.length === 0)
    conditions.push(sql`words @@ websearch_to_tsquery(config, ${asked.exact.text})`);
  const [score, id] = page.cursor?.split("_") ?? [];
  const after = score && id ? sql`where (score, memory_id) < (${score}::float8, ${id}::uuid)` : sql``;
  return sql`with ${sql.join(
    [
      ...(asked.words.length > 0 ? [readWords(familyId, asked), weighWords(asked, conditions)] : []),
      ...(asked.meaning ? [weighMeaning(familyId, asked.meaning, conditions)] : []),
      fuse(asked, conditions),
      countFacets(familyId),
      sql`page as materialized (
        select * from hits ${after} order by score desc, memory_id desc limit ${page.limit + 1})`,
    ],
    sql`,\n`,
  )}
    select page.*, row_number() over (order by page.score desc, page.memory_id desc) as line,
      ${asked.words.length > 0 ? sql`shown.moments, shown.headline` : sql`'[]'::jsonb as moments, null as headline`},
      counted.total, counted.facets
    from counted left join page on true ${asked.words.length > 0 ? sql`left join lateral (${findMoments(asked)}) as shown on true` : sql``}`;
}

/**
 * terms: each word of the question as each language of the family reads it, and as a name is written. What a language leaves out
 * is common there; the question's language is the one that leaves most of it out. found: which memory has which word, and how
 * much it counts there. A word that nobody says stands for the names that look like it.
 */
function readWords(familyId: string, { words, exact }: Asked): SQL {
  return sql`
    reads as materialized (
      select config, count(*) as memories${exact === undefined ? sql`` : sql`, ${readExactly(exact)} as exactly`}
      from memory_search where family_id = ${familyId}::uuid group by config
    ),
    spelt as materialized (
      select config, memories, place, word, plainto_tsquery(config, word) as own, plainto_tsquery('words_simple', word) as plain
      from reads cross join unnest(${asArray(words)}) with ordinality as each (word, place)
    ),
    common as materialized (
      select place from spelt where numnode(own) = 0 and config = (
        select config from spelt group by config, memories
        order by count(*) filter (where numnode(own) = 0) desc, memories desc limit 1)
    ),
    terms as materialized (
      select config, place, 1.0 as alike, case when own = plain then own else own || plain end as query from spelt
    ),
    said as materialized (
      select memory_id, place, ts_rank(${weights}, words, query) * numnode(query) as counts
      from terms join memory_search using (config)
      where family_id = ${familyId}::uuid and words @@ query
    ),
    guessed as materialized (
      select config, place, alike, plainto_tsquery(config, near) || plainto_tsquery('words_simple', near) as query
      from words_like(${familyId}::uuid, array(
          select distinct word from spelt
          where place not in (select place from said) and place not in (select place from common)
        ), ${leastAlike})
      join spelt using (word)
    ),
    found as materialized (
      select * from said
      union all
      select memory_id, place, max(alike * ts_rank(${weights}, words, query) * numnode(query))
      from guessed join memory_search using (config)
      where family_id = ${familyId}::uuid and words @@ query
      group by memory_id, place
    ),
    anything as materialized (
      select config, string_agg('(' || query::text || ')', ' | ')::tsquery as query
      from (select config, query from terms union all select config, query from guessed) as every
      where numnode(query) > 0 group by config
    )`;
}

/** Names count as they are written, too; but what must not be there is read in the memory's own language alone. */
function readExactly({ text, excludes }: NonNullable<Asked["exact"]>): SQL {
  const own = sql`websearch_to_tsquery(config, ${text})`;
  return excludes ? own : sql`${own} || websearch_to_tsquery('words_simple', ${text})`;
}

/** A memory's rank by words: rare words count more, and a word more where it stands more prominently. */
function weighWords({ exact }: Asked, conditions: SQL[]): SQL {
  // What was found is the family's already.
  const narrowed = exact !== undefined || conditions.length > 1;
  return sql`
    rarity as materialized (
      select place, ln(1 + (all_memories - memories + 0.5) / (memories + 0.5)) as rare,
        place not in (select place from common) or not exists (select from spelt where place not in (select place from common)) as needed
      from (select place, count(*) as memories from found group by place) as counted,
        (select sum(memories) as all_memories from reads) as family
    ),
    by_words as materialized (
      select memory_id, row_number() over (order by sum(rare * counts) desc, memory_id desc) as line,
        count(*) filter (where needed) = (select count(*) from rarity where needed) as whole
      from found join rarity using (place)
      ${narrowed ? sql`join memory_search using (memory_id) join reads using (config)` : sql``}
      where ${narrowed ? sql.join(conditions, sql` and `) : sql`true`} ${exact === undefined ? sql`` : sql`and words @@ exactly`}
      group by memory_id
      ${
        exact === undefined
          ? sql`having sum(rare) filter (where needed) >= ${leastShare} * (select sum(rare) from rarity where needed)`
          : sql``
      }
    )`;
}

/**
 * Two ranks by meaning: what is told in short, and the passage that comes nearest, which finds what no summary mentions but
 * is deceived by short sentences more often. Unit vectors: the inner product is their cosine.
 */
function weighMeaning(familyId: string, { model, vector, floor }: AskedMeaning, conditions: SQL[]): SQL {
  return sql`
    nearest as materialized (
      select memory_id, max(near) filter (where segment_id = memory_id and near >= ${floor.story}) as story,
        max(near) filter (where segment_id <> memory_id and near >= ${floor.passage}) as passage
      from (
        select memory_id, segment_id, -(vector <#> ${asVector(vector)}) as near
        from embedding where family_id = ${familyId}::uuid and model = ${model}
      ) as each join memory_search using (memory_id)
      where near >= ${sql`${Math.min(floor.story, floor.passage)}`} and ${sql.join(conditions, sql` and `)}
      group by memory_id
    ),
    by_story as (
      select memory_id, row_number() over (order by story desc, memory_id desc) as line
      from nearest where story is not null order by story desc limit ${mostByMeaning}
    ),
    by_passage as (
      select memory_id, row_number() over (order by passage desc, memory_id desc) as line
      from nearest where passage is not null order by passage desc limit ${mostByMeaning}
    )`;
}

/**
 * Reciprocal rank fusion: the first of a list is worth 1/61, the second 1/62 … Twice that where a memory has every word that
 * was asked for, so that it comes before what is only alike; half of it by a single passage. Without a question: all, the newest first.
 */
function fuse({ words, meaning }: Asked, conditions: SQL[]): SQL {
  if (words.length === 0)
    return sql`hits as materialized (
      select memory_id, 0::float8 as score from memory_search where ${sql.join(conditions, sql` and `)})`;
  const byWords = sql`select memory_id, (case when whole then 2.0 else 1.0 end) / (60 + line) as worth from by_words`;
  const byMeaning = meaning
    ? sql`union all select memory_id, 1.0 / (60 + line) from by_story union all select memory_id, 0.5 / (60 + line) from by_passage`
    : sql``;
  return sql`hits as materialized (
    select memory_id, sum(worth)::float8 as score from (${byWords} ${byMeaning}) as lists group by memory_id)`;
}

/** How many hits there are, and for each facet its 20 most frequent values. */
function countFacets(familyId: string): SQL {
  const each = (facet: string, value: string) =>
    sql`select ${sql.raw(`'${facet}'`)} as facet, value, null as heard, count(*) as hits
      from (select ${sql.raw(value)} as value from lines) as each where value is not null group by value`;
  return sql`
    lines as materialized (
      select memory_id, narrator_id, chapters, themes, people, person_ids, places, tone, decades
      from hits join memory_search using (memory_id)
    ),
    counted as materialized (
      select (select count(*)::int from hits) as total, jsonb_object_agg(facet, values) filter (where facet is not null) as facets
      from (
        select facet, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('value', value, 'count', hits,
          'label', coalesce(person.name, heard))) order by hits desc, value) as values
        from (
          select *, row_number() over (partition by facet order by hits desc, value) as line from (
            ${each("chapter", "unnest(chapters)")}
            union all ${each("decade", "unnest(decades)::text")}
            union all ${each("tone", "tone")}
            union all ${each("place", "unnest(places)")}
            union all ${each("theme", "unnest(themes)")}
            union all ${each("narrator", "narrator_id::text")}
            union all select 'person', coalesce(person_id::text, name), min(name), count(distinct memory_id)
              from (select memory_id, unnest(people) as name, unnest(person_ids) as person_id from lines) as each group by 2
          ) as every
        ) as ranked
        left join person on facet in ('person', 'narrator') and person.id::text = value and person.family_id = ${familyId}::uuid
        where line <= 20 group by facet
      ) as facets
    )`;
}

/** The three passages of a hit that say most of what was asked or come nearest to it, and the text to highlight. */
function findMoments({ meaning }: Asked): SQL {
  const near = meaning ? sql`coalesce(-(vector <#> ${asVector(meaning.vector)}), 0)` : sql`0`;
  const vectors = meaning
    ? sql`left join embedding on embedding.memory_id = passage.memory_id and embedding.segment_id = passage.segment_id and model = ${meaning.model}`
    : sql``;
  // Inside a memory that was found, as near as a whole story must be is near enough.
  const nearEnough = meaning ? sql`or near >= ${meaning.floor.story}` : sql``;
  const selections = `StartSel=${marks.start}, StopSel=${marks.end}`;
  const mark = (text: SQL) =>
    sql`ts_headline(memory_search.config, translate(${text}, ${marks.start + marks.end}, ''), anything.query,
      case when length(${text}) < 300 then ${`${selections}, HighlightAll=true`} else ${`${selections}, MaxFragments=1, MaxWords=40, MinWords=20`} end)`;
  return sql`
    select best.moments, ${mark(sql`coalesce(best.text, short.text, '')`)} as headline
    from memory_search join anything using (config)
    left join passage as short on short.memory_id = memory_search.memory_id and short.segment_id = memory_search.memory_id
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('start', start, 'end', "end", 'text', text) order by line), '[]') as moments,
        min(text) filter (where line = 1) as text
      from (
        select start, "end", text, row_number() over (order by case when said > 0 then 0.3 + said else 0 end + near desc, start) as line
        from (
          select start, "end", text, ts_rank(${weights}, words, anything.query) as said, ${near} as near
          from passage ${vectors}
          where passage.memory_id = memory_search.memory_id and passage.segment_id <> passage.memory_id
        ) as each
        where said > 0 ${nearEnough}
        order by line limit 3
      ) as three
    ) as best
    where memory_search.memory_id = page.memory_id`;
}

export function asVector(vector: number[]): SQL {
  return sql`${`[${vector.map((value) => Math.fround(value)).join(",")}]`}::halfvec(512)`;
}

function asArray(values: string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
}
