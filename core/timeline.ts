import { z } from "zod";
import { findDecade, findPlace, findSpan, isClosed, spanSchema } from "./happened-span.ts";
import { lifeChapterSchema } from "./life-chapters.ts";
import { agesSchema, findAges, findStage, lifeStageSchema, lifeStages } from "./lives.ts";
import { happenedSchema, idSchema, secondsSchema, vagueDateSchema } from "./schemas.ts";
import { findSharedTimes } from "./shared-times.ts";
import type { KnownPerson, ToldMemory } from "./timeline-rows.ts";
import { findGaps, yearsSchema } from "./untold-years.ts";

const namedSchema = z.object({ id: idSchema, name: z.string() });

/** A memory as it stands in the timeline. `happened` is what was said; `span` is the days that it may mean. */
export const timelineItemSchema = z.object({
  id: idSchema,
  title: z.string(),
  language: z.string().optional(),
  narrator: namedSchema.optional(),
  happened: happenedSchema.optional(),
  span: spanSchema.optional(),
  seconds: secondsSchema,
  chapter: lifeChapterSchema.optional(),
  createdAt: z.iso.datetime(),
});
export type TimelineItem = z.infer<typeof timelineItemSchema>;

/** `count` is how many there are, `items` the first of them. */
const groupSchema = z.object({ count: z.number().int(), items: z.array(timelineItemSchema) });

export const timelineSchema = z.object({
  /** Decades of which something is told, by their first year; a memory stands in the one in which it began. */
  decades: z.array(groupSchema.extend({ year: z.number().int() })),
  /** Nobody said when. */
  undated: groupSchema,
  /** The narrators whose birth is known, the eldest first; `count` is how many of their memories are dated. */
  lives: z.array(
    z.object({
      person: namedSchema.extend({ bornOn: vagueDateSchema, diedOn: vagueDateSchema.optional() }),
      count: z.number().int(),
      stages: z.array(
        groupSchema.extend({
          stage: lifeStageSchema,
          /** `ages` is missing where the time has an open end. */
          items: z.array(timelineItemSchema.extend({ ages: agesSchema.optional() })),
        }),
      ),
    }),
  ),
  /** Narrators whose birth nobody has written down yet: their lives can't be drawn. */
  birthsUnknown: z.array(namedSchema),
  /** Times of which more than one teller may speak, and the names that speak for it. */
  sharedTimes: z.array(
    z.object({
      memories: z.array(timelineItemSchema),
      span: spanSchema,
      people: z.array(z.string()),
      places: z.array(z.string()),
    }),
  ),
  /** Years, the first and last included, of which nothing is told. */
  gaps: z.array(yearsSchema),
});
export type Timeline = z.infer<typeof timelineSchema>;

/** How much of a timeline is sent: the rest is found by its decade, or by its narrator and years. */
export const timelineBounds = { items: 50, itemsOfStage: 12, lives: 20 } as const;

/**
 * Draws the timeline of a family's memories: each stands once in its decade, or apart when nobody said when it was, and
 * once more in its narrator's life. What is vague keeps its words; its span says how wide it is.
 */
export function drawTimeline(
  memories: readonly ToldMemory[],
  people: readonly KnownPerson[],
  now: Date,
): Timeline {
  const byId = new Map(people.map((person) => [person.id, person]));
  const placed = memories
    .map((memory) => ({ memory, item: makeItem(memory, byId), place: findPlace(memory.happened) }))
    .sort((a, b) => compare(a.place ?? "", b.place ?? "") || compare(a.memory.id, b.memory.id));
  const dated = placed.flatMap(({ place, ...rest }) => (place ? [{ ...rest, place }] : []));
  const undated = placed.filter(({ place }) => !place);
  const items = new Map(placed.map(({ memory, item }) => [memory.id, item]));
  const narrators = new Set(memories.map(({ narratorId }) => narratorId));
  const telling = people.filter(({ id }) => narrators.has(id)).sort(byBirth);
  const byNarrator = Map.groupBy(dated, ({ memory }) => memory.narratorId);
  return {
    decades: [...Map.groupBy(dated, ({ place }) => findDecade(place))].map(([year, inside]) => ({
      year,
      ...group(inside),
    })),
    undated: group(undated),
    lives: telling.flatMap(({ id, name, bornOn, diedOn }) => {
      if (!bornOn) return [];
      const own = byNarrator.get(id) ?? [];
      const stages = Map.groupBy(own, ({ item }) => findStage(bornOn, item.span ?? {}));
      return {
        person: { id, name, bornOn, diedOn },
        count: own.length,
        stages: lifeStages.flatMap(({ stage }) => {
          const inside = stages.get(stage) ?? [];
          const aged = inside.map(({ item }) => ({ item: addAges(item, bornOn) }));
          return aged.length > 0 ? { stage, ...group(aged) } : [];
        }),
      };
    }),
    birthsUnknown: telling.filter(({ bornOn }) => !bornOn).map(({ id, name }) => ({ id, name })),
    sharedTimes: findSharedTimes(memories).map((shared) => ({
      ...shared,
      memories: shared.memories.flatMap(({ id }) => items.get(id) ?? []),
    })),
    gaps: findGaps(memories, people, now),
  };
}

/**
 * Cuts a timeline down to what can be sent: the first 50 memories of a decade, the first 12 of a stage of life, and the
 * 20 narrators who tell most. The counts stay whole.
 */
export function boundTimeline(timeline: Timeline): Timeline {
  const { items: most, itemsOfStage, lives: mostLives } = timelineBounds;
  const cut = <Item, Group extends { items: Item[] }>(whole: Group, count: number) => ({
    ...whole,
    items: whole.items.slice(0, count),
  });
  const tellingMost = new Set(timeline.lives.toSorted((a, b) => b.count - a.count).slice(0, mostLives));
  return {
    ...timeline,
    decades: timeline.decades.map((decade) => cut(decade, most)),
    undated: cut(timeline.undated, most),
    lives: timeline.lives
      .filter((life) => tellingMost.has(life))
      .map((life) => ({ ...life, stages: life.stages.map((stage) => cut(stage, itemsOfStage)) })),
    birthsUnknown: timeline.birthsUnknown.slice(0, mostLives),
  };
}

function makeItem(memory: ToldMemory, people: ReadonlyMap<string, KnownPerson>): TimelineItem {
  const { id, title, language, happened, seconds, chapter, createdAt } = memory;
  const narrator = memory.narratorId === undefined ? undefined : people.get(memory.narratorId);
  return {
    id,
    title,
    language,
    narrator: narrator && { id: narrator.id, name: narrator.name },
    happened,
    span: findSpan(happened),
    seconds,
    chapter,
    createdAt,
  };
}

function addAges(item: TimelineItem, bornOn: string) {
  return { ...item, ages: isClosed(item.span) ? findAges(bornOn, item.span) : undefined };
}

function group<Item>(members: readonly { item: Item }[]): { count: number; items: Item[] } {
  return { count: members.length, items: members.map(({ item }) => item) };
}

function byBirth(a: KnownPerson, b: KnownPerson): number {
  return compare(a.bornOn ?? "~", b.bornOn ?? "~") || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
