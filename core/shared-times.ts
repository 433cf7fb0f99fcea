import { type ClosedSpan, countDays, findSpan, isClosed } from "./happened-span.ts";
import { foldName, type ToldMemory } from "./timeline-rows.ts";

/** Two or more memories that may tell of the same time, and what speaks for it. */
export interface SharedTime<Told> {
  memories: Told[];
  /** The days that all of them may speak of. */
  span: ClosedSpan;
  /** Names of people and places in all of them; both empty where the same season is all they share. */
  people: string[];
  places: string[];
}

/** A date wider than a year is no reason to believe that two stories tell of the same time. */
const widestDate = 366;
/** A season at most. */
const narrowDate = 93;
/** More tellings than these of one year and one person are how the family talks, not a find. */
const mostMemories = 5;
const mostFinds = 12;

/**
 * Times that more than one teller remembers. Memories belong together when each is dated within a year, their dates
 * overlap, they come from two tellers at least (those nobody named count as one), and they share a person who tells
 * none of them, or a place, or are each dated to a season, month or day. What is shared by more than five is left out, and the
 * twelve best are kept: those that share most, then those whose common time is shortest. Each kind of reason takes
 * memories in the order of time, so that all members of a find overlap one another.
 */
export function findSharedTimes<
  Told extends Pick<ToldMemory, "id" | "narratorId" | "happened" | "people" | "places">,
>(memories: readonly Told[]): SharedTime<Told>[] {
  const dated = memories
    .flatMap((memory) => {
      const span = findSpan(memory.happened);
      if (!isClosed(span) || memory.happened?.precision === "vague") return [];
      return countDays(span) <= widestDate ? [{ memory, span }] : [];
    })
    .sort((a, b) => compare(a.span.first, b.span.first) || compare(a.memory.id, b.memory.id));
  const byReason = new Map<string, Dated<Told>[]>();
  for (const each of dated) {
    for (const reason of listReasons(each)) {
      const sharing = byReason.get(reason);
      if (sharing) sharing.push(each);
      else byReason.set(reason, [each]);
    }
  }
  const finds = new Map<string, SharedTime<Told>>();
  for (const [reason, sharing] of byReason) {
    for (const group of groupByOverlap(sharing)) {
      if (group.length > mostMemories || !areOfSeveralTellers(group, reason)) continue;
      addFind(finds, group, reason);
    }
  }
  const weigh = ({ people, places }: SharedTime<Told>) => people.length + places.length;
  const found = [...finds.values()].sort(
    (a, b) =>
      weigh(b) - weigh(a) || countDays(a.span) - countDays(b.span) || compare(a.span.first, b.span.first),
  );
  return keepBest(found);
}

interface Dated<Told> {
  memory: Told;
  span: ClosedSpan;
}

function listReasons({ memory, span }: Dated<Pick<ToldMemory, "people" | "places">>): Set<string> {
  const people = memory.people.map(({ personId, name }) => `person ${personId ?? foldName(name)}`);
  const places = memory.places.map((name) => `place ${foldName(name)}`);
  return new Set([...people, ...places, ...(countDays(span) <= narrowDate ? ["season"] : [])]);
}

/** Cuts memories in the order of time into groups that have at least one day in common. */
function groupByOverlap<Told>(sharing: readonly Dated<Told>[]): Dated<Told>[][] {
  const groups: Dated<Told>[][] = [];
  let last = "";
  for (const each of sharing) {
    const group = groups.at(-1);
    if (group && each.span.first <= last) {
      group.push(each);
      last = each.span.last < last ? each.span.last : last;
    } else {
      groups.push([each]);
      last = each.span.last;
    }
  }
  return groups;
}

/** Two tellers at least; that a story speaks of who tells another one is no coincidence. */
function areOfSeveralTellers(
  group: readonly Dated<Pick<ToldMemory, "narratorId">>[],
  reason: string,
): boolean {
  const tellers = new Set(group.map(({ memory }) => memory.narratorId ?? ""));
  return tellers.size > 1 && ![...tellers].some((teller) => reason === `person ${teller}`);
}

function addFind<Told extends Pick<ToldMemory, "id" | "people" | "places">>(
  finds: Map<string, SharedTime<Told>>,
  group: readonly Dated<Told>[],
  reason: string,
): void {
  const memories = group.map(({ memory }) => memory);
  const key = memories.map(({ id }) => id).join();
  const find = finds.get(key) ?? {
    memories,
    span: {
      first: latest(group.map(({ span }) => span.first)),
      last: earliest(group.map(({ span }) => span.last)),
    },
    people: [],
    places: [],
  };
  const [first] = memories;
  const person = first?.people.find(
    ({ personId, name }) => reason === `person ${personId ?? foldName(name)}`,
  );
  const place = first?.places.find((name) => reason === `place ${foldName(name)}`);
  if (person) find.people.push(person.name);
  if (place) find.places.push(place);
  finds.set(key, find);
}

/** The first twelve; of finds that tell of the same memories the better one stays. */
function keepBest<Told extends { id: string }>(found: readonly SharedTime<Told>[]): SharedTime<Told>[] {
  const kept: { find: SharedTime<Told>; ids: Set<string> }[] = [];
  for (const find of found) {
    const ids = new Set(find.memories.map(({ id }) => id));
    const isPart = kept.some((other) => ids.isSubsetOf(other.ids) || other.ids.isSubsetOf(ids));
    if (!isPart) kept.push({ find, ids });
    if (kept.length === mostFinds) break;
  }
  return kept.map(({ find }) => find);
}

function earliest(days: readonly string[]): string {
  return days.toSorted()[0] ?? "";
}

function latest(days: readonly string[]): string {
  return days.toSorted().at(-1) ?? "";
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
