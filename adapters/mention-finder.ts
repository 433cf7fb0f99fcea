import { z } from "zod";
import type { EnrichmentDraft, Mentions } from "../core/enrichment-draft.ts";
import type { MentionFinder } from "../core/ports.ts";
import { type DateReading, readDate } from "../core/spoken-dates.ts";
import { readTokens, splitWords } from "../core/spoken-tokens.ts";

/** So many words are read at a time: enough to see a name in its sentence, little enough to hold in memory. */
const wordsAtOnce = 1500;
/** A mention's quote reaches at most so many words to each side, and not beyond its sentence. */
const reach = 12;

/** Capitalised words that grammar takes for people's names. */
const noPerson = new Set(
  (
    "god lord jesus christ jehovah allah buddha mary-and-joseph santa santa-claus devil satan bible torah koran " +
    "january february march april may june july august september october november december " +
    "monday tuesday wednesday thursday friday saturday sunday easter christmas thanksgiving hanukkah passover " +
    "i me you he she we they him her them us it mom mum mommy mummy dad daddy mama papa ma pa mother father " +
    "grandma grandpa grandmother grandfather granny nana aunt uncle sir madam ma'am mister missus doctor"
  ).split(" "),
);
const noPlace = new Set(
  "god heaven hell earth home school church store house kitchen street bible".split(" "),
);

type DatesMethods = { dates(): View };
type View = ReturnType<typeof import("compromise").default>;
type Grammar = (text: string) => { people: Span[]; places: Span[]; dates: Span[] };
/** Characters of the text that was read, counted like String.slice. */
interface Span {
  start: number;
  end: number;
}

/**
 * Finds names, places and dates in English by grammar (compromise, compromise-dates), each with the clause around it
 * as it stands in the text. Other languages give nothing: their names would be guesses.
 */
export function createMentionFinder(): MentionFinder {
  return {
    async find(text, language) {
      const mentions: Mentions = { people: [], places: [], dates: [] };
      if (!/^en(?:glish)?(?:-|$)/iu.test(language)) return mentions;
      const read = await loadGrammar();
      for (const words of divideWords(splitWords(text))) {
        const figured = writeFigures(words);
        const found = read(figured.map((word) => word.text).join(" "));
        const names = (spans: WordSpan[], stop: Set<string>) =>
          spans.flatMap((span) => {
            const name = readName(words, span, stop);
            return name === undefined ? [] : [{ name, quote: quoteAround(words, span) }];
          });
        mentions.people.push(...names(locateSpans(found.people, figured), noPerson));
        mentions.places.push(...names(locateSpans(found.places, figured), noPlace));
        mentions.dates.push(...findDates(words, figured, locateSpans(found.dates, figured)));
      }
      return mentions;
    },
  };
}

// One for all: the library keeps what is plugged into it, and each time more would slow it twofold.
let grammar: Grammar | undefined;

/** Loaded when first needed: its lexicon would slow every Worker's start. */
async function loadGrammar(): Promise<Grammar> {
  const [{ default: nlp }, { default: datesPlugin }] = await Promise.all([
    import("compromise"),
    import("compromise-dates"),
  ]);
  if (grammar) return grammar;
  nlp.plugin(datesPlugin);
  grammar = (text) => {
    const doc = nlp<DatesMethods>(text);
    return {
      people: readSpans(doc.people().json({ offset: true })),
      places: readSpans(doc.places().json({ offset: true })),
      // As a plain view: the plugin's own answer computes each date, at 10 ms apiece, from the first word only.
      dates: readSpans(doc.dates().toView(null).json({ offset: true })),
    };
  };
  return grammar;
}

const matchesSchema = z.array(
  z.object({ offset: z.object({ start: z.number().int().min(0), length: z.number().int().min(0) }) }),
);

function readSpans(matches: unknown): Span[] {
  return matchesSchema
    .parse(matches)
    .map(({ offset }) => ({ start: offset.start, end: offset.start + offset.length }));
}

/** Divides words at ends of sentences into runs of about `wordsAtOnce`. */
function divideWords(words: string[]): string[][] {
  const runs: string[][] = [];
  for (let from = 0; from < words.length; ) {
    let end = Math.min(words.length, from + wordsAtOnce);
    while (end < words.length && end < from + 2 * wordsAtOnce && !endsSentence(words[end - 1] ?? "")) end++;
    runs.push(words.slice(from, end));
    from = end;
  }
  return runs;
}

function endsSentence(word: string): boolean {
  return /[.!?…]["'’”»)]*$/u.test(word);
}

/** A word of the text that the grammar reads, and which raw words it stands for. */
interface FiguredWord {
  text: string;
  first: number;
  last: number;
}
type WordSpan = Pick<FiguredWord, "first" | "last">;

/** Writes spoken years and decades in figures, which is how the grammar knows them: nineteen fifty-six → 1956. */
function writeFigures(words: string[]): FiguredWord[] {
  const figured: FiguredWord[] = words.map((text, at) => ({ text, first: at, last: at }));
  for (const { text, first, last } of readTokens(words).reverse()) {
    const spoken = !/\d/u.test(words[first] ?? "");
    if (!spoken || !/^(?:\d{4}s?|\d0s)$/u.test(text)) continue;
    const ending = /[^\p{L}\p{N}]*$/u.exec(words[last] ?? "")?.[0] ?? "";
    figured.splice(first, last - first + 1, { text: text + ending, first, last });
  }
  return figured;
}

/** The raw words under each span of characters. */
function locateSpans(spans: Span[], figured: FiguredWord[]): WordSpan[] {
  const starts: number[] = [];
  let position = 0;
  for (const { text } of figured) {
    starts.push(position);
    position += text.length + 1;
  }
  return spans.flatMap((span) => {
    const first = starts.findLastIndex((start) => start <= span.start);
    const last = starts.findLastIndex((start) => start < span.end);
    const [from, to] = [figured[first], figured[last]];
    return from && to && first <= last ? [{ first: from.first, last: to.last }] : [];
  });
}

/** The capitalised part of a name ("sister Rosa's" → "Rosa"), if it is one. */
function readName(words: string[], { first, last }: WordSpan, stop: Set<string>): string | undefined {
  const named = words.slice(first, last + 1);
  while (named[0] !== undefined && !/^[^\p{L}]*\p{Lu}/u.test(named[0])) named.shift();
  const name = named
    .join(" ")
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
    .replace(/['’]s$/u, "");
  const plain = name.toLowerCase().replace(/[.,]/gu, "").replaceAll(" ", "-");
  // A name written small elsewhere ("Will", "Rose") may only have opened a sentence.
  const doubtful = named.length === 1 && words.includes(name.toLowerCase());
  return name.length < 2 || stop.has(plain) || doubtful ? undefined : name;
}

/** The clause around a mention as it stands in the text. */
function quoteAround(words: string[], { first, last }: WordSpan): string {
  let from = first;
  while (from > 0 && first - from < reach && !endsSentence(words[from - 1] ?? "")) from--;
  let to = last;
  while (to < words.length - 1 && to - last < reach && !endsSentence(words[to] ?? "")) to++;
  return words.slice(from, to + 1).join(" ");
}

/** Dates that name a year or a decade, or count years back: a month or weekday alone says nothing on a timeline. */
function findDates(words: string[], figured: FiguredWord[], spans: WordSpan[]): EnrichmentDraft["dates"] {
  const more = findYears(figured).filter(
    (year) => !spans.some((span) => span.first <= year.last && year.first <= span.last),
  );
  return [...spans, ...more]
    .sort((a, b) => a.first - b.first)
    .flatMap((span) => {
      const first = skipLeading(words, span);
      const said = words.slice(first, span.last + 1);
      const reading = readDate(readTokens(said), "en");
      const date = dateOf(reading, said);
      const text = said.join(" ").replace(/^[^\p{L}\p{N}'’]+|[^\p{L}\p{N}]+$/gu, "");
      return date ? [{ text, ...date, quote: quoteAround(words, { first, last: span.last }) }] : [];
    });
}

/** Years after a word that makes them one, and decades, which the grammar overlooks ("in the early 1960s", "since '62"). */
function findYears(figured: FiguredWord[]): WordSpan[] {
  return figured.flatMap((word, at) => {
    const plain = word.text.replace(/[^\p{L}\p{N}]+$/u, "");
    const before = figured[at - 1];
    const introduced = /^(?:in|since|of|until|till|by|before|after|around|about|from|to|during|was)$/iu;
    if (/^(?:1[6-9]\d\d|20\d\d|['’]\d\d)$/u.test(plain)) {
      return before && introduced.test(before.text) ? [{ first: word.first, last: word.last }] : [];
    }
    if (!/^(?:(?:1[6-9]|20)?\d0['’]?s)$/u.test(plain)) return [];
    const part = before && /^(?:early|mid|late)$/iu.test(before.text) ? before : word;
    return [{ first: part.first, last: word.last }];
  });
}

/** Without "in the" before a date, nor a number that only stood in front of it ("I was 19 in 1939"). */
function skipLeading(words: string[], { first, last }: WordSpan): number {
  let from = first;
  const number = /^\d{1,2}$/u.test(words[from] ?? "") && /^(?:in|when)$/iu.test(words[from + 1] ?? "");
  if (number && from < last) from++;
  while (from < last && /^(?:in|on|at|by|since|until|till|from|the|of|was)$/iu.test(words[from] ?? ""))
    from++;
  return from;
}

/** The date that the words themselves give; a century is only added where there is but one that people remember. */
function dateOf(
  reading: DateReading,
  said: string[],
): Pick<EnrichmentDraft["dates"][number], "from" | "to" | "precision"> | undefined {
  const short = said.some((word) => /^['’]\d\d(?!\d)/u.test(word)) ? [...reading.shortYears] : [];
  const years = [...reading.years, ...short.filter((year) => year >= 30).map((year) => 1900 + year)].sort();
  const [year, lastYear] = [years[0], years.at(-1)];
  if (year !== undefined && lastYear !== undefined) {
    if (lastYear > year) return { from: `${year}`, to: `${lastYear}`, precision: "year" };
    return { ...refineYear(year, reading), to: null };
  }
  const decades = [
    ...reading.decades,
    ...[...reading.shortDecades].filter((decade) => decade >= 30).map((decade) => 1900 + decade),
  ].sort();
  const [decade, lastDecade] = [decades[0], decades.at(-1)];
  if (decade !== undefined && lastDecade !== undefined) {
    return { from: `${decade}`, to: `${lastDecade + 9}`, precision: "decade" };
  }
  const undated = reading.yearsAgo.size > 0 || reading.shortDecades.size > 0 || short.length > 0;
  return undated ? { from: null, to: null, precision: "vague" } : undefined;
}

function refineYear(
  year: number,
  reading: DateReading,
): { from: string; precision: "day" | "month" | "season" | "year" } {
  const [month, ...otherMonths] = reading.months;
  const [day, ...otherDays] = reading.days;
  const two = (value: number) => `${value}`.padStart(2, "0");
  if (month === undefined || otherMonths.length > 0) {
    return { from: `${year}`, precision: reading.season ? "season" : "year" };
  }
  if (day === undefined || otherDays.length > 0) return { from: `${year}-${two(month)}`, precision: "month" };
  return { from: `${year}-${two(month)}-${two(day)}`, precision: "day" };
}
