import { planMemories } from "./cut-memories.ts";
import { joinHeard } from "./hear-spoken.ts";
import type { Question, Turn } from "./interview.ts";
import { countWords, planNext, richWords } from "./progress.ts";
import { type Effect, type Ending, idleMs, type Session, type Turned } from "./session.ts";

/** Milliseconds until memories that couldn't be made, or an answer that couldn't be heard, are tried again. */
export const retryMs = 60_000;
/** Seconds of audio from which on a skipped answer may have told something though its words weren't heard. */
const toldSeconds = 3;

/** Ends the open turn's answer: what was told is heard first, and where nothing was recorded it ends at once. */
export function endAnswer(
  state: Session,
  turn: Turn,
  how: { ending: Ending; now: number; topic?: string | undefined; longestPause?: number },
): Turned {
  const { ending, now } = how;
  const ended: Session = {
    ...state,
    ending,
    paused: false,
    declined:
      ending === "decline"
        ? addDeclined(state.declined, how.topic ?? nameTopic(turn.question))
        : state.declined,
    turns: replaceLast(state.turns, { ...turn, longestPause: how.longestPause ?? turn.longestPause }),
    activeAt: now,
  };
  if (turn.by === undefined && ending !== "finished") {
    const nothing = { ...turn, outcome: ending === "decline" ? "declined" : "skipped" } as const;
    return goOn(ended, nothing, now, [{ type: "stop-hearing" }]);
  }
  return {
    state: { ...ended, phase: "hearing" },
    effects: [{ type: "show" }, { type: "hear", turnId: turn.id }],
  };
}

/** What became of an answer whose words were heard. */
export function judgeAnswer(ending: Ending, text: string, seconds: number): Exclude<Turn["outcome"], "open"> {
  const words = countWords(text);
  switch (ending) {
    // Who told a whole story and goes no further has told it.
    case "decline":
      return words >= richWords ? "answered" : "declined";
    case "skip":
    case "stop":
      return words > 0 ? "answered" : "skipped";
    case "finished":
      if (words > 0) return "answered";
      return seconds >= toldSeconds ? "unheard" : "skipped";
  }
}

/** What became of an answer whose words could not be heard. */
export function judgeUnheard(
  ending: Ending,
  written: string,
  seconds: number,
): Exclude<Turn["outcome"], "open"> {
  if (written) return "answered";
  if (ending === "decline") return "declined";
  if (ending === "finished") return "unheard";
  return seconds >= toldSeconds ? "unheard" : "skipped";
}

/** Goes on after a turn that has ended: to the next question, or to the end. */
export function goOn(state: Session, turn: Turn, now: number, effects: Effect[]): Turned {
  const { ending, obeyedTo: _, ...settled } = state;
  const turns = replaceLast(state.turns, { ...turn, endedAt: new Date(now).toISOString() });
  const next: Session = { ...settled, turns };
  const plan = ending === "stop" ? undefined : planNext(turns, state.language);
  if (!plan) return beginClosing(next, now, effects);
  return {
    state: { ...next, phase: "asking", stage: plan.stage },
    effects: [...effects, { type: "show" }, { type: "save" }, { type: "ask", aim: plan.aim }],
  };
}

/** The farewell: what was told becomes memories, always the same ones. A session in which nothing was told just closes. */
export function beginClosing(state: Session, now: number, effects: Effect[] = []): Turned {
  const memories = state.memories.length > 0 ? state.memories : planMemories(state.turns);
  const closing = { ...state, memories, offRecord: false, offRecordBy: undefined, paused: false };
  if (memories.length === 0) {
    const closed = close(closing, []);
    return { state: closed.state, effects: [...effects, ...closed.effects] };
  }
  return {
    state: { ...closing, phase: "closing", stage: "closing" },
    effects: [
      ...effects,
      { type: "show" },
      { type: "save" },
      { type: "make-memories" },
      { type: "wake-at", time: now + retryMs },
    ],
  };
}

/** All that was told is a memory now, or nothing was told. */
export function close(state: Session, effects: Effect[]): Turned {
  return {
    state: { ...state, phase: "closed", stage: "closed" },
    effects: [{ type: "save" }, { type: "show" }, ...effects, { type: "forget-audio" }],
  };
}

/** When the session is to be looked after, if nobody does anything. */
export function nextAlarm(state: Session): Effect {
  return { type: "wake-at", time: state.activeAt + idleMs };
}

export function replaceLast(turns: readonly Turn[], turn: Turn): Turn[] {
  return [...turns.slice(0, -1), turn];
}

/** What is never asked again, each once. */
export function addDeclined(declined: string[], topic: string): string[] {
  return declined.includes(topic) ? declined : [...declined, topic];
}

/** What a question is about, in the narrator's words where it names some. */
export function nameTopic(question: Question): string {
  const detail = question.detail?.trim() ?? "";
  return detail.length >= 3 ? detail : question.text;
}

/** A text and the words that were heard, as one. */
export function joinTexts(heard: Turn["segments"], written: string): string {
  return [joinHeard(heard), written.trim()].filter((text) => text !== "").join(" ");
}
