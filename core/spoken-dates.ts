import type { EnrichmentDraft } from "./enrichment-draft.ts";
import { type Happened, vagueDateSchema } from "./schemas.ts";
import type { Token } from "./spoken-tokens.ts";

/** What spoken words say of a date, each part on its own. */
export interface DateReading {
  years: Set<number>;
  /** First years of decades. */
  decades: Set<number>;
  /** Years and decades without their century ('56, the fifties), 0–99. */
  shortYears: Set<number>;
  shortDecades: Set<number>;
  /** 1–12. */
  months: Set<number>;
  /** 1–31. */
  days: Set<number>;
  season: boolean;
  /** Years before the recording ("two years ago", "last year"). */
  yearsAgo: Set<number>;
}

const seasons = new Set(
  (
    "spring summer autumn fall winter fruhling fruhjahr sommer herbst printemps ete automne hiver primavera verano otono " +
    "invierno estate autunno inverno verao outono wiosna lato latem jesien jesienia zima"
  ).split(" "),
);

/** The months' names as a language says them, in the form that tokens have, with the number of the month. */
function monthsOf(language: string): Map<string, number> {
  const names = new Map<string, number>();
  const plain = (name: string) =>
    name
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\u0300-\u036f.]/gu, "")
      .replaceAll("ł", "l");
  const forms: Intl.DateTimeFormatOptions[] = [
    { month: "long" },
    { month: "short" },
    { month: "long", day: "numeric" },
  ];
  for (const form of forms) {
    const format = new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" });
    for (let month = 0; month < 12; month++) {
      const parts = format.formatToParts(Date.UTC(2000, month, 1));
      const name = plain(parts.find((part) => part.type === "month")?.value ?? "");
      if (/\p{L}{3}/u.test(name)) names.set(name, month + 1);
    }
  }
  return names;
}

const monthsByLanguage = new Map<string, Map<string, number>>();

/** A language's months beside the English ones. */
function listMonths(language: string): Map<string, number> {
  let months = monthsByLanguage.get(language);
  if (!months) {
    // Not every tag that a transcriber answers is one that Intl knows.
    const known =
      /^[a-z]{2,3}$/u.test(language) && Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
    months = new Map([...(known ? monthsOf(language) : []), ...monthsOf("en")]);
    monthsByLanguage.set(language, months);
  }
  return months;
}

/** Reads what tokens say of dates. */
export function readDate(tokens: readonly Token[], language: string): DateReading {
  const months = listMonths(language);
  const reading: DateReading = {
    years: new Set(),
    decades: new Set(),
    shortYears: new Set(),
    shortDecades: new Set(),
    months: new Set(),
    days: new Set(),
    season: false,
    yearsAgo: new Set(),
  };
  for (const [at, { text }] of tokens.entries()) {
    const value = Number.parseInt(text, 10);
    if (/^(1\d|20)\d\d$/u.test(text)) reading.years.add(value);
    else if (/^(1\d|20)\d0s$/u.test(text)) reading.decades.add(value);
    else if (/^\d0s$/u.test(text)) reading.shortDecades.add(value);
    else if (/^\d{1,2}$/u.test(text)) {
      if (text.length === 2 && (value > 31 || !isBesideMonth(tokens, at, months)))
        reading.shortYears.add(value);
      if (value >= 1 && value <= 31) reading.days.add(value);
      if (/^years?$/u.test(tokens[at + 1]?.text ?? "") && tokens[at + 2]?.text === "ago")
        reading.yearsAgo.add(value);
    } else if (seasons.has(text)) reading.season = true;
    const month = months.get(text);
    if (month) reading.months.add(month);
    if (tokens[at + 1]?.text === "year") {
      if (text === "last") reading.yearsAgo.add(1);
      if (text === "this") reading.yearsAgo.add(0);
    }
  }
  return reading;
}

/** A small number beside a month is its day: "July 14", "the fourteenth of July". */
function isBesideMonth(tokens: readonly Token[], at: number, months: ReadonlyMap<string, number>): boolean {
  const after = /^(?:of|de|di|do)$/u.test(tokens[at + 1]?.text ?? "") ? at + 2 : at + 1;
  return [at - 1, after].some((near) => months.has(tokens[near]?.text ?? ""));
}

/** Whether a reading says when something was, not merely in which month or season of some year. */
export function saysWhen(reading: DateReading): boolean {
  const { years, decades, shortYears, shortDecades, yearsAgo } = reading;
  return [years, decades, shortYears, shortDecades, yearsAgo].some((set) => set.size > 0);
}

/** A span of vague dates; both ends undefined where nothing of it was said. */
type Span = Pick<Happened, "from" | "to" | "precision">;

/**
 * What remains of a model's dates after the spoken words: a year must be said (in full, without its century, by its
 * decade, or as years before the recording), a month and a day must be said to be kept, and what is more exact than the
 * words is cut back to them. Dates that contradict the words are dropped; then only the text remains, `vague`.
 */
export function settleDate(
  claimed: Pick<EnrichmentDraft["dates"][number], "from" | "to" | "precision">,
  reading: DateReading,
  recordedOn: string | undefined,
): Span {
  const recordedYear = recordedOn === undefined ? undefined : Number.parseInt(recordedOn, 10);
  const from = settleEnd(claimed.from, reading, recordedYear);
  const to = settleEnd(claimed.to, reading, recordedYear);
  const anchor = from ?? to;
  if (!anchor || (claimed.from !== null && !from)) return { precision: "vague" };
  if (anchor.decade !== undefined) return settleDecade(anchor.decade, from?.date, to?.date);
  const inOrder = from && to && to.date.padEnd(10, "-99") >= from.date ? to.date : undefined;
  const end = from ? inOrder : to?.date;
  const span = { from: from?.date, to: end === from?.date ? undefined : end };
  if (anchor.date.length === 10) return { ...span, precision: "day" };
  if (anchor.date.length === 7 && !(reading.season && claimed.precision === "season")) {
    return { ...span, precision: "month" };
  }
  return { ...span, precision: reading.season && claimed.precision === "season" ? "season" : "year" };
}

function settleDecade(decade: number, from: string | undefined, to: string | undefined): Span {
  const inside = (date: string | undefined) => date?.slice(0, 3) === `${decade}`.slice(0, 3);
  const start = inside(from) ? from?.slice(0, 4) : undefined;
  const end = inside(to) ? to?.slice(0, 4) : undefined;
  return {
    from: start ?? `${decade}`,
    to: end !== undefined && end > (start ?? "") ? end : `${decade + 9}`,
    precision: "decade",
  };
}

interface SettledEnd {
  date: string;
  /** The first year of the decade, where no more than that was said. */
  decade?: number;
}

function settleEnd(
  claimed: string | null,
  reading: DateReading,
  recordedYear: number | undefined,
): SettledEnd | undefined {
  if (claimed === null || !vagueDateSchema.safeParse(claimed).success) return undefined;
  const [year = "", month, day] = claimed.split("-");
  const yearNumber = Number(year);
  if (!isCalendarDate(yearNumber, Number(month ?? 1), Number(day ?? 1))) return undefined;
  if (!saysYear(yearNumber, reading, recordedYear)) {
    const decade = yearNumber - (yearNumber % 10);
    return saysDecade(decade, reading, recordedYear) ? { date: claimed, decade } : undefined;
  }
  const monthSaid = month !== undefined && (reading.months.has(Number(month)) || reading.season);
  if (!monthSaid) return { date: year };
  const daySaid = day !== undefined && reading.months.has(Number(month)) && reading.days.has(Number(day));
  return { date: daySaid ? claimed : `${year}-${month}` };
}

function saysYear(year: number, reading: DateReading, recordedYear: number | undefined): boolean {
  if (reading.years.has(year)) return true;
  if (recordedYear !== undefined && reading.yearsAgo.has(recordedYear - year)) return true;
  return isLivingMemory(year, recordedYear) && reading.shortYears.has(year % 100);
}

function saysDecade(decade: number, reading: DateReading, recordedYear: number | undefined): boolean {
  if (reading.decades.has(decade)) return true;
  return isLivingMemory(decade, recordedYear) && reading.shortDecades.has(decade % 100);
}

/** A year said without its century is one of the last century or of this one, never after the recording. */
function isLivingMemory(year: number, recordedYear: number | undefined): boolean {
  return year >= 1900 && year <= Math.min(2099, recordedYear ?? 2099);
}

function isCalendarDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
