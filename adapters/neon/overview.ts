import { and, eq, isNull, sql } from "drizzle-orm";
import type { OverviewStore } from "../../core/stores.ts";
import type { KnownPerson, NamedPerson, ToldMemory } from "../../core/timeline-rows.ts";
import { asViewer, type Database } from "./database.ts";
import { readFamilyRow, selectFamily } from "./families.ts";
import { toInstant } from "./memory-row.ts";
import { memory, person, transcript } from "./schema.ts";

/** Names alone: the evidence of each would be most of a row. */
const names = (list: "people" | "places") =>
  sql`(select coalesce(jsonb_agg(jsonb_build_object('name', thing ->> 'name', 'personId', thing ->> 'personId')), '[]'::jsonb)
    from jsonb_array_elements(${memory.told} -> ${list}) as each(thing))`;
const columns = {
  id: memory.id,
  title: memory.title,
  createdAt: memory.createdAt,
  language: memory.language,
  narratorId: memory.narratorId,
  happened: memory.happened,
  seconds: sql<number>`(${memory.probe} ->> 'seconds')::float8`.mapWith(Number),
  chapter: memory.chapter,
  people: sql<{ name: string; personId: string | null }[]>`${names("people")}`,
  places: sql<{ name: string }[]>`${names("places")}`,
};
const weights = {
  recordedOn: memory.recordedOn,
  chapters: memory.chapters,
  tone: sql<{ primary: string; intensity: number } | null>`(${memory.told} -> 'tone') - 'arc'`,
  words:
    sql<number>`coalesce((select ${transcript.wordCount} from ${transcript} where ${transcript.memoryId} = ${memory.id}), 0)`.mapWith(
      Number,
    ),
};

/** What the timeline and the insights are drawn from, in one round trip each. */
export function createOverviewStore(db: Database): OverviewStore {
  const knowPeople = (familyId: string) =>
    db
      .select({
        id: person.id,
        name: person.name,
        aliases: person.aliases,
        bornOn: person.bornOn,
        diedOn: person.diedOn,
      })
      .from(person)
      .where(eq(person.familyId, familyId))
      .orderBy(person.id);
  const living = (familyId: string) => and(eq(memory.familyId, familyId), isNull(memory.deletedAt));

  return {
    async timeline(viewer, familyId) {
      const [families, people, rows] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        knowPeople(familyId),
        db.select(columns).from(memory).where(living(familyId)),
      ]);
      const [seen] = families;
      return (
        seen && { family: readFamilyRow(seen), people: people.map(readPerson), memories: rows.map(readTold) }
      );
    },

    async insights(viewer, familyId) {
      const [families, people, rows] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        knowPeople(familyId),
        db
          .select({ ...columns, ...weights })
          .from(memory)
          .where(living(familyId)),
      ]);
      const [seen] = families;
      return (
        seen && {
          family: readFamilyRow(seen),
          people: people.map(readPerson),
          memories: rows.map((row) => ({
            ...readTold(row),
            recordedOn: row.recordedOn ?? undefined,
            chapters: row.chapters,
            tone: row.tone ?? undefined,
            words: row.words,
          })),
        }
      );
    },
  };
}

type Selected = Pick<typeof memory.$inferSelect, keyof typeof columns & keyof typeof memory.$inferSelect> & {
  seconds: number;
  people: { name: string; personId: string | null }[];
  places: { name: string }[];
};

function readTold(row: Selected): ToldMemory {
  return {
    id: row.id,
    title: row.title,
    createdAt: toInstant(row.createdAt),
    language: row.language ?? undefined,
    narratorId: row.narratorId ?? undefined,
    happened: row.happened ?? undefined,
    seconds: row.seconds,
    chapter: row.chapter ?? undefined,
    people: row.people.map(readNamed),
    places: row.places.map(({ name }) => name),
  };
}

function readNamed({ name, personId }: { name: string; personId: string | null }): NamedPerson {
  return personId === null ? { name } : { name, personId };
}

function readPerson(
  row: Pick<typeof person.$inferSelect, "id" | "name" | "aliases" | "bornOn" | "diedOn">,
): KnownPerson {
  return { ...row, bornOn: row.bornOn ?? undefined, diedOn: row.diedOn ?? undefined };
}
