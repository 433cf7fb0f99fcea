import { z } from "zod";
import { type ClosedSpan, firstDay, isClosed, lastDay, type Span } from "./happened-span.ts";

/** The stages of a life, by the age at which each begins. */
export const lifeStages = [
  { stage: "before-birth", from: Number.NEGATIVE_INFINITY },
  { stage: "childhood", from: 0 },
  { stage: "youth", from: 13 },
  { stage: "early-adulthood", from: 20 },
  { stage: "middle-life", from: 40 },
  { stage: "later-life", from: 65 },
] as const;
export const lifeStageSchema = z.enum(lifeStages.map(({ stage }) => stage));
export type LifeStage = z.infer<typeof lifeStageSchema>;

/** Whole years of age; the two differ where the birth or the time is not known to the day. */
export const agesSchema = z.object({ from: z.number().int(), to: z.number().int() });
export type Ages = z.infer<typeof agesSchema>;

/** How old somebody was in a span, from the youngest they can have been to the oldest. Below 0: before their birth. */
export function findAges(bornOn: string, span: ClosedSpan): Ages {
  return { from: countYears(lastDay(bornOn), span.first), to: countYears(firstDay(bornOn), span.last) };
}

/**
 * The stage of life that a span falls into: by the middle of the possible ages, and where one end is open by the end
 * that is known.
 */
export function findStage(bornOn: string, span: Span): LifeStage {
  const known = span.first ?? span.last ?? bornOn;
  const { from, to } = findAges(bornOn, isClosed(span) ? span : { first: known, last: known });
  const age = Math.floor((from + to) / 2);
  return lifeStages.findLast((each) => age >= each.from)?.stage ?? "before-birth";
}

/** The years between two days, rounded down as birthdays are counted. */
function countYears(born: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(born.slice(0, 4));
  return day.slice(5) < born.slice(5) ? years - 1 : years;
}
