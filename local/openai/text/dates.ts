import nlp from "compromise";
import compromiseDates from "compromise-dates";
import { quoteAround, type Sentence } from "./sentences.ts";
import { decadePattern, numberPattern, readDecade, readYear, yearPattern } from "./spoken-years.ts";

const calendar = nlp.extend(compromiseDates);

export type Precision = "day" | "month" | "season" | "year" | "decade" | "vague";

/** A time that the narrator named; `from` and `to` are 1956, 1956-07 or 1956-07-14, as exact as it was said. */
export interface NamedDate {
  text: string;
  from: string | null;
  to: string | null;
  precision: Precision;
  quote: string;
  sentence: number;
}

type Span = Pick<NamedDate, "from" | "to" | "precision">;
/** Reads a match; undefined: it isn't a date after all. */
type Reader = (match: RegExpExecArray, recordedOn: string | undefined) => Span | undefined;

const vague: Span = { from: null, to: null, precision: "vague" };
const month = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const ordinal =
  "(?:\\d{1,2}(?:st|nd|rd|th)?|(?:twenty|thirty)[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)";
const season = "(?:spring|summer|fall|autumn|winter)";
const holiday =
  "(?:Christmas(?: Eve| Day)?|Easter(?: Sunday)?|Thanksgiving|Halloween|New Year's(?: Eve| Day)?|(?:the )?Fourth of July)";
const link = ",? (?:of |in )?";

/** What people call times, the most exact first: a stretch that one of them took is not read again. */
const grammars: { pattern: RegExp; read: Reader }[] = [
  grammar(`(?:the )?(${ordinal}) (?:day )?of (${month})${link}(${yearPattern})`, ([, day, name, year]) =>
    readDay(`${name} ${day}`, year),
  ),
  grammar(`(${month}) (?:the )?(${ordinal})${link}(${yearPattern})`, ([, name, day, year]) =>
    readDay(`${name} ${day}`, year),
  ),
  grammar(`(${holiday})${link}(${yearPattern})`, ([, name, year]) => readDay(name ?? "", year)),
  grammar(`(${month})${link}(${yearPattern})`, ([, name, year]) => {
    const day = readDay(`${name} 1`, year)?.from?.slice(0, 7);
    return day ? { from: day, to: day, precision: "month" } : undefined;
  }),
  grammar(`(?:the )?(?:early |late )?(${season})${link}(${yearPattern})`, ([, name, year]) =>
    readSeason(name, year),
  ),
  grammar(
    `(?:from|between) (${yearPattern}) (?:to|until|till|through|and) (${yearPattern})`,
    ([, from, to]) => {
      const [first, last] = [readYear(from ?? ""), readYear(to ?? "")];
      return first && last && first <= last
        ? { from: `${first}`, to: `${last}`, precision: "year" }
        : undefined;
    },
  ),
  grammar(decadePattern, ([text]) => {
    const first = readDecade(text);
    return first ? { from: `${first}`, to: `${first + 9}`, precision: "decade" } : undefined;
  }),
  // After these words a number of four digits is a year whatever follows; elsewhere it may count things.
  grammar(
    `(?<=\\b(?:in|since|until|year|early|late|mid|during|back in|born|summer|till)[ -])${yearPattern}`,
    ([text]) => readWholeYear(text),
  ),
  grammar(`${yearPattern}(?=[.,;:!?]|$| (?:was|when|we|I|my|and|he|she|they|to|until|or|it)\\b)`, ([text]) =>
    /^['’]/.test(text) ? undefined : readWholeYear(text),
  ),
  grammar("(?:yesterday|last (?:week|month|year|spring|summer|fall|autumn|winter))", readRelative),
  grammar(`(?:${numberPattern}|a) years? ago`, readRelative),
  grammar(
    `when (?:I|he|she|we|they) (?:was|were) (?:(?:about|only|just|still|maybe|around) )?(?:(?:a |just )?(?:little |young |small )*(?:boy|girl|kid|child|baby|teenager)|kids|children|little|young|small|${numberPattern}(?: and a half)?(?: years old)?)\\b`,
    () => vague,
  ),
  grammar(
    `(?:I|he|she|we) (?:was|were) (?:(?:about|only|just|still|maybe|around) )?${numberPattern}(?: years old\\b|(?=[.,;!]| when\\b| and (?:I|he|she|we|my)\\b))`,
    () => vague,
  ),
  grammar(`(?:at the age of|at age) ${numberPattern}\\b`, () => vague),
  grammar(
    "(?:before|during|after|until|since) the (?:Second World War|First World War|war|Depression)",
    () => vague,
  ),
  grammar(`(?:${numberPattern}|a few|some|many) (?:weeks|months|years) (?:later|after that)`, () => vague),
  grammar(
    `(?:that|the next|the following|the same|one) (?:${season}|Christmas|Easter|Thanksgiving)\\b`,
    () => vague,
  ),
  grammar(`${month} (?:the )?${ordinal}\\b(?! \\p{L}+s\\b)`, () => vague),
  grammar(`(?<=\\b(?:[Ii]n|[Ee]arly|[Ll]ate) )${month}\\b`, () => vague),
];

/** The times that a story names, each once, in its order. `recordedOn` (a date) is what "last summer" counts from. */
export function findDates(sentences: Sentence[], recordedOn: string | undefined): NamedDate[] {
  const dates = sentences.flatMap(({ text: sentence, index }) => {
    const taken: { start: number; end: number }[] = [];
    const found: (NamedDate & { start: number })[] = [];
    for (const { pattern, read } of grammars) {
      for (const match of sentence.matchAll(pattern)) {
        const start = match.index;
        const end = start + match[0].length;
        if (taken.some((other) => start < other.end && other.start < end)) continue;
        const span = read(match, recordedOn);
        if (!span) continue;
        taken.push({ start, end });
        const text = match[0];
        found.push({ text, ...span, quote: quoteAround(sentence, text), sentence: index, start });
      }
    }
    return found.sort((a, b) => a.start - b.start).map(({ start: _start, ...date }) => date);
  });
  return [...Map.groupBy(dates, ({ text }) => text.toLowerCase()).values()].flatMap(([first]) => first ?? []);
}

/** The index of the time in which the story took place: the year named most, births left out where that is possible. */
export function chooseHappened(dates: NamedDate[]): number | null {
  const exact = dates.flatMap((date, index) =>
    date.precision === "vague" || !date.from ? [] : [{ ...date, index, year: date.from.slice(0, 4) }],
  );
  const precise = exact.filter(({ precision }) => precision !== "decade");
  const candidates = precise.length > 0 ? precise : exact;
  const lived = candidates.filter(({ quote }) => !/\bborn\b/i.test(quote));
  const [first] = [...Map.groupBy(lived.length > 0 ? lived : candidates, ({ year }) => year).values()].sort(
    (a, b) => b.length - a.length,
  );
  return first?.[0]?.index ?? null;
}

function grammar(source: string, read: Reader): { pattern: RegExp; read: Reader } {
  return { pattern: new RegExp(`(?<![\\p{L}\\d])${source}`, "giu"), read };
}

function readWholeYear(text: string): Span | undefined {
  const year = readYear(text);
  return year ? { from: `${year}`, to: `${year}`, precision: "year" } : undefined;
}

/** A day of the calendar or a feast, in a year. */
function readDay(day: string, yearText: string | undefined): Span | undefined {
  const year = readYear(yearText ?? "");
  if (!year) return undefined;
  const phrase = `${day.replace(/^the /i, "").replace(/fourth of july/i, "July 4")} ${year}`;
  const date = parse(phrase, `${year}-06-15`)?.start?.slice(0, 10);
  return date?.startsWith(`${year}`) ? { from: date, to: date, precision: "day" } : undefined;
}

const seasons: Record<string, [string, string]> = {
  spring: ["03", "05"],
  summer: ["06", "08"],
  fall: ["09", "11"],
  autumn: ["09", "11"],
  winter: ["12", "02"],
};

function readSeason(name: string | undefined, yearText: string | undefined): Span | undefined {
  const year = readYear(yearText ?? "");
  const months = seasons[name?.toLowerCase() ?? ""];
  if (!year || !months) return undefined;
  const [first, last] = months;
  return { from: `${year}-${first}`, to: `${first > last ? year + 1 : year}-${last}`, precision: "season" };
}

/** "Last summer" is known once the day of the recording is. */
function readRelative([text]: RegExpExecArray, recordedOn: string | undefined): Span {
  if (!recordedOn || recordedOn.length < 10) return vague;
  const date = parse(text, recordedOn)?.start;
  if (!date) return vague;
  if (/year/i.test(text)) return { from: date.slice(0, 4), to: date.slice(0, 4), precision: "year" };
  if (/month/i.test(text)) return { from: date.slice(0, 7), to: date.slice(0, 7), precision: "month" };
  if (/yesterday/i.test(text)) return { from: date.slice(0, 10), to: date.slice(0, 10), precision: "day" };
  const name = /spring|summer|fall|autumn|winter/i.exec(text)?.[0];
  return (name && readSeason(name, date.slice(0, 4))) || vague;
}

function parse(phrase: string, today: string) {
  return calendar(phrase).dates({ timezone: "UTC", today }).get(0);
}
