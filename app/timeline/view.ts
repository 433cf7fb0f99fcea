import { findPlace, yearOf } from "../../core/happened-span.ts";
import type { Timeline, TimelineItem } from "../../core/timeline.ts";
import type { Years } from "../../core/untold-years.ts";

/** What a small card shows of a memory: the page carries no more than this. */
function makeStory({ id, title, language, narrator, happened, seconds, createdAt }: TimelineItem) {
  return { id, title, language, narrator: narrator?.name, happened, seconds, createdAt };
}
export type Story = ReturnType<typeof makeStory>;

export type Entry = { kind: "story"; story: Story } | { kind: "gap"; years: Years };
/** A decade with its stories and the gaps that begin in it, or a gap that begins in a decade without any. */
export type Block =
  | { kind: "decade"; year: number; count: number; entries: Entry[] }
  | { kind: "gap"; years: Years };

/** The timeline by decade, with each gap in its place between the stories. */
export function viewByDecade({ decades, gaps, undated, sharedTimes }: Timeline) {
  const told = new Set(decades.map(({ year }) => year));
  const blocks: Block[] = decades.map(({ year, count, items }) => ({
    kind: "decade",
    year,
    count,
    entries: placeGaps(
      items,
      gaps.filter(({ from }) => startOf(from) === year),
    ),
  }));
  const alone = gaps.filter(({ from }) => !told.has(startOf(from)));
  blocks.push(...alone.map((years): Block => ({ kind: "gap", years })));
  return {
    by: "decade" as const,
    blocks: blocks.toSorted((a, b) => yearOfBlock(a) - yearOfBlock(b)),
    undated: { count: undated.count, stories: undated.items.map(makeStory) },
    sharedTimes: sharedTimes.map(({ memories, span, people, places }) => ({
      stories: memories.map(makeStory),
      years: { from: yearOf(span.first ?? ""), to: yearOf(span.last ?? "") },
      things: [...people, ...places],
    })),
  };
}
export type DecadeView = ReturnType<typeof viewByDecade>;

/** One narrator's life by its stages: the one who is asked for, else the first. */
export function viewByLife({ lives, birthsUnknown }: Timeline, personId: string | null) {
  const life = lives.find(({ person }) => person.id === personId) ?? lives[0];
  return {
    by: "life" as const,
    people: lives.map(({ person: { id, name } }) => ({ id, name })),
    birthsUnknown: birthsUnknown.map(({ name }) => name),
    life: life && {
      person: life.person,
      stages: life.stages.map(({ stage, count, items }) => ({
        stage,
        count,
        stories: items.map((item) => ({ ...makeStory(item), narrator: undefined, ages: item.ages })),
      })),
    },
  };
}
export type LifeView = ReturnType<typeof viewByLife>;

function placeGaps(items: readonly TimelineItem[], gaps: readonly Years[]): Entry[] {
  const entries = items.map((item) => ({
    year: yearOf(findPlace(item.happened) ?? ""),
    entry: { kind: "story", story: makeStory(item) } as Entry,
  }));
  const lines = gaps.map((years) => ({ year: years.from, entry: { kind: "gap", years } as Entry }));
  // No story begins in the first year of a gap, so that no two of different kinds stand in the same year.
  return [...entries, ...lines].toSorted((a, b) => a.year - b.year).map(({ entry }) => entry);
}

function yearOfBlock(block: Block): number {
  return block.kind === "decade" ? block.year : block.years.from;
}

function startOf(year: number): number {
  return year - (year % 10);
}
