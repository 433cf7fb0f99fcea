import { z } from "zod";
import { findDecade, findPlace, findSpan } from "./happened-span.ts";
import { lifeChapterSchema, lifeChapters } from "./life-chapters.ts";
import { idSchema, secondsSchema } from "./schemas.ts";
import { foldName, type KnownPerson, type ToldMemory } from "./timeline-rows.ts";
import { coverYears, findLifeCovered, type Years, yearsSchema } from "./untold-years.ts";

/** What the insights need to know of a memory beside its place in time. */
export interface WeighedMemory extends ToldMemory {
  /** As far as it is known when the story was told: 2026, 2026-11 or 2026-11-24. */
  recordedOn: string | undefined;
  tone: { primary: string; intensity: number } | undefined;
  /** All life chapters that it belongs to. */
  chapters: ToldMemory["chapter"][];
  /** How many words were heard. */
  words: number;
}

const count = z.number().int();
const namedSchema = z.object({ id: idSchema, name: z.string() });

export const insightsSchema = z.object({
  stories: count,
  seconds: secondsSchema,
  words: count,
  /** Month by month, those without a story too, the latest 24 at most: by the day of the recording, else of its arrival. */
  months: z.array(z.object({ month: z.string(), stories: count })),
  /** All eight. `stories` have it as their first chapter, `touching` as another one. */
  chapters: z.array(z.object({ chapter: lifeChapterSchema, stories: count, touching: count })),
  /** In how many stories somebody is spoken of, the most first, 12 at most; likewise the places. */
  people: z.array(z.object({ personId: idSchema.optional(), name: z.string(), stories: count })),
  places: z.array(z.object({ name: z.string(), stories: count })),
  /** By the decade in which the stories happened: how strong the feelings are (1–10, mean) and which. */
  tone: z.array(
    z.object({
      decade: count,
      stories: count,
      intensity: z.number().min(1).max(10),
      tones: z.array(z.object({ tone: z.string(), stories: count })),
    }),
  ),
  /** Who tells, the most first, 50 at most; without a person: stories of which nobody said who tells them. */
  narrators: z.array(z.object({ person: namedSchema.optional(), stories: count, seconds: secondsSchema })),
  languages: z.array(z.object({ language: z.string(), stories: count })),
  missing: z.object({
    chapters: z.array(lifeChapterSchema),
    /** Decades of which nothing is told; the first and the last are cut to the years that can be told of. */
    decades: z.array(yearsSchema),
    /** Of the family's people those who neither tell nor are spoken of, 50 at most. */
    people: z.array(namedSchema),
    /** Narrators of whom there is one story only, 50 at most. */
    singleStories: z.array(namedSchema),
  }),
});
export type Insights = z.infer<typeof insightsSchema>;

const mostMonths = 24;
const mostNames = 12;
const mostNarrators = 50;
const mostMissing = 50;

/** What a family's memories say about themselves, and what is missing among them. */
export function findInsights(
  memories: readonly WeighedMemory[],
  people: readonly KnownPerson[],
  now: Date,
): Insights {
  const spokenOf = countPeople(memories, people);
  const narrators = countNarrators(memories, people);
  const chapters = lifeChapters.map((chapter) => ({
    chapter,
    stories: memories.filter((memory) => memory.chapter === chapter).length,
    touching: memories.filter((memory) => memory.chapter !== chapter && memory.chapters.includes(chapter))
      .length,
  }));
  const known = new Set([
    ...spokenOf.map(({ personId }) => personId),
    ...narrators.map(({ person }) => person?.id),
  ]);
  return {
    stories: memories.length,
    seconds: sum(memories.map(({ seconds }) => seconds)),
    words: sum(memories.map(({ words }) => words)),
    months: countMonths(memories, now),
    chapters,
    people: spokenOf.slice(0, mostNames),
    places: countPlaces(memories).slice(0, mostNames),
    tone: weighTone(memories),
    narrators: narrators.slice(0, mostNarrators),
    languages: tally(memories.flatMap(({ language }) => language ?? [])).map(([language, stories]) => ({
      language,
      stories,
    })),
    missing: {
      chapters: chapters
        .filter(({ stories, touching }) => stories + touching === 0)
        .map(({ chapter }) => chapter),
      decades: findUntoldDecades(memories, people, now),
      people: people
        .filter(({ id }) => !known.has(id))
        .slice(0, mostMissing)
        .map(({ id, name }) => ({ id, name })),
      singleStories: narrators
        .flatMap(({ person, stories }) => (person && stories === 1 ? person : []))
        .slice(0, mostMissing),
    },
  };
}

/** How many stories speak of each person. A name that one of the family's people bears is that person. */
function countPeople(memories: readonly WeighedMemory[], people: readonly KnownPerson[]): Insights["people"] {
  const byId = new Map(people.map((person) => [person.id, person]));
  const byName = new Map<string, KnownPerson | undefined>();
  for (const person of people) {
    for (const name of new Set([person.name, ...person.aliases].map(foldName))) {
      // Of a name that several bear nobody knows who is meant.
      byName.set(name, byName.has(name) ? undefined : person);
    }
  }
  const names = new Map<string, { personId: string | undefined; name: string }>();
  const mentions = memories.flatMap((memory) => {
    const keys = memory.people.map(({ personId, name }) => {
      const person = (personId && byId.get(personId)) || byName.get(foldName(name));
      const key = person?.id ?? foldName(name);
      if (!names.has(key)) names.set(key, { personId: person?.id, name: person?.name ?? name });
      return key;
    });
    return [...new Set(keys)];
  });
  return tally(mentions).flatMap(([key, stories]) => {
    const named = names.get(key);
    return named ? { ...named, stories } : [];
  });
}

function countPlaces(memories: readonly WeighedMemory[]): Insights["places"] {
  const names = new Map<string, string>();
  const mentions = memories.flatMap(({ places }) => {
    for (const name of places) if (!names.has(foldName(name))) names.set(foldName(name), name);
    return [...new Set(places.map(foldName))];
  });
  return tally(mentions).map(([key, stories]) => ({ name: names.get(key) ?? key, stories }));
}

function countNarrators(
  memories: readonly WeighedMemory[],
  people: readonly KnownPerson[],
): Insights["narrators"] {
  const byId = new Map(people.map(({ id, name }) => [id, { id, name }]));
  return [...Map.groupBy(memories, ({ narratorId }) => narratorId)]
    .map(([narratorId, own]) => ({
      person: narratorId === undefined ? undefined : byId.get(narratorId),
      stories: own.length,
      seconds: sum(own.map(({ seconds }) => seconds)),
    }))
    .sort((a, b) => b.stories - a.stories || b.seconds - a.seconds);
}

function countMonths(memories: readonly WeighedMemory[], now: Date): Insights["months"] {
  const told = memories.map(({ recordedOn, createdAt }) =>
    (recordedOn && recordedOn.length >= 7 ? recordedOn : createdAt).slice(0, 7),
  );
  const first = told.toSorted()[0] ?? "~";
  const counts = new Map(tally(told));
  const months: Insights["months"] = [];
  for (let back = 0; back < mostMonths; back++) {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back))
      .toISOString()
      .slice(0, 7);
    if (month < first) break;
    months.unshift({ month, stories: counts.get(month) ?? 0 });
  }
  return months;
}

function weighTone(memories: readonly WeighedMemory[]): Insights["tone"] {
  const felt = memories.flatMap(({ happened, tone }) => {
    const place = findPlace(happened);
    return place && tone ? [{ decade: findDecade(place), ...tone }] : [];
  });
  return [...Map.groupBy(felt, ({ decade }) => decade)]
    .sort(([a], [b]) => a - b)
    .map(([decade, inside]) => ({
      decade,
      stories: inside.length,
      intensity: sum(inside.map(({ intensity }) => intensity)) / inside.length,
      tones: tally(inside.map(({ primary }) => primary.toLowerCase())).map(([tone, stories]) => ({
        tone,
        stories,
      })),
    }));
}

function findUntoldDecades(
  memories: readonly WeighedMemory[],
  people: readonly KnownPerson[],
  now: Date,
): Years[] {
  const life = findLifeCovered(memories, people, now);
  if (!life) return [];
  const told = new Set(
    memories
      .flatMap(({ happened }) => coverYears(findSpan(happened) ?? {}))
      .flatMap(({ from, to }) => [from - (from % 10), to - (to % 10)]),
  );
  const decades: Years[] = [];
  for (let decade = life.from - (life.from % 10); decade <= life.to; decade += 10) {
    if (told.has(decade)) continue;
    decades.push({ from: Math.max(decade, life.from), to: Math.min(decade + 9, life.to) });
  }
  return decades;
}

/** How often each thing is there, the most first, then by name. */
function tally(things: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const thing of things) counts.set(thing, (counts.get(thing) ?? 0) + 1);
  return [...counts].sort(([a, most], [b, next]) => next - most || (a < b ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
