import { type LifeChapter, lifeChapters } from "../life-chapters.ts";
import { nameKey } from "../prove-mentions.ts";
import type { Coverage } from "./interview.ts";
import type { Ledger } from "./ledger.ts";
import type { Session } from "./session.ts";

/** What is kept of a long life's ledger. */
const mostCovered = 500;
/** Nobody is asked about years after this age. */
const longestLife = 100;

/** The ages of which a chapter tells. */
const agesOf: Record<LifeChapter, { from: number; to: number }> = {
  "early-life": { from: 0, to: 12 },
  "coming-of-age": { from: 13, to: 22 },
  "education-and-work": { from: 6, to: 65 },
  "love-and-family": { from: 16, to: longestLife },
  "historical-events": { from: 5, to: longestLife },
  "hobbies-and-passions": { from: 8, to: longestLife },
  "wisdom-and-reflection": { from: 30, to: longestLife },
  "faith-and-values": { from: 8, to: longestLife },
};

/** What is told, open and declined of this narrator's life, this session included; each thing once. */
export function coverageOf(session: Pick<Session, "ledger" | "turns" | "declined">): Coverage[] {
  const { ledger, turns } = session;
  const names = new Map(ledger.knownNames.map((name) => [name, nameKey(name)]));
  const covered: Coverage[] = [];
  for (const { chapter, decade, people, places } of ledger.told) {
    const here = { ...(chapter ? { chapter } : {}), ...(decade === undefined ? {} : { decade }) };
    covered.push({ ...here, state: "told" });
    for (const person of people) covered.push({ ...here, person, state: "told" });
    for (const place of places) covered.push({ ...here, place, state: "told" });
  }
  for (const { question, outcome, text } of turns) {
    const here = question.chapter ? { chapter: question.chapter } : {};
    const state =
      outcome === "declined" ? "declined" : outcome === "answered" || outcome === "unheard" ? "told" : "open";
    covered.push({ ...here, state });
    if (state === "told")
      for (const person of findNames(text, names)) covered.push({ ...here, person, state });
  }
  for (const [texts, state] of [
    [ledger.open, "open"],
    [[...ledger.declined, ...session.declined], "declined"],
  ] as const) {
    for (const person of texts.flatMap((text) => findNames(text, names))) covered.push({ person, state });
  }
  const said = covered.filter((each) => Object.keys(each).length > 1);
  const distinct = new Map(said.map((each) => [JSON.stringify(sortKeys(each)), each]));
  return [...distinct.values()].slice(0, mostCovered);
}

/** A chapter of a life in one decade, and how much was told of it; no decade where the year of birth isn't known. */
export interface Uncovered {
  chapter: LifeChapter;
  decade: number | undefined;
  told: number;
}

/**
 * The parts of a life, the least told first: chapters of which the fewest stories are told, in them the emptiest decade.
 * A turn that was declined counts like one that was told: it is left alone. `until` is the last year that can be told of.
 */
export function findUncovered(
  ledger: Pick<Ledger, "told" | "bornIn">,
  turns: readonly { chapter: LifeChapter | undefined }[],
  until?: number,
): Uncovered[] {
  const { told, bornIn } = ledger;
  const parts = lifeChapters.flatMap((chapter) => {
    const stories = told.filter((story) => story.chapter === chapter);
    const total = stories.length + turns.filter((turn) => turn.chapter === chapter).length;
    const decades = listDecades(chapter, bornIn, until);
    const cells = decades.length === 0 ? [undefined] : decades;
    return cells.map((decade) => ({
      part: {
        chapter,
        decade,
        told: stories.filter((story) => decade === undefined || story.decade === decade).length,
      },
      total,
    }));
  });
  return parts.sort((a, b) => a.total - b.total || a.part.told - b.part.told).map(({ part }) => part);
}

function listDecades(chapter: LifeChapter, bornIn: number | undefined, until: number | undefined): number[] {
  if (bornIn === undefined) return [];
  const { from, to } = agesOf[chapter];
  const last = Math.min(bornIn + to, until ?? Number.POSITIVE_INFINITY);
  const decades: number[] = [];
  for (let decade = Math.floor((bornIn + from) / 10) * 10; decade <= last; decade += 10) decades.push(decade);
  return decades;
}

/** Names of the family, each with its key, that are said in a text. */
function findNames(text: string, names: ReadonlyMap<string, string>): string[] {
  const said = ` ${text.split(/\s+/u).map(nameKey).join(" ")} `;
  return [...names].flatMap(([name, key]) => (key !== "" && said.includes(` ${key} `) ? [name] : []));
}

function sortKeys(coverage: Coverage): [string, unknown][] {
  return Object.entries(coverage).sort(([a], [b]) => (a < b ? -1 : 1));
}
