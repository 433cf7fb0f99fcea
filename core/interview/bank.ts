import { type LifeChapter, lifeChapterSchema, lifeChapters } from "../life-chapters.ts";
import type { BankQuestion, Briefing } from "./asking.ts";
import { findUncovered } from "./coverage.ts";
import { listAsked, listDeclined, touchesDeclined, wasTold } from "./guard.ts";
import { isHardMemory } from "./hard-memories.ts";
import type { InterviewLanguage } from "./interview.ts";
import { openingQuestions } from "./opening-questions.ts";
import { isSame, likenWords, type QuestionReading, readQuestion } from "./question-likeness.ts";
import { findShared, readSubject } from "./question-words.ts";

let read: BankQuestion[] | undefined;

/** All opening questions. They are read when the first is needed: a Worker starts without them. */
export function listBank(): BankQuestion[] {
  read ??= lifeChapters.flatMap((chapter) =>
    openingQuestions[chapter]
      .trim()
      .split("\n")
      .map((line, at) => readLine(chapter, line, at)),
  );
  return read;
}

function readLine(chapter: LifeChapter, line: string, at: number): BankQuestion {
  const [en = "", es = ""] = line.slice(3).split("|");
  return {
    id: `${chapter}-${String(at + 1).padStart(2, "0")}`,
    chapter,
    depth: readLevel(line[0]),
    sensitivity: readLevel(line[1]),
    en,
    es,
  };
}

function readLevel(digit: string | undefined): 1 | 2 | 3 {
  return digit === "1" ? 1 : digit === "2" ? 2 : 3;
}

/** Until this turn nothing sensitive is asked. */
const sensitiveFrom = 4;
/** After something hard so many answers are handled with care. */
const careful = 2;

/**
 * The opening question that fits best now, the same for the same seed: of the topic or the chapter that was asked for, else
 * of the chapter of which least is told; easy ones first. None that was asked or answered before in other words, none that
 * touches what was declined. Where every one was asked, the one least like what was asked.
 */
export function chooseBankQuestion(briefing: Briefing, seed: string): BankQuestion {
  const { language, ledger, turns } = briefing;
  const asked = listAsked(briefing).map(readQuestion);
  const declined = listDeclined(briefing);
  const ranked = rankBank(briefing, seed);
  const isNew = ({ [language]: text }: BankQuestion) => {
    const reading = readQuestion(text);
    return !asked.some((other) => isSame(reading, other));
  };
  const isAllowed = ({ [language]: text }: BankQuestion) => !touchesDeclined(text, declined);
  const found =
    ranked.find(
      (question) =>
        isGentleEnough(question, briefing) &&
        isNew(question) &&
        isAllowed(question) &&
        !wasTold(question[language], ledger.told),
    ) ?? ranked.find((question) => question.sensitivity < 3 && isNew(question) && isAllowed(question));
  if (found) return found;
  const here = new Set(turns.map(({ question }) => question));
  const allowed = ranked.filter(isAllowed);
  const fresh = allowed.filter((question) => question.sensitivity < 3 && !here.has(question[language]));
  const left = [fresh, allowed, ranked].find((questions) => questions.length > 0) ?? ranked;
  const likeness = new Map(left.map((question) => [question, likeMost(question[language], asked)]));
  return left.reduce((best, each) => ((likeness.get(each) ?? 0) < (likeness.get(best) ?? 0) ? each : best));
}

function isGentleEnough({ depth, sensitivity }: BankQuestion, briefing: Briefing): boolean {
  const { turns, language, aim } = briefing;
  if (turns.length === 0) return depth === 1 && sensitivity === 1;
  const afterHard =
    aim === "gentle" || turns.slice(-careful).some(({ answer }) => isHardMemory(answer, language));
  if (afterHard) return sensitivity === 1;
  return sensitivity < 3 || turns.length + 1 >= sensitiveFrom;
}

/** All questions, the most wanted first. */
function rankBank(briefing: Briefing, seed: string): BankQuestion[] {
  const { language, ledger, turns, chapter, topic } = briefing;
  const about = topic === undefined ? [] : readSubject(topic);
  const asked = turns.map((turn) => ({ chapter: turn.chapter ?? findChapter(turn.question, language) }));
  const order = [...new Set(findUncovered(ledger, asked).map((part) => part.chapter))];
  const wanted = lifeChapterSchema.safeParse(chapter).data;
  // The longer a conversation, the further it may look back.
  const depth = turns.length < 2 ? 1 : turns.length < 6 ? 2 : 3;
  const rank = (question: BankQuestion): number[] => [
    about.length > 0 && findShared(about, readSubject(question[language])).length > 0 ? 0 : 1,
    question.chapter === wanted ? 0 : 1,
    Math.max(0, question.depth - depth),
    order.indexOf(question.chapter),
    hash(`${seed} ${question.id}`),
  ];
  return listBank()
    .map((question) => ({ question, rank: rank(question) }))
    .sort((a, b) => compareRanks(a.rank, b.rank))
    .map(({ question }) => question);
}

function findChapter(text: string, language: InterviewLanguage): LifeChapter | undefined {
  return listBank().find((question) => question[language] === text)?.chapter;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function likeMost(text: string, asked: readonly QuestionReading[]): number {
  const subject = readSubject(text);
  return asked.reduce((most, other) => Math.max(most, likenWords(subject, other.subject)), 0);
}

/** FNV-1a: the same text gives the same number everywhere. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return value;
}
