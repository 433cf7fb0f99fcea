import type { Briefing } from "../../core/interview/asking.ts";
import type { Question, Turn } from "../../core/interview/interview.ts";
import type { Ledger, ToldStory } from "../../core/interview/ledger.ts";
import type { Session } from "../../core/interview/session.ts";

export function ledgerOf(given: Partial<Ledger> = {}): Ledger {
  return { told: [], asked: [], declined: [], open: [], queued: [], knownNames: [], ...given };
}

export function storyOf(given: Partial<ToldStory> = {}): ToldStory {
  return { title: "A story", oneLiner: "", people: [], places: [], ...given };
}

export function turnOf(
  question: string,
  answer: string,
  outcome: Briefing["turns"][number]["outcome"] = "answered",
): Briefing["turns"][number] {
  return { question, answer, outcome };
}

export function briefingOf(
  given: Partial<Omit<Briefing, "ledger">> & { ledger?: Partial<Ledger> } = {},
): Briefing {
  return {
    language: "en",
    stage: "exploring",
    aim: "new-topic",
    narratorName: undefined,
    topic: undefined,
    chapter: undefined,
    turns: [],
    rejected: [],
    ...given,
    ledger: ledgerOf(given.ledger),
  };
}

export function sessionTurnOf(question: Partial<Question>, text: string, given: Partial<Turn> = {}): Turn {
  return {
    id: crypto.randomUUID(),
    question: { id: crypto.randomUUID(), text: "What did you see?", origin: "bank", ...question },
    outcome: "answered",
    by: "voice",
    text,
    segments: [],
    seconds: 10,
    longestPause: 0,
    offRecord: false,
    askedAt: "2026-11-24T18:00:00.000Z",
    ...given,
  };
}

export function sessionOf(
  given: Partial<Omit<Session, "ledger">> & { ledger?: Partial<Ledger> } = {},
): Session {
  return {
    id: "01990000-0000-7000-8000-000000000001",
    familyId: "01990000-0000-7000-8000-000000000002",
    startedBy: { userId: "u", name: "Ana", email: "ana@example.org" },
    language: "en",
    patienceSeconds: 8,
    stage: "exploring",
    phase: "asking",
    offRecord: false,
    paused: false,
    declined: [],
    turns: [],
    memories: [],
    createdAt: 0,
    activeAt: 0,
    ...given,
    ledger: ledgerOf(given.ledger),
  };
}
