import { type Hearing, readName } from "./claim-support.ts";
import type { Mentions } from "./enrichment-draft.ts";
import { evidenceAt, holdsTogether, joinWords, locateEvidence, wordsAt } from "./evidence.ts";
import { isFunctionWord } from "./function-words.ts";
import { readPlainLine } from "./plain-notes.ts";
import { locateTokens, type Stretch } from "./quote-search.ts";
import type { Enrichment, Evidence } from "./schemas.ts";
import { readDate, saysWhen, settleDate } from "./spoken-dates.ts";

/** Somebody the family knows. */
export interface KnownPerson {
  id: string;
  name: string;
  aliases: string[];
  /** Names that an editor said are theirs wherever they are heard, even where others are called so too. */
  heardAs?: string[];
}

/** Who and what a story names, each with the quotes that a finder gives for it. */
export interface NamedDraft {
  name: string;
  quotes: string[];
}

export const maxEvidence = 5;
const longestName = 120;
const mostNames = 60;
const mostDates = 40;
/** A finder's quote may end this many words beside the name that it was taken for. */
const nearby = 6;

/**
 * The people whose names are said in their quotes, the same person once. A name or alias that exactly one known person
 * has makes it that person, under the family's spelling; then any of that person's names proves it.
 */
export function provePeople(
  drafts: readonly NamedDraft[],
  hearing: Hearing,
  known: readonly KnownPerson[],
): Enrichment["people"] {
  const owners = new Map<string, KnownPerson | "several">();
  for (const person of known) {
    for (const key of new Set([person.name, ...person.aliases].map(nameKey))) {
      owners.set(key, owners.has(key) ? "several" : person);
    }
  }
  for (const person of known) for (const name of person.heardAs ?? []) owners.set(nameKey(name), person);
  const people = new Map<string, Enrichment["people"][number]>();
  for (const draft of drafts) {
    const owner = owners.get(nameKey(draft.name));
    const person = owner === "several" ? undefined : owner;
    const spellings = person ? [person.name, ...person.aliases, ...(person.heardAs ?? [])] : [draft.name];
    const heard = readPlainLine(draft.name, longestName) ?? "";
    const named = addNamed(
      people,
      person?.id ?? nameKey(draft.name),
      draft,
      spellings,
      hearing,
      (evidence) => ({
        ...(person ? { personId: person.id } : {}),
        name: person?.name ?? heard,
        evidence,
      }),
    );
    const isOther = person && nameKey(heard) !== nameKey(person.name);
    if (named && isOther && isSaid(heard, hearing)) noteHeard(named, heard);
  }
  return [...people.values()];
}

function isSaid(name: string, { spoken: { tokens } }: Hearing): boolean {
  return locateTokens(tokens, readName(name), { first: 0, last: tokens.length - 1 }) !== undefined;
}

/** Keeps what a person is called in this recording: a link that is taken back finds its places by that. */
function noteHeard(named: Enrichment["people"][number], heard: string): void {
  const others = named.heard ?? [];
  if (!others.some((other) => nameKey(other) === nameKey(heard))) named.heard = [...others, heard];
}

/** The places whose names are said in their quotes, the same place once. */
export function provePlaces(drafts: readonly NamedDraft[], hearing: Hearing): Enrichment["places"] {
  const places = new Map<string, Enrichment["places"][number]>();
  for (const draft of drafts) {
    addNamed(places, nameKey(draft.name), draft, [draft.name], hearing, (evidence) => ({
      name: readPlainLine(draft.name, longestName) ?? "",
      evidence,
    }));
  }
  return [...places.values()];
}

/** A name as it is compared: case, diacritics and punctuation don't count. */
export function nameKey(name: string): string {
  return readName(name.slice(0, longestName + 1)).join(" ");
}

function addNamed<Named extends { evidence: Evidence[] }>(
  found: Map<string, Named>,
  key: string,
  draft: NamedDraft,
  spellings: string[],
  hearing: Hearing,
  create: (evidence: Evidence[]) => Named,
): Named | undefined {
  const tokens = readName(draft.name.slice(0, longestName + 1));
  const isName = /\p{L}/u.test(draft.name) && tokens.some((word) => !isFunctionWord(word));
  if (!isName || readPlainLine(draft.name, longestName) === undefined) return undefined;
  const names = spellings.map(readName);
  for (const quote of draft.quotes.slice(0, maxEvidence)) {
    const known = found.get(key);
    if (known ? known.evidence.length >= maxEvidence : found.size >= mostNames) break;
    const stretch = locateNamed(quote, names, hearing);
    if (!stretch) continue;
    const evidence = evidenceAt(hearing.spoken, stretch);
    if (known) addEvidence(known.evidence, evidence);
    else found.set(key, create([evidence]));
  }
  return found.get(key);
}

/** Adds evidence of another place; the same seconds again prove nothing more. */
export function addEvidence(list: Evidence[], evidence: Evidence): void {
  if (!list.some((heard) => overlaps(heard, evidence)) && list.length < maxEvidence) list.push(evidence);
}

/** Whether two pieces of evidence share seconds. */
export function overlaps(a: Evidence, b: Evidence): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Where a quote stands, stretched to the name when that is said right beside it. */
function locateNamed(quote: string, names: readonly string[][], { spoken }: Hearing): Stretch | undefined {
  const stretch = locateEvidence(spoken, quote);
  if (!stretch) return undefined;
  if (names.some((name) => locateTokens(spoken.tokens, name, stretch))) return stretch;
  const around = { first: stretch.first - nearby, last: stretch.last + nearby };
  for (const name of names) {
    const place = locateTokens(spoken.tokens, name, around);
    if (!place) continue;
    const wider = { first: Math.min(stretch.first, place.first), last: Math.max(stretch.last, place.last) };
    if (holdsTogether(spoken, wider)) return wider;
  }
  return undefined;
}

/** A proved date together with its place in the list that it came from. */
export interface ProvedDate {
  index: number;
  date: Enrichment["dates"][number];
}

/**
 * The dates whose text is said in their quotes, each as exact as the words are. A date said again adds its evidence.
 * `index` is the date's place in `drafts`.
 */
export function proveDates(
  drafts: Mentions["dates"],
  hearing: Hearing,
  recordedOn: string | undefined,
): ProvedDate[] {
  const proved: ProvedDate[] = [];
  for (const [index, draft] of drafts.entries()) {
    const text = readPlainLine(draft.text, longestName);
    const stretch = text === undefined ? undefined : locateDate(draft.quote, readName(text), hearing);
    if (text === undefined || !stretch) continue;
    const { spoken } = hearing;
    const own = locateTokens(spoken.tokens, readName(text), stretch) ?? stretch;
    const ownReading = readDate(spoken.tokens.slice(own.first, own.last + 1), hearing.language);
    // "That summer" is dated by the words around it, "1956" by itself alone.
    const reading = saysWhen(ownReading)
      ? ownReading
      : readDate(spoken.tokens.slice(stretch.first, stretch.last + 1), hearing.language);
    const span = settleDate(draft, reading, recordedOn);
    const evidence = evidenceAt(spoken, stretch);
    const shownText = own === stretch ? text : tidySpoken(own, hearing);
    const date = { text: shownText, ...span, evidence: [evidence] };
    const twin = proved.find(({ date: other }) => isSameDate(other, date));
    if (twin) {
      addEvidence(twin.date.evidence, evidence);
      if (twin.date.from === undefined && twin.date.to === undefined) Object.assign(twin.date, span);
      proved.push({ index, date: twin.date });
    } else if (new Set(proved.map(({ date: other }) => other)).size < mostDates) proved.push({ index, date });
  }
  return proved;
}

function isSameDate(a: Enrichment["dates"][number], b: Enrichment["dates"][number]): boolean {
  const [said, other] = [nameKey(a.text), nameKey(b.text)];
  const contained = ` ${said} `.includes(` ${other} `) || ` ${other} `.includes(` ${said} `);
  // "The spring of 1921" and "spring of 1921", found in one place by two finders.
  if (contained && a.evidence.some((heard) => b.evidence.some((here) => overlaps(heard, here)))) return true;
  const vague = [a, b].some((date) => date.from === undefined && date.to === undefined);
  return vague ? said === other : a.from === b.from && a.to === b.to && a.precision === b.precision;
}

/** Where a quote stands that says every word of a date's text, or the text right beside it. */
function locateDate(quote: string, text: string[], hearing: Hearing): Stretch | undefined {
  const beside = locateNamed(quote, [text], hearing);
  if (beside || text.length === 0) return beside;
  const stretch = locateEvidence(hearing.spoken, quote);
  if (!stretch) return undefined;
  const said = new Set(
    hearing.spoken.tokens.slice(stretch.first, stretch.last + 1).map((token) => token.text),
  );
  return text.every((word) => said.has(word) || isFunctionWord(word)) ? stretch : undefined;
}

/** Words as they were spoken, without the punctuation around them. */
function tidySpoken(stretch: Stretch, { spoken }: Hearing): string {
  const words = joinWords(wordsAt(spoken, stretch).map((word) => word.text));
  return words.replace(/^[^\p{L}\p{N}'’]+|[^\p{L}\p{N}]+$/gu, "");
}
