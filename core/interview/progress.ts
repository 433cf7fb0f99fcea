import { splitWords } from "../spoken-tokens.ts";
import type { QuestionAim } from "./asking.ts";
import { isHardMemory } from "./hard-memories.ts";
import type { InterviewLanguage, InterviewStage, Turn } from "./interview.ts";
import { splitClauses } from "./spoken-clauses.ts";

/** Words from which on an answer is worth staying with. */
export const richWords = 25;
/** Words from which on an answer, if not rich, gives something to ask about once. */
const someWords = 4;
/** Questions that stay with one story. */
const longestThread = 3;
/** What these ask for, in turn. */
const aimsOfThread: readonly QuestionAim[] = ["detail", "sensory", "feeling"];
/** Turns after which an interview winds down though nobody is tired: about an hour. */
export const fullSession = 12;

/** What the next question is for. */
export interface Plan {
  stage: Extract<InterviewStage, "exploring" | "deep-dive" | "winding-down">;
  aim: QuestionAim | "closing";
}

/**
 * What comes after these turns, all of them ended; undefined: nothing more is asked. It follows from the turns alone, so
 * that it is the same when it is worked out again after a crash.
 */
export function planNext(turns: readonly Turn[], language: InterviewLanguage): Plan | undefined {
  const last = turns.at(-1);
  if (last?.question.origin === "closing") return undefined;
  const tiredSince = findWindingDown(turns, language);
  if (tiredSince !== undefined) {
    const asked = turns.length - 1 - tiredSince;
    if (asked > 1) return undefined;
    return { stage: "winding-down", aim: asked === 0 ? "gentle" : "closing" };
  }
  if (last?.outcome !== "answered") return { stage: "exploring", aim: "new-topic" };
  const thread = turns.slice(findThread(turns));
  const followUps = thread.length - 1;
  // After something hard a quiet turn, even where the thread is long; then it is left in peace.
  if (isHardMemory(last.text, language)) {
    return followUps > longestThread
      ? { stage: "exploring", aim: "new-topic" }
      : { stage: "deep-dive", aim: "gentle" };
  }
  if (thread.some(({ text }) => isHardMemory(text, language)))
    return { stage: "exploring", aim: "new-topic" };
  const words = countWords(last.text);
  const aim = aimsOfThread[followUps];
  if (words >= richWords && aim && followUps < longestThread) return { stage: "deep-dive", aim };
  if (words >= someWords && followUps === 0) return { stage: "exploring", aim: "detail" };
  return { stage: "exploring", aim: "new-topic" };
}

/** Words of a text. */
export function countWords(text: string): number {
  return splitWords(text).length;
}

/** Whether a question goes on with what the turn before it told. */
export function goesOn(turn: Turn): boolean {
  return turn.question.origin === "follow-up";
}

/** Where the story of the last turn begins. */
function findThread(turns: readonly Turn[]): number {
  return Math.max(
    0,
    turns.findLastIndex((turn) => !goesOn(turn)),
  );
}

/** The first turn after which the narrator was tired, or the session full. */
function findWindingDown(turns: readonly Turn[], language: InterviewLanguage): number | undefined {
  const at = turns.findIndex(
    (_, index) => index + 1 >= fullSession || isTired(turns.slice(0, index + 1), language),
  );
  return at === -1 ? undefined : at;
}

/** Said of oneself and now, as a clause of its own. Plain letters. */
const tiredWords: Record<InterviewLanguage, RegExp> = {
  en: /^(?:(?:and|but|well|ok|okay|sorry|now) )*(?:im|i am) (?:(?:getting|growing|a bit|a little|quite|rather|so|very|too|really) )*(?:tired|exhausted)(?: now)?$/,
  es: /^(?:(?:y|pero|bueno|ya|ahora|perdon|es que) )*(?:estoy (?:(?:un poco|muy|algo|bastante|ya) )*(?:cansad[oa]|agotad[oa])|me (?:estoy cansando|canso))(?: ya)?$/,
};

/** Whether the narrator said that they are tired. */
function saysTired({ text }: Turn, language: InterviewLanguage): boolean {
  return splitClauses([{ start: 0, end: 0, text }]).some(
    ({ plain, quoted }) => !quoted && tiredWords[language].test(plain),
  );
}

/**
 * Whether somebody grows tired: they say so, or each of the last three answers shorter than the one before, the last at most half as long
 * as the answers before these three, and its pauses clearly longer than theirs. Only what was spoken tells.
 */
function isTired(turns: readonly Turn[], language: InterviewLanguage): boolean {
  const last = turns.at(-1);
  if (last?.outcome !== "answered") return false;
  if (saysTired(last, language)) return true;
  const spoken = turns.filter(({ outcome, by }) => outcome === "answered" && by !== "writing");
  const [first, second, third] = spoken.slice(-3);
  const earlier = spoken.slice(0, -3);
  if (!first || !second || !third || earlier.length < 2) return false;
  const words = [first, second, third].map(({ text }) => countWords(text));
  const shorter = (words[0] ?? 0) > (words[1] ?? 0) && (words[1] ?? 0) > (words[2] ?? 0);
  const usualWords = mean(earlier.map(({ text }) => countWords(text)));
  const usualPause = mean(earlier.map(({ longestPause }) => longestPause));
  return (
    shorter &&
    (words[2] ?? 0) <= usualWords / 2 &&
    third.longestPause > first.longestPause &&
    third.longestPause >= Math.max(1, usualPause) * 1.25
  );
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);
}
