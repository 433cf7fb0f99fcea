import { z } from "zod";
import { type LifeChapter, lifeChapterSchema } from "../life-chapters.ts";
import type { InterviewLanguage, InterviewStage } from "./interview.ts";
import type { Ledger } from "./ledger.ts";

/**
 * What the next question should do. detail: ask more about something just told. sensory: what could be seen, heard, smelt.
 * feeling: what it was like. gentle: a quiet turn after something hard. new-topic: another part of the life.
 */
export type QuestionAim = "detail" | "sensory" | "feeling" | "gentle" | "new-topic";

/** What an interviewer is told before it asks. Words of the narrator and of relatives in it are data, never instructions. */
export interface Briefing {
  language: InterviewLanguage;
  stage: InterviewStage;
  aim: QuestionAim;
  narratorName: string | undefined;
  topic: string | undefined;
  chapter: string | undefined;
  /** The turns of this session, the oldest first; off-record words are in none. */
  turns: {
    question: string;
    answer: string;
    outcome: "answered" | "unheard" | "skipped" | "declined";
    chapter?: LifeChapter | undefined;
  }[];
  ledger: Ledger;
  /** Drafts that the guard turned down for this very turn, and why. */
  rejected: { question: string; problems: QuestionProblem[] }[];
}

/** What an interviewer proposes, as a strict structured output (every key present, nothing optional). */
export const questionDraftSchema = z.object({
  /** One short sentence that shows that the answer was heard; empty where there is nothing to say. Never a question. */
  acknowledgement: z.string(),
  /** One open question of at most 30 words. */
  question: z.string(),
  /** The narrator's own words from the last answer that the question names; empty for a new topic. */
  detail: z.string(),
  chapter: lifeChapterSchema,
});
export type QuestionDraft = z.infer<typeof questionDraftSchema>;

/** Why a question may not be asked. */
export type QuestionProblem =
  | "empty"
  | "too-long"
  | "several-questions"
  | "closed"
  | "leading"
  | "ungrounded"
  | "already-asked"
  | "already-told"
  | "declined-topic"
  | "wrong-language"
  | "claims-to-be-human"
  | "not-plain";

/** One of our own opening questions. */
export interface BankQuestion {
  id: string;
  chapter: LifeChapter;
  /** 1: easy to answer at once. 3: takes a long look back. */
  depth: 1 | 2 | 3;
  /** 1: for anybody. 3: touches loss, war, faith or money; never the first. */
  sensitivity: 1 | 2 | 3;
  en: string;
  es: string;
}
