import { findShared, readSubject, readWords } from "./question-words.ts";

/** From here on two questions ask the same. */
const same = 0.7;
/** The same of two that go on with one thing: so much of the longer one stands in the other. */
const sameThread = 0.75;

/** A question with what it is about, so that it is read once where it is compared with many. */
export interface QuestionReading {
  text: string;
  subject: string[];
}

/** Reads a question so that it can be compared. */
export function readQuestion(text: string): QuestionReading {
  return { text, subject: readSubject(text) };
}

/** `isSame` for questions that are compared once. */
export function asksTheSame(question: string, other: string, detail = ""): boolean {
  return isSame(readQuestion(question), readQuestion(other), readSubject(detail));
}

/**
 * Whether one question asks what another asked, in any order and in some other words. `thread` is the subject of what the
 * first one takes up from the last answer: two questions about one thing may well ask different things of it.
 */
export function isSame(
  question: QuestionReading,
  other: QuestionReading,
  thread: readonly string[] = [],
): boolean {
  const [mine, theirs] = [question.subject, other.subject];
  if (mine.length === 0 || theirs.length === 0) {
    return mine.length === theirs.length && sharesWording(question, other);
  }
  if (thread.length > 0 && findShared(thread, theirs).length > 0) {
    // Twice about the same words, whatever little is new, is the same question to whoever hears it.
    const shared = findShared(mine, theirs).length / Math.max(mine.length, theirs.length);
    if (thread.length > 1 && shared >= sameThread) return true;
    const [rest, otherRest] = [without(mine, thread), without(theirs, thread)];
    if (rest.length === 0 && otherRest.length === 0) return sharesWording(question, other, thread);
    return likenWords(rest, otherRest) >= same;
  }
  return likenWords(mine, theirs) >= same;
}

/** How much of two lists of words is shared: 0 (nothing) to 1 (all of both). */
export function likenWords(mine: readonly string[], theirs: readonly string[]): number {
  const total = mine.length + theirs.length;
  return total === 0 ? 0 : (findShared(mine, theirs).length + findShared(theirs, mine).length) / total;
}

function without(words: readonly string[], left: readonly string[]): string[] {
  const shared = new Set(findShared(words, left));
  return words.filter((word) => !shared.has(word));
}

/**
 * For questions that are about nothing but what both name: "what was it like?" is not "who was there?". What leads to the
 * question ("You mentioned the mill.") says nothing of it.
 */
function sharesWording(
  { text }: QuestionReading,
  other: QuestionReading,
  thread: readonly string[] = [],
): boolean {
  const [mine = [], theirs = []] = [text, other.text].map((each) => {
    const asking = each.split(/[.!…:;]\s+/u).at(-1) ?? each;
    return without([...new Set(readWords(asking))], thread);
  });
  return likenWords(mine, theirs) >= same;
}
