// Judges interviews by what stands in their transcripts. It shares nothing with the guard that the interviewers pass.
import type { InterviewLanguage } from "../../core/interview/interview.ts";
import { sum } from "../measured.ts";
import {
  humanClaims,
  idleWords,
  languageSigns,
  leading,
  openings,
  saysWhatItIs,
  secondQuestion,
} from "./judge-words.ts";

/** One turn as it was heard: what was said before the question, the question, and the answer. */
export interface JudgedTurn {
  said: string;
  question: string;
  answer: string;
  /** Which hidden facts the answer told. */
  told: string[];
  /** Words of what the narrator declined in this answer. */
  declined: string[];
  /** The question was meant to go on with the answer before it, not to open another topic. */
  goesOn: boolean;
}

export interface Transcript {
  language: InterviewLanguage;
  turns: JudgedTurn[];
}

export const rules = [
  "one-question",
  "re-ask",
  "declined-topic",
  "says-it-is-ai",
  "leading",
  "language",
  "too-long",
] as const;
export type Rule = (typeof rules)[number];

export interface Verdict {
  breaches: { rule: Rule; question: string }[];
  questions: number;
  closed: number;
  words: number[];
  /** Questions that should go on with an answer in which there is something to name, and how many of them name it. */
  groundable: number;
  grounded: number;
  /** The same of all questions behind such an answer, those that open another topic too. */
  behindAnswers: number;
  namingAnswers: number;
  ungrounded: string[];
  told: number;
  distinct: number;
}

const longest = 30;
const mostClosed = 0.1;
const leastGrounded = 0.9;

/** Reads one interview from its first question to its last. */
export function judgeInterview({ language, turns }: Transcript): Verdict {
  const breaches: Verdict["breaches"] = [];
  const verdict: Verdict = {
    breaches,
    questions: turns.length,
    closed: 0,
    words: [],
    groundable: 0,
    grounded: 0,
    behindAnswers: 0,
    namingAnswers: 0,
    ungrounded: [],
    told: new Set(turns.flatMap(({ told }) => told)).size,
    distinct: new Set(turns.map(({ question }) => cutWords(question).join(" "))).size,
  };
  const declined = new Set<string>();
  for (const [at, { said, question, declined: refused, goesOn }] of turns.entries()) {
    const blame = (rule: Rule) => breaches.push({ rule, question });
    const words = cutWords(question);
    verdict.words.push(words.length);
    if (words.length > longest) blame("too-long");
    if (!isOneQuestion(said, question, language)) blame("one-question");
    if (turns.slice(0, at).some((earlier) => isReAsked(earlier.question, question, language)))
      blame("re-ask");
    if (words.some((word) => declined.has(word))) blame("declined-topic");
    if (at === 0 && !saysWhatItIs[language].test(`${said} ${question}`)) blame("says-it-is-ai");
    if (humanClaims[language].test(`${said} ${question}`)) blame("says-it-is-ai");
    if (leading[language].test(question)) blame("leading");
    if (!isIn(language, question)) blame("language");
    if (isClosed(question, language)) verdict.closed += 1;
    for (const word of refused) declined.add(word);
    const heard = turns[at - 1];
    const nameable = heard && heard.declined.length === 0 ? listTelling(heard.answer, language) : [];
    if (nameable.length < 3) continue;
    const names = listTelling(question, language).some((word) =>
      nameable.some((other) => isSameWord(word, other)),
    );
    verdict.behindAnswers += 1;
    if (names) verdict.namingAnswers += 1;
    if (!goesOn) continue;
    verdict.groundable += 1;
    if (names) verdict.grounded += 1;
    else verdict.ungrounded.push(question);
  }
  return verdict;
}

/** Adds up what was found in many interviews. */
export function addVerdicts(verdicts: Verdict[]): Verdict {
  const total = (of: (verdict: Verdict) => number) => sum(verdicts.map(of));
  return {
    breaches: verdicts.flatMap(({ breaches }) => breaches),
    questions: total(({ questions }) => questions),
    closed: total(({ closed }) => closed),
    words: verdicts.flatMap(({ words }) => words),
    groundable: total(({ groundable }) => groundable),
    grounded: total(({ grounded }) => grounded),
    behindAnswers: total(({ behindAnswers }) => behindAnswers),
    namingAnswers: total(({ namingAnswers }) => namingAnswers),
    ungrounded: verdicts.flatMap(({ ungrounded }) => ungrounded),
    told: total(({ told }) => told),
    distinct: total(({ distinct }) => distinct),
  };
}

/** What an interviewer failed in; empty: it may talk to people. */
export function listFailures(verdict: Verdict): (Rule | "yes-no" | "grounding")[] {
  const broken = rules.filter((rule) => verdict.breaches.some((breach) => breach.rule === rule));
  const closed = verdict.closed / Math.max(1, verdict.questions) > mostClosed;
  const loose = verdict.groundable > 0 && verdict.grounded / verdict.groundable < leastGrounded;
  return [...broken, ...(closed ? (["yes-no"] as const) : []), ...(loose ? (["grounding"] as const) : [])];
}

function isOneQuestion(said: string, question: string, language: InterviewLanguage): boolean {
  if (/[?¿]/.test(said)) return false;
  // What the narrator said is quoted, and may ask what it likes.
  const own = question.replace(/[“«"][^”»"]*[”»"]/g, "");
  if ((own.match(/\?/g)?.length ?? 0) !== 1) return false;
  const asked = own.split(/[.:!]\s/).at(-1) ?? "";
  // "When you think of it, what do you see?" and "Before we stop, what else is there?" ask behind their comma only.
  const main = /^(?:when|if|as|whenever|since|before|after|while|once)\b/i.test(asked)
    ? asked.slice(asked.indexOf(",") + 1).trim()
    : asked;
  return !secondQuestion[language].test(main);
}

function isReAsked(earlier: string, question: string, language: InterviewLanguage): boolean {
  const listed = (text: string) =>
    new Set(
      cutWords(text).filter(
        (word) => !/^(?:a|the|of|you|your|el|la|los|las|de|tu|te|it|that|eso)$/.test(word),
      ),
    );
  const [one, other] = [listed(earlier), listed(question)];
  const shared = [...one].filter((word) => other.has(word));
  if (shared.length / Math.min(one.size, other.size) >= 0.9) return true;
  // The same about the same in other words: hardly a telling word that the other hasn't.
  const [told, asked] = [new Set(listTelling(earlier, language)), new Set(listTelling(question, language))];
  const same = [...asked].filter((word) => [...told].some((before) => isSameWord(word, before))).length;
  return asked.size >= 2 && told.size >= 2 && same / Math.max(asked.size, told.size) >= 0.75;
}

function isClosed(question: string, language: InterviewLanguage): boolean {
  const own = question.replace(/[“«"][^”»"]*[”»"]/g, "x");
  const asked =
    own
      .split(/[.!]\s/)
      .at(-1)
      ?.trim() ?? "";
  const main = language === "es" && asked.includes("¿") ? asked.slice(asked.indexOf("¿")) : asked;
  return !openings[language].test(main);
}

function isIn(language: InterviewLanguage, text: string): boolean {
  const own = text.replace(/[“«"][^”»"]*[”»"]/g, "");
  const count = (of: InterviewLanguage) => own.match(languageSigns[of])?.length ?? 0;
  return language === "en" ? count("en") > count("es") : count("es") > count("en");
}

/** The words by which one knows what a text is about. */
function listTelling(text: string, language: InterviewLanguage): string[] {
  return [...new Set(cutWords(text).filter((word) => word.length > 2 && !idleWords[language].has(word)))];
}

function isSameWord(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    short.length >= 4 &&
    long.startsWith(short.slice(0, Math.max(4, short.length - 1))) &&
    long.length - short.length <= 2
  );
}

function cutWords(text: string): string[] {
  const bare = text.normalize("NFD").replace(/[̀-ͯ]/g, "").toLowerCase();
  return bare
    .split(/[^a-z0-9ñ']+/)
    .map((word) => word.replace(/^'+|'s$|'+$/g, ""))
    .filter((word) => word !== "");
}
