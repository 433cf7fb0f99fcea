import { z } from "zod";
import { countDays, findPlace, findSpan, isClosed, type Span, yearOf } from "./happened-span.ts";
import type { KnownPerson, ToldMemory } from "./timeline-rows.ts";

/** Years, the first and the last included. */
export const yearsSchema = z.object({ from: z.number().int(), to: z.number().int() });
export type Years = z.infer<typeof yearsSchema>;

/** Shorter stretches without a story are life, not a gap. */
const shortestGap = 5;
/** What is told of a longer time than a decade speaks of its beginning and its end; the years between may wait for more. */
const longestCovered = 3653;

/**
 * The years in which a family's life can be told: from the birth of the eldest narrator, or where no birth is known the
 * first dated memory, to today, or where every narrator has died to the last death or dated memory. undefined: nothing
 * is known yet.
 */
export function findLifeCovered(
  memories: readonly Pick<ToldMemory, "narratorId" | "happened">[],
  people: readonly KnownPerson[],
  now: Date,
): Years | undefined {
  const telling = new Set(memories.map(({ narratorId }) => narratorId));
  const narrators = people.filter(({ id }) => telling.has(id));
  const today = now.getUTCFullYear();
  const dated = memories
    .flatMap(({ happened }) => findPlace(happened) ?? [])
    .map(yearOf)
    .filter((year) => year <= today);
  const births = narrators.flatMap(({ bornOn }) => (bornOn ? yearOf(bornOn) : []));
  const from = least(births.length > 0 ? births : dated);
  if (from === undefined || from > today) return undefined;
  const deaths = narrators.flatMap(({ diedOn }) => (diedOn ? yearOf(diedOn) : []));
  const areGone = narrators.length > 0 && deaths.length === narrators.length;
  const to = areGone ? Math.min(today, Math.max(from, greatest([...deaths, ...dated]) ?? today)) : today;
  return { from, to };
}

/** The years that a span speaks of. An open end speaks only of the year that was named. */
export function coverYears(span: Span): Years[] {
  const known = span.first ?? span.last;
  if (!known) return [];
  if (!isClosed(span)) return [{ from: yearOf(known), to: yearOf(known) }];
  const [from, to] = [yearOf(span.first), yearOf(span.last)];
  if (countDays(span) <= longestCovered) return [{ from, to }];
  return [
    { from, to: from },
    { from: to, to },
  ];
}

/** Stretches of five years or more inside the life covered of which no memory speaks. */
export function findGaps(
  memories: readonly Pick<ToldMemory, "narratorId" | "happened">[],
  people: readonly KnownPerson[],
  now: Date,
): Years[] {
  const life = findLifeCovered(memories, people, now);
  if (!life) return [];
  const told = memories
    .flatMap(({ happened }) => coverYears(findSpan(happened) ?? {}))
    .sort((a, b) => a.from - b.from);
  const gaps: Years[] = [];
  let next = life.from;
  for (const { from, to } of [...told, { from: life.to + 1, to: life.to + 1 }]) {
    const end = Math.min(from - 1, life.to);
    if (end - next + 1 >= shortestGap) gaps.push({ from: next, to: end });
    next = Math.max(next, to + 1);
  }
  return gaps;
}

// Spread into Math.min a large family would be more arguments than a call may have.
function least(years: readonly number[]): number | undefined {
  return years.reduce<number | undefined>((best, year) => Math.min(best ?? year, year), undefined);
}
function greatest(years: readonly number[]): number | undefined {
  return years.reduce<number | undefined>((best, year) => Math.max(best ?? year, year), undefined);
}
