import { askNext } from "../../core/interview/ask-next.ts";
import type { HeardSegment, Question } from "../../core/interview/interview.ts";
import { beginSession, nextTurn } from "../../core/interview/next-turn.ts";
import type { Effect, Session, SessionBeginning, SessionEvent } from "../../core/interview/session.ts";
import type { Interviewer, Log } from "../../core/ports.ts";
import type { JudgedTurn, Transcript } from "./judge.ts";
import type { Narrator } from "./narrators.ts";

/** An interview by the real rules, and what was seen of the guard. */
export interface Run {
  narrator: Narrator;
  transcript: Transcript;
  /** Drafts that the guard turned down. */
  rejected: number;
  problems: string[];
  /** Follow-ups that the bank had to replace. */
  replaced: number;
  failed: number;
  /** Questions that the interviewer proposed, follow-ups and new topics. */
  proposed: number;
}

const startedAt = Date.parse("2026-11-24T10:00:00Z");

/**
 * Interviews a narrator for so many turns, as a session does it: nextTurn decides what the next question is for, askNext
 * finds it by interviewer, guard and bank. What the narrator says is heard as speech, so that what it declines is obeyed.
 */
export async function runInterview(
  narrator: Narrator,
  seed: number,
  interviewer: Interviewer,
  turns: number,
): Promise<Run> {
  const { language } = narrator.life;
  const run: Run = {
    narrator,
    transcript: { language, turns: [] },
    rejected: 0,
    problems: [],
    replaced: 0,
    failed: 0,
    proposed: 0,
  };
  const log: Log = (event, fields) => {
    if (event === "interview.question_rejected") {
      run.rejected += 1;
      run.problems.push(...`${fields?.problems ?? ""}`.split(" "));
    }
    if (event === "interview.interviewer_failed") run.failed += 1;
  };
  let made = 0;
  const newId = () => numberId(seed, ++made);
  const beginning = beginNarrator(narrator, newId);
  let now = startedAt;
  let state: Session = beginSession(beginning, now).state;
  const tell = (event: SessionEvent): Effect[] => {
    const turned = nextTurn(state, event);
    state = turned.state;
    return turned.effects;
  };
  const ask = (aim: Extract<Effect, { type: "ask" }>["aim"]): Promise<Question> =>
    askNext({ interviewer, log, requestId: "bench", newId }, state, aim);
  let question = await ask("new-topic");
  let goesOn = false;
  for (let turn = 0; turn < turns; turn++) {
    const turnId = newId();
    tell({ type: "question", now, turnId, question });
    const asked = state.turns.at(-1)?.question ?? question;
    const { text, told, declined, pause } = narrator.answer(asked.text);
    const heard: JudgedTurn = {
      said: asked.acknowledgement ?? "",
      question: asked.text,
      answer: text,
      told,
      declined,
      goesOn,
    };
    run.transcript.turns.push(heard);
    now += 60_000;
    const segments = speak(text);
    const seconds = segments.at(-1)?.end ?? 0;
    const effects = [
      ...tell({ type: "heard", now, turnId, segments }),
      ...tell({ type: "finished", now, turnId, longestPause: pause }),
      ...tell({ type: "answered", now, turnId, by: "voice", segments, seconds }),
    ];
    const next = effects.findLast((effect) => effect.type === "ask");
    if (!next) break;
    question = await ask(next.aim);
    goesOn = next.aim !== "new-topic" && next.aim !== "closing" && state.turns.at(-1)?.outcome === "answered";
    if (question.origin === "follow-up" || question.origin === "left-open") run.proposed += 1;
    if (goesOn && question.origin === "bank") run.replaced += 1;
  }
  return run;
}

function beginNarrator(narrator: Narrator, newId: () => string): SessionBeginning {
  return {
    id: newId(),
    familyId: newId(),
    startedBy: { userId: newId(), name: "Bench", email: "bench@example.org" },
    narrator: undefined,
    language: narrator.life.language,
    topic: undefined,
    chapter: undefined,
    patienceSeconds: 8,
    ledger: { told: [], asked: [], declined: [], open: [], queued: [], knownNames: [] },
  };
}

/** A sentence a segment, at 0.4 seconds a word. */
function speak(text: string): (HeardSegment & { final: boolean })[] {
  let start = 0;
  return (text.match(/[^.!?]+[.!?]*/g) ?? [text]).map((sentence) => {
    const end = start + sentence.trim().split(/\s+/).length * 0.4;
    const segment = { start, end, text: sentence.trim(), final: true };
    start = end + 0.5;
    return segment;
  });
}

function numberId(seed: number, count: number): string {
  return `01900000-0000-7000-8000-${String(seed * 10_000 + count).padStart(12, "0")}`;
}
