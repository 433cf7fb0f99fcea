import { and, eq, gt, inArray, isNotNull, isNull, lt, notExists, or, sql } from "drizzle-orm";
import type { FamilyPurgeStore } from "../../core/queue-stores.ts";
import { asSystem, type Database } from "./database.ts";
import { family, interview, memory, person } from "./schema.ts";

/** How much one step does at most: the next one comes in a minute. */
const atOnce = { memories: 200, photos: 100, interviews: 100, families: 20 };
// A minute late, so that whoever kept the family in its last second isn't overtaken.
const isOver = lt(family.deleteAfter, sql`now() - interval '1 minute'`);

/** The end of families whose days of grace are over: their memories by way of the pipeline, then the rest. */
export function createFamilyPurgeStore(db: Database): FamilyPurgeStore {
  const unmarked = db
    .select({ id: memory.id })
    .from(memory)
    .innerJoin(family, eq(family.id, memory.familyId))
    .where(and(isOver, or(isNull(memory.deletedAt), isNull(memory.eraseAt), gt(memory.eraseAt, sql`now()`))))
    .limit(atOnce.memories);
  const pictured = and(eq(person.familyId, family.id), isNotNull(person.photoKey));
  const emptied = db
    .select({ id: family.id })
    .from(family)
    .where(
      and(
        isOver,
        notExists(db.select({ one: sql`1` }).from(memory).where(eq(memory.familyId, family.id))),
        notExists(db.select({ one: sql`1` }).from(person).where(pictured)),
        notExists(db.select({ one: sql`1` }).from(interview).where(eq(interview.familyId, family.id))),
      ),
    )
    .limit(atOnce.families);

  return {
    async advance() {
      const [marked, photos, interviews, erased] = await asSystem(db, [
        db
          .update(memory)
          .set({
            deletedAt: sql`coalesce(${memory.deletedAt}, now())`,
            eraseAt: sql`now()`,
            wakeAt: sql`now()`,
            attempts: 0,
            version: sql`${memory.version} + 1`,
          })
          .where(inArray(memory.id, unmarked))
          .returning({ id: memory.id }),
        db
          .select({ familyId: family.id, personId: person.id, key: person.photoKey })
          .from(family)
          .innerJoin(person, pictured)
          .where(isOver)
          .limit(atOnce.photos),
        db
          .select({ id: interview.id })
          .from(family)
          .innerJoin(interview, eq(interview.familyId, family.id))
          .where(isOver)
          .limit(atOnce.interviews),
        db.delete(family).where(inArray(family.id, emptied)).returning({ id: family.id }),
      ]);
      return {
        memoryIds: marked.map(({ id }) => id),
        photos: photos.flatMap(({ key, ...of }) => (key ? [{ ...of, key }] : [])),
        interviewIds: interviews.map(({ id }) => id),
        erasedFamilyIds: erased.map(({ id }) => id),
      };
    },

    async forgetPhoto({ familyId, personId, key }) {
      await asSystem(db, [
        db
          .update(person)
          .set({ photoKey: null })
          .where(and(eq(person.id, personId), eq(person.familyId, familyId), eq(person.photoKey, key))),
      ]);
    },

    async forgetInterview(interviewId) {
      await asSystem(db, [db.delete(interview).where(eq(interview.id, interviewId))]);
    },
  };
}
