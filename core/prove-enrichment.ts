import { carriesClaim, countShared, type Hearing, hidesDenial, prepareHearing } from "./claim-support.ts";
import type { EnrichmentDraft, Mentions } from "./enrichment-draft.ts";
import { evidenceAt, indexSpoken, locateEvidence, readSpokenWords, tidyText } from "./evidence.ts";
import { readNotes, readPlainLine } from "./plain-notes.ts";
import {
  addEvidence,
  type KnownPerson,
  maxEvidence,
  type NamedDraft,
  nameKey,
  overlaps,
  type ProvedDate,
  proveDates,
  provePeople,
  provePlaces,
} from "./prove-mentions.ts";
import type { Stretch } from "./quote-search.ts";
import type { Claim, Enrichment, Evidence, Transcript } from "./schemas.ts";

const longest = { title: 120, oneLiner: 300, sentence: 600, lesson: 300, givenTitle: 200 };
const most = {
  sentences: 8,
  lessons: 10,
  quotes: 10,
  named: 60,
  mentions: 200,
  dates: 60,
  mentionedDates: 500,
};
const fallbackWords = 8;

/**
 * Turns what a model proposes into what may be shown: each statement only with the seconds in which the narrator says it.
 * A claim whose quote isn't found in one contiguous stretch, or isn't carried by its words, is dropped; so are people,
 * places and dates that aren't said. `mentions` were found by grammar and add what the model missed, proved alike.
 * A transcript is data: whatever it says, nothing but quotes and proved statements comes of it.
 * `known` are the family's people; `givenTitle` was written by a person and needs no proof.
 */
export function proveEnrichment(
  draft: EnrichmentDraft,
  mentions: Mentions,
  transcript: Transcript,
  known: readonly KnownPerson[],
  options: { recordedOn?: string; givenTitle?: string } = {},
): Enrichment {
  const givenTitle = tidyText(options.givenTitle ?? "").slice(0, longest.givenTitle);
  const spoken = indexSpoken(readSpokenWords(transcript));
  if (spoken.tokens.length === 0) return emptyEnrichment(givenTitle);
  const names = known.map(({ name, aliases }) => [name, ...aliases]);
  const hearing = prepareHearing(spoken, transcript.language, names);

  const summary = proveClaims("summary", draft.summary.slice(0, most.sentences), longest.sentence, hearing);
  const title = givenTitle === "" ? proveTitle(draft, hearing) : undefined;
  const oneLiner = proveOneLiner(draft, summary, hearing);
  const lessons = proveClaims(
    "lesson",
    draft.lessons.slice(0, most.lessons).map(({ text, quote }) => ({ text, quotes: [quote] })),
    longest.lesson,
    hearing,
  );

  const dates = proveDates(
    [...draft.dates.slice(0, most.dates), ...mentions.dates.slice(0, most.mentionedDates)],
    hearing,
    options.recordedOn,
  );
  const happened = findHappened(draft, dates);
  return {
    title: title?.text ?? givenTitle,
    oneLiner: oneLiner?.text ?? "",
    summary: summary.map((claim) => claim.text).join(" "),
    // A model must name one chapter; when it lists none, no words spoke for any.
    chapter: draft.chapters.length > 0 ? draft.chapter : undefined,
    chapters: [...new Set(draft.chapters)].filter((chapter) => chapter !== draft.chapter),
    era: eraOf(happened),
    happened,
    ...proveNames(draft, mentions, hearing, known),
    dates: [...new Set(dates.map(({ date }) => date))],
    claims: [title, oneLiner, ...summary, ...lessons, ...proveQuotes(draft.quotes, hearing)].filter(
      (claim) => claim !== undefined,
    ),
    ...readNotes(draft, spoken.tokens),
  };
}

function emptyEnrichment(title: string): Enrichment {
  return {
    title,
    oneLiner: "",
    summary: "",
    chapters: [],
    themes: [],
    people: [],
    places: [],
    dates: [],
    claims: [],
    followUps: [],
    warnings: [],
  };
}

/** The proved ones of several claims, the same text once. */
function proveClaims(
  field: Claim["field"],
  drafts: readonly { text: string; quotes: string[] }[],
  longestText: number,
  hearing: Hearing,
): Claim[] {
  const proved = new Map<string, Claim>();
  for (const { text, quotes } of drafts) {
    const claim = proveClaim(field, text, quotes, longestText, hearing);
    if (claim && !proved.has(claim.text)) proved.set(claim.text, claim);
  }
  return [...proved.values()];
}

function proveClaim(
  field: Claim["field"],
  text: string,
  quotes: readonly string[],
  longestText: number,
  hearing: Hearing,
): Claim | undefined {
  const line = readPlainLine(text, longestText);
  if (line === undefined) return undefined;
  const stretches = quotes
    .slice(0, maxEvidence)
    .flatMap((quote) => locateEvidence(hearing.spoken, quote) ?? [])
    .filter((stretch) => countShared(line, stretch, hearing) > 0);
  if (!carriesClaim(line, stretches, hearing)) return undefined;
  return { field, text: line, evidence: listEvidence(stretches, hearing) };
}

function listEvidence(stretches: readonly Stretch[], { spoken }: Hearing): Evidence[] {
  const list: Evidence[] = [];
  for (const stretch of stretches) addEvidence(list, evidenceAt(spoken, stretch));
  return list;
}

/** The model's title when it is proved, else the first words spoken, which prove themselves. */
function proveTitle(draft: EnrichmentDraft, hearing: Hearing): Claim {
  const proved = proveClaim("title", draft.title.text, [draft.title.quote], longest.title, hearing);
  if (proved) return proved;
  const { spoken } = hearing;
  const stretch = { first: 0, last: Math.min(fallbackWords, spoken.tokens.length) - 1 };
  while (stretch.last > 0 && wordCount(stretch, hearing) > fallbackWords) stretch.last--;
  const evidence = evidenceAt(spoken, stretch);
  const cut = stretch.last < spoken.tokens.length - 1;
  const text = evidence.quote.slice(0, longest.title).replace(/[\s,;:.…–—-]+$/u, "");
  return { field: "title", text: cut ? `${text}…` : text, evidence: [evidence] };
}

function wordCount({ first, last }: Stretch, { spoken }: Hearing): number {
  return (spoken.tokens[last]?.last ?? 0) - (spoken.tokens[first]?.first ?? 0) + 1;
}

function proveOneLiner(
  draft: EnrichmentDraft,
  summary: readonly Claim[],
  hearing: Hearing,
): Claim | undefined {
  const { text, quote } = draft.oneLiner;
  const proved = proveClaim("oneLiner", text, [quote], longest.oneLiner, hearing);
  const sentence = summary[0];
  if (proved || !sentence || sentence.text.length > longest.oneLiner) return proved;
  return { ...sentence, field: "oneLiner" };
}

/** Quotes are shown in the transcript's own words, none cut so that it says the opposite; overlapping ones once. */
function proveQuotes(quotes: readonly string[], hearing: Hearing): Claim[] {
  const found: Evidence[] = [];
  for (const quote of quotes.slice(0, most.quotes)) {
    const stretch = locateEvidence(hearing.spoken, quote);
    if (!stretch || hidesDenial(stretch, hearing)) continue;
    const evidence = evidenceAt(hearing.spoken, stretch);
    if (!found.some((heard) => overlaps(heard, evidence))) found.push(evidence);
  }
  return found.map((evidence) => ({ field: "quote", text: evidence.quote, evidence: [evidence] }));
}

function proveNames(
  draft: EnrichmentDraft,
  mentions: Mentions,
  hearing: Hearing,
  known: readonly KnownPerson[],
): Pick<Enrichment, "people" | "places"> {
  const people = draft.people.slice(0, most.named);
  const places = draft.places.slice(0, most.named);
  // Grammar alone can't tell Paris from Paris: where the model has said which it is, that stands.
  return {
    people: provePeople([...people, ...gatherMentions(mentions.people, places)], hearing, known),
    places: provePlaces([...places, ...gatherMentions(mentions.places, people)], hearing),
  };
}

/** Mentions by name, without those whose names are taken for something else. */
function gatherMentions(mentions: Mentions["people"], taken: readonly NamedDraft[]): NamedDraft[] {
  const keys = new Set(taken.map(({ name }) => nameKey(name)));
  return [...Map.groupBy(mentions, ({ name }) => nameKey(name))]
    .filter(([key]) => !keys.has(key))
    .slice(0, most.mentions)
    .flatMap(([, same]) => (same[0] ? [{ name: same[0].name, quotes: same.map(({ quote }) => quote) }] : []));
}

/** When the story happened: the date that the model points at if it is proved; the only date where it gave none. */
function findHappened(draft: EnrichmentDraft, proved: readonly ProvedDate[]): Enrichment["happened"] {
  const dated = proved.filter(({ date }) => date.from !== undefined || date.to !== undefined);
  const ofModel = dated.filter(({ index }) => index < Math.min(draft.dates.length, most.dates));
  const distinct = new Set(dated.map(({ date }) => date));
  const chosen =
    ofModel.find(({ index }) => index === draft.happenedDate)?.date ??
    (ofModel.length === 0 && distinct.size === 1 ? [...distinct][0] : undefined);
  if (!chosen) return undefined;
  return { from: chosen.from, to: chosen.to, precision: chosen.precision };
}

/** The decade in which something began, as "1950s". */
function eraOf(happened: Enrichment["happened"]): string | undefined {
  const year = (happened?.from ?? happened?.to)?.slice(0, 3);
  return year === undefined ? undefined : `${year}0s`;
}
