import { z } from "zod";
import type { Happened } from "./schemas.ts";

/** The days in which something happened, as far as they are known. An end without a day is open. */
export const spanSchema = z.object({
  first: z.iso.date().optional(),
  last: z.iso.date().optional(),
});
export type Span = z.infer<typeof spanSchema>;
/** A span whose two ends are known. */
export type ClosedSpan = Required<Span>;

/** A person who says "around 1956" is believed to the second year before and after it. */
const yearsAround = 2;

/**
 * The first and the last day in which something may have happened; undefined when nobody named a time.
 * A month, season, year or decade reaches from its first day to its last, a date with only an end ("before the war") has
 * no first day, and a vague one is two years wider than what was named.
 */
export function findSpan(happened: Happened | undefined): Span | undefined {
  const named = happened?.from ?? happened?.to;
  if (!happened || !named) return undefined;
  if (!happened.from) return { last: lastDay(named) };
  const { from, to = from, precision } = happened;
  const [start, end] = inOrder(from, to);
  const span = { first: firstDay(start), last: lastDay(end) };
  if (precision === "vague" && !happened.to) {
    return { first: moveYears(span.first, -yearsAround), last: moveYears(span.last, yearsAround) };
  }
  if (precision === "decade" && !happened.to) {
    const decade = start.slice(0, 3);
    return { first: `${decade}0-01-01`, last: `${decade}9-12-31` };
  }
  if (precision === "season" && end === start) return findSeason(start) ?? span;
  return span;
}

/** The day by which something stands in the order of time: the first that was named, else the last. */
export function findPlace(happened: Happened | undefined): string | undefined {
  if (happened?.from) return firstDay(inOrder(happened.from, happened.to ?? happened.from)[0]);
  return happened?.to ? lastDay(happened.to) : undefined;
}

/** Whoever wrote the two ends the wrong way round meant the time between them. */
function inOrder(from: string, to: string): [string, string] {
  return firstDay(from) <= lastDay(to) ? [from, to] : [to, from];
}

/** The first year of the decade in which a day lies. */
export function findDecade(day: string): number {
  return Number(`${day.slice(0, 3)}0`);
}

/** The year of a day. */
export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/** How many days a span has, its first and last included. */
export function countDays({ first, last }: ClosedSpan): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86_400_000) + 1;
}

/** Whether both ends of a span are known. */
export function isClosed(span: Span | undefined): span is ClosedSpan {
  return span?.first !== undefined && span.last !== undefined;
}

/** The first day of 1956, 1956-07 or 1956-07-14. A month or day that no calendar has is the nearest one. */
export function firstDay(date: string): string {
  const { year, month, day } = split(date);
  return join(year, month ?? 1, day ?? 1);
}

/** The last day of 1956, 1956-07 or 1956-07-14. */
export function lastDay(date: string): string {
  const { year, month, day } = split(date);
  return join(year, month ?? 12, day ?? 31);
}

/** The three months, the winter's included, that the month of a date begins or belongs to. */
function findSeason(date: string): ClosedSpan | undefined {
  const { year, month } = split(date);
  if (!month) return undefined;
  const before = month % 3;
  return {
    first: firstDay(moveMonths(year, month, -before)),
    last: lastDay(moveMonths(year, month, 2 - before)),
  };
}

function moveMonths(year: number, month: number, months: number): string {
  const moved = year * 12 + (month - 1) + months;
  return join(Math.floor(moved / 12), (((moved % 12) + 12) % 12) + 1, 1).slice(0, 7);
}

function moveYears(day: string, years: number): string {
  const { year, month = 1, day: ofMonth = 1 } = split(day);
  return join(year + years, month, ofMonth);
}

function split(date: string): { year: number; month: number | undefined; day: number | undefined } {
  const part = (start: number, most: number) =>
    date.length > start ? Math.min(most, Math.max(1, Number(date.slice(start, start + 2)))) : undefined;
  return { year: Number(date.slice(0, 4)), month: part(5, 12), day: part(8, 31) };
}

const daysOfMonths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function join(year: number, month: number, day: number): string {
  const known = Math.min(9999, Math.max(1, year));
  const isLeap = known % 4 === 0 && (known % 100 !== 0 || known % 400 === 0);
  const last = month === 2 && isLeap ? 29 : (daysOfMonths[month - 1] ?? 31);
  return `${pad(known, 4)}-${pad(month, 2)}-${pad(Math.min(day, last), 2)}`;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, "0");
}
