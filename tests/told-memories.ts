import fc from "fast-check";
import type { WeighedMemory } from "../core/insights.ts";
import { lifeChapters } from "../core/life-chapters.ts";
import { datePrecisionSchema, type Happened } from "../core/schemas.ts";
import type { KnownPerson } from "../core/timeline-rows.ts";

/** The day on which the tests look back. */
export const today = new Date("2026-11-24T12:00:00Z");

let made = 0;
/** An id that is told apart by its last digits. */
function nextId(): string {
  made += 1;
  return `01990000-0000-7000-8000-${String(made).padStart(12, "0")}`;
}

/** A memory of which nothing is known but what is given. */
export function makeTold(given: Partial<WeighedMemory> = {}): WeighedMemory {
  return {
    id: nextId(),
    title: "The bread oven",
    createdAt: "2026-11-01T10:00:00.000Z",
    narratorId: undefined,
    happened: undefined,
    seconds: 60,
    chapter: undefined,
    people: [],
    places: [],
    recordedOn: undefined,
    language: undefined,
    tone: undefined,
    chapters: [],
    words: 0,
    ...given,
  };
}

/** One of the family's people. */
export function makePerson(name: string, given: Partial<KnownPerson> = {}): KnownPerson {
  return { id: nextId(), name, aliases: [], bornOn: undefined, diedOn: undefined, ...given };
}

const year = fc.oneof(fc.integer({ min: 1850, max: 2030 }), fc.constantFrom(1000, 9999)).map(String);
const month = fc.integer({ min: 0, max: 13 }).map((value) => String(value).padStart(2, "0"));
const day = fc.integer({ min: 0, max: 32 }).map((value) => String(value).padStart(2, "0"));
const vagueDate = fc.oneof(
  year,
  fc.tuple(year, month).map((parts) => parts.join("-")),
  fc.tuple(year, month, day).map((parts) => parts.join("-")),
);
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** Whatever a memory's date may be, the impossible days that the schema lets through among them. */
export const anyHappened: fc.Arbitrary<Happened> = fc.record({
  from: optional(vagueDate),
  to: optional(vagueDate),
  precision: fc.constantFrom(...datePrecisionSchema.options),
});

/** Families of up to four people and forty memories. */
export const anyFamily: fc.Arbitrary<{ memories: WeighedMemory[]; people: KnownPerson[] }> = fc
  .array(
    fc.record({
      name: fc.constantFrom("Rose", "Ida", "José", "Tom"),
      bornOn: optional(vagueDate),
      diedOn: optional(vagueDate),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map(({ name, ...dates }) => makePerson(name, dates)))
  .chain((people) => {
    const memory = fc.record({
      happened: optional(anyHappened),
      narratorId: fc.constantFrom(undefined, ...people.map(({ id }) => id)),
      chapter: fc.constantFrom(undefined, ...lifeChapters),
      people: fc.array(
        fc.constantFrom(
          { name: "Maria" },
          { name: "rose" },
          ...people.map(({ id, name }) => ({ personId: id, name })),
        ),
        { maxLength: 3 },
      ),
      places: fc.array(fc.constantFrom("Graz", "graz", "The mill"), { maxLength: 2 }),
      tone: optional(
        fc.record({ primary: fc.constantFrom("warm", "sad"), intensity: fc.integer({ min: 1, max: 10 }) }),
      ),
      seconds: fc.integer({ min: 0, max: 3600 }),
      words: fc.integer({ min: 0, max: 9000 }),
    });
    return fc.record({
      memories: fc.array(memory, { maxLength: 40 }).map((all) => all.map(makeTold)),
      people: fc.constant(people),
    });
  });
