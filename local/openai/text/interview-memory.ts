import { functionWords } from "./function-words.ts";
import type { LocalBriefing } from "./interview-briefing.ts";
import { foldWords } from "./interview-details.ts";
import { detailKinds, type FrameBook, isFrameOf } from "./interview-frames.ts";
import { spanishStopWords } from "./spanish-words.ts";

/** What was asked, said and refused so far. */
export interface QuestionMemory {
  /** The same, or much the same words. */
  wasAsked(question: string): boolean;
  wasUsed(frame: string): boolean;
  /** It was turned down for this turn, or it touches what the narrator would rather not talk about. */
  isForbidden(question: string): boolean;
  /** Whether a question about these words was asked before, or turned down. */
  isSpent(words: string): boolean;
  /** In how many earlier answers the words stand. */
  countTold(words: string): number;
}

const stopWords = new Set([...functionWords, ...spanishStopWords].flatMap(foldWords));

/** Reads a briefing once, for the many candidates that are held against it. */
export function createMemory(briefing: LocalBriefing, book: FrameBook): QuestionMemory {
  const { ledger, rejected, turns } = briefing;
  const ordinary = new Set(
    [book.any, ...detailKinds.map((kind) => book[kind])]
      .flatMap((byAim) => Object.values(byAim).flat())
      .flatMap(foldWords),
  );
  const subjects = (text: string) => listContent(text).filter((word) => !ordinary.has(word));
  const asked = [...turns.map(({ question }) => question), ...ledger.asked];
  const askedContent = asked.map((text) => new Set(listContent(text)));
  const declined = new Set(
    [
      ...ledger.declined,
      ...turns.filter(({ outcome }) => outcome === "declined").map(({ question }) => question),
    ].flatMap(subjects),
  );
  const spent = [...asked, ...rejected.map(({ question }) => question)].map(
    (text) => new Set(foldWords(text)),
  );
  const earlier = turns.slice(0, -1).map(({ answer }) => new Set(foldWords(answer)));
  const holds = (words: string) => {
    const content = listContent(words);
    return (text: Set<string>) => content.length > 0 && content.every((word) => text.has(word));
  };
  return {
    wasAsked: (question) => {
      const own = new Set(listContent(question));
      return askedContent.some((other) => isAlike(own, other));
    },
    wasUsed: (frame) => turns.some(({ question }) => isFrameOf(frame, question)),
    isForbidden: (question) =>
      rejected.some((other) => other.question === question) ||
      subjects(question).some((word) => declined.has(word)),
    isSpent: (words) => spent.some(holds(words)),
    countTold: (words) => earlier.filter(holds(words)).length,
  };
}

function listContent(text: string): string[] {
  return foldWords(text).filter((word) => word.length > 2 && !stopWords.has(word));
}

function isAlike(a: Set<string>, b: Set<string>): boolean {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared > 0 && shared / Math.min(a.size, b.size) >= 0.6;
}
