import { arrayContains, eq, type SQL, sql } from "drizzle-orm";
import type { MemoryFilters } from "../../core/schemas.ts";
import { memorySearch, person } from "./schema.ts";

/** The conditions on a family's rows of memory_search that filters stand for; all of them have to hold. */
export function filterFound(familyId: string, filters: MemoryFilters): SQL[] {
  const { status, narratorId, chapter, person: who, place, theme, from, to, tone, decade } = filters;
  return [
    status && eq(memorySearch.status, status),
    narratorId && eq(memorySearch.narratorId, narratorId),
    chapter &&
      sql`(${memorySearch.chapter} = ${chapter} or ${arrayContains(memorySearch.chapters, [chapter])})`,
    who && isAbout(familyId, who),
    place && hasName(memorySearch.places, place),
    theme && arrayContains(memorySearch.themes, [theme]),
    // Vague dates compare as text: 1956 < 1956-07. An end without a day reaches to the last day of it.
    from && sql`coalesce(${memorySearch.happenedTo}, ${memorySearch.happenedFrom}) || '~' >= ${from}`,
    to && sql`coalesce(${memorySearch.happenedFrom}, ${memorySearch.happenedTo}) <= ${`${to}~`}`,
    tone && eq(memorySearch.tone, tone.toLowerCase()),
    decade === undefined ? undefined : sql`${decade}::smallint = any (${memorySearch.decades})`,
  ].filter((condition) => condition !== undefined && condition !== "");
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A person by id, by the name that was heard, or by any name that the family has for them. */
function isAbout(familyId: string, who: string): SQL {
  if (uuidForm.test(who)) return sql`${who}::uuid = any (${memorySearch.personIds})`;
  // Without a word of the row in it, the list of people is made once.
  return sql`(${hasName(memorySearch.people, who)} or ${memorySearch.personIds} && array(
    select ${person.id} from ${person} where ${person.familyId} = ${familyId}::uuid
    and lower(${who}) in (select lower(name) from unnest(${person.aliases} || ${person.name}) as name)))`;
}

function hasName(names: typeof memorySearch.people | typeof memorySearch.places, name: string): SQL {
  return sql`lower(${name}) = any (lower(${names}::text)::text[])`;
}
