import type { HeardSegment, InterviewLanguage, Question, Turn } from "../../core/interview/interview.ts";
import { beginSession, nextTurn } from "../../core/interview/next-turn.ts";
import type { Effect, Session, SessionBeginning, SessionEvent } from "../../core/interview/session.ts";

export const begunAt = Date.parse("2026-11-24T10:00:00Z");

/** The id of a thing by its number. */
export function idOf(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

export function questionOf(number: number, more: Partial<Question> = {}): Question {
  return { id: idOf(500 + number), text: `What came ${number}?`, origin: "bank", ...more };
}

/** What a session begins with. */
export function beginningIn(language: InterviewLanguage): SessionBeginning {
  return {
    id: idOf(900),
    familyId: idOf(901),
    startedBy: { userId: idOf(902), name: "Ana", email: "ana@example.org" },
    narrator: { id: idOf(903), name: "Rosa" },
    language,
    topic: undefined,
    chapter: undefined,
    patienceSeconds: 8,
    ledger: { told: [], asked: [], declined: [], open: [], queued: [], knownNames: [] },
  };
}

/** A session that waits for the answer to its first question, which is turn 1. */
export function begin(language: InterviewLanguage = "en", question = questionOf(1)): Session {
  const begun = beginSession(beginningIn(language), begunAt).state;
  return nextTurn(begun, { type: "question", now: begunAt, turnId: idOf(1), question }).state;
}

/** Plays events one after the other; answers the last state and all effects. */
export function play(state: Session, ...events: SessionEvent[]): { state: Session; effects: Effect[] } {
  const effects: Effect[] = [];
  let now = state;
  for (const event of events) {
    const turned = nextTurn(now, event);
    now = turned.state;
    effects.push(...turned.effects);
  }
  return { state: now, effects };
}

export function typesOf(effects: readonly Effect[]): Effect["type"][] {
  return effects.map(({ type }) => type);
}

/** One segment of five seconds for each text, one after the other, a second between them. */
export function segmentsOf(...texts: string[]): (HeardSegment & { final: boolean })[] {
  return texts.map((text, at) => ({ start: at * 6, end: at * 6 + 5, text, final: true }));
}

export const chunk = (turn = 1, now = begunAt): SessionEvent => ({ type: "chunk", now, turnId: idOf(turn) });
export const heard = (turn: number, ...texts: string[]): SessionEvent => ({
  type: "heard",
  now: begunAt,
  turnId: idOf(turn),
  segments: segmentsOf(...texts),
});
export const finished = (turn = 1, longestPause = 0): SessionEvent => ({
  type: "finished",
  now: begunAt,
  turnId: idOf(turn),
  longestPause,
});
export const answered = (turn: number, seconds: number, ...texts: string[]): SessionEvent => ({
  type: "answered",
  now: begunAt,
  turnId: idOf(turn),
  by: "voice",
  segments: segmentsOf(...texts),
  seconds,
});
export const control = (
  name: "skip" | "decline" | "off-record" | "on-record" | "pause" | "resume" | "stop",
): SessionEvent => ({ type: "control", now: begunAt, control: name });
export const asked = (turn: number, more: Partial<Question> = {}): SessionEvent => ({
  type: "question",
  now: begunAt,
  turnId: idOf(turn),
  question: questionOf(turn, more),
});

/** A turn that has ended. */
export function turnOf(number: number, more: Partial<Turn> = {}): Turn {
  return {
    id: idOf(number),
    question: questionOf(number),
    outcome: "answered",
    by: "voice",
    text: "It was a house.",
    segments: [],
    seconds: 30,
    longestPause: 1,
    offRecord: false,
    askedAt: "2026-11-24T10:00:00.000Z",
    ...more,
  };
}

/** A text of so many words. */
export function wordsOf(count: number): string {
  return Array.from({ length: count }, (_, at) => `word${at}`).join(" ");
}
