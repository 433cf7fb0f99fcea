import type { BankQuestion } from "../../core/interview/asking.ts";
import { listBank } from "../../core/interview/bank.ts";
import { lifeChapters } from "../../core/life-chapters.ts";
import { type Asker, interviewByHand } from "./interview-by-hand.ts";
import type { Transcript } from "./judge.ts";
import type { Narrator } from "./narrators.ts";

/** What a printed list of questions does: the same for everybody, whatever is answered. The easiest of every chapter. */
export function listFixedQuestions(count: number): BankQuestion[] {
  const rounds = lifeChapters.map((chapter) =>
    listBank()
      .filter((question) => question.chapter === chapter)
      .toSorted((a, b) => a.depth - b.depth || a.sensitivity - b.sensitivity),
  );
  return Array.from(
    { length: count },
    (_, at) => rounds[at % rounds.length]?.[Math.floor(at / rounds.length)],
  ).flatMap((question) => question ?? []);
}

/** Asks a narrator the fixed list. */
export function askFixedList(narrator: Narrator, turns: number): Transcript {
  const questions = listFixedQuestions(turns);
  const ask: Asker = (turn) => ({ said: "", question: questions[turn]?.[narrator.life.language] ?? "" });
  return interviewByHand(narrator, ask, turns);
}
