import {
  addDeclined,
  beginClosing,
  close,
  endAnswer,
  nameTopic,
  nextAlarm,
  replaceLast,
  retryMs,
} from "./end-answer.ts";
import { joinHeard } from "./hear-spoken.ts";
import type { Turn } from "./interview.ts";
import { openingWords } from "./opening-words.ts";
import { planNext } from "./progress.ts";
import {
  type Effect,
  type EventOf,
  idleMs,
  type Session,
  type SessionBeginning,
  type SessionEvent,
  type Turned,
} from "./session.ts";
import { findSpokenCommands } from "./spoken-commands.ts";
import { eraseAll, hear, readRecord, takeAnswer, takeUnheard, takeWriting } from "./take-answer.ts";
import { findOpen, openTurn } from "./view.ts";

/** How often a session that is told in says so, in milliseconds: not with every chunk. */
const activeEveryMs = 60_000;

/** A new session: its first question is asked for. */
export function beginSession(beginning: SessionBeginning, now: number): Turned {
  const state: Session = {
    ...beginning,
    stage: "opening",
    phase: "asking",
    offRecord: false,
    paused: false,
    declined: [],
    turns: [],
    memories: [],
    createdAt: now,
    activeAt: now,
  };
  return { state, effects: [{ type: "save" }, { type: "ask", aim: "new-topic" }, nextAlarm(state)] };
}

/**
 * What becomes of a session by an event, and what must be done. Nothing but the narrator's own word ends an answer: silence
 * doesn't, and what comes for a turn that has ended changes nothing.
 */
export function nextTurn(state: Session, event: SessionEvent): Turned {
  switch (event.type) {
    case "chunk":
      return keepChunk(state, event);
    case "heard":
      return obeyHeard(state, event);
    case "finished":
      return finish(state, event);
    case "answered":
      return takeAnswer(state, event);
    case "written":
      return takeWriting(state, event);
    case "unheard":
      return takeUnheard(state, event);
    case "control":
      return obeyControl(state, event);
    case "question":
      return askQuestion(state, event);
    case "memory-made":
      return keepMade(state, event);
    case "alarm":
      return ring(state, event);
    case "woken":
      return resume(state);
    default:
      return event satisfies never;
  }
}

function unchanged(state: Session): Turned {
  return { state, effects: [] };
}

function keepChunk(state: Session, { turnId, now }: EventOf<"chunk">): Turned {
  const turn = findOpen(state, turnId);
  if (!turn || state.phase !== "answering" || state.paused) return unchanged(state);
  const isActive = now - state.activeAt >= activeEveryMs;
  const effects = takeChunk(state);
  const isFirst = !state.offRecord && turn.by === undefined;
  if (!isActive && !isFirst) return { state, effects };
  return {
    state: {
      ...state,
      activeAt: isActive ? now : state.activeAt,
      turns: isFirst ? replaceLast(state.turns, { ...turn, by: "voice" }) : state.turns,
    },
    effects,
  };
}

function takeChunk({ offRecord, offRecordBy }: Session): Effect[] {
  if (!offRecord) return [{ type: "keep-audio" }];
  return offRecordBy === "voice" ? [{ type: "hear-only" }] : [];
}

/** Off the record by word of mouth nothing is obeyed but "on the record". */
function returnToRecord(state: Session, { segments, now }: EventOf<"heard">): Turned {
  const isBack = findSpokenCommands(segments, state.language).some(({ order }) => order === "on-record");
  if (!isBack) return unchanged(state);
  return {
    state: { ...state, offRecord: false, offRecordBy: undefined, activeAt: now },
    effects: [{ type: "stop-hearing" }, { type: "show" }],
  };
}

function obeyHeard(state: Session, event: EventOf<"heard">): Turned {
  const { turnId, segments, now } = event;
  const turn = findOpen(state, turnId);
  if (!turn || state.phase !== "answering") return unchanged(state);
  if (state.offRecordBy === "voice") return returnToRecord(state, event);
  const spoken = hear(state, segments);
  const effects = eraseAll(turnId, spoken);
  const record = readRecord(state, spoken);
  const changes = record.offRecord !== state.offRecord || effects.length > 0;
  const heard: Session = changes
    ? {
        ...state,
        ...record,
        obeyedTo: spoken.obeyedTo,
        turns: replaceLast(state.turns, { ...turn, offRecord: turn.offRecord || effects.length > 0 }),
        activeAt: now,
      }
    : state;
  if (changes) effects.push({ type: "show" });
  const { wish, topic } = spoken;
  if (wish === "pause") {
    const paused = { ...heard, paused: true, obeyedTo: spoken.obeyedTo, activeAt: now };
    return { state: paused, effects: [...effects, { type: "show" }] };
  }
  if (wish === "resume") {
    if (!state.paused) return { state: heard, effects };
    return { state: { ...heard, paused: false, activeAt: now }, effects: [...effects, { type: "show" }] };
  }
  if (wish) {
    const ended = endAnswer(heard, openTurn(heard) ?? turn, { ending: wish, now, topic });
    return { state: ended.state, effects: [...effects, ...ended.effects] };
  }
  if (!record.offRecord) effects.push({ type: "show-partial", turnId, text: joinHeard(spoken.segments) });
  return { state: heard, effects };
}

function finish(state: Session, { turnId, longestPause, now }: EventOf<"finished">): Turned {
  const turn = findOpen(state, turnId);
  if (!turn || state.phase !== "answering") return unchanged(state);
  return endAnswer(state, turn, { ending: "finished", now, longestPause });
}

function obeyControl(state: Session, { control, now }: EventOf<"control">): Turned {
  if (state.phase === "closing" || state.phase === "closed") return unchanged(state);
  const active: Session = { ...state, activeAt: now };
  const turn = openTurn(state);
  const isAnswering = turn !== undefined && state.phase === "answering";
  switch (control) {
    case "skip":
      return isAnswering ? endAnswer(active, turn, { ending: control, now }) : unchanged(state);
    case "decline":
      if (!turn || state.ending === "stop") return unchanged(state);
      if (isAnswering) return endAnswer(active, turn, { ending: control, now });
      // So may who has just finished: the answer is judged by it.
      return {
        state: {
          ...active,
          ending: control,
          declined: addDeclined(state.declined, nameTopic(turn.question)),
        },
        effects: [],
      };
    case "stop":
      if (isAnswering) return endAnswer(active, turn, { ending: control, now });
      if (state.phase === "hearing") return { state: { ...active, ending: "stop" }, effects: [] };
      return beginClosing(active, now);
    case "off-record": {
      if (state.offRecord) return unchanged(state);
      const turns = isAnswering ? replaceLast(state.turns, { ...turn, offRecord: true }) : state.turns;
      return {
        state: { ...active, offRecord: true, offRecordBy: "button", turns },
        effects: [{ type: "show" }],
      };
    }
    case "on-record":
      return state.offRecord
        ? { state: { ...active, offRecord: false, offRecordBy: undefined }, effects: [{ type: "show" }] }
        : unchanged(state);
    case "pause":
    case "resume": {
      const paused = control === "pause";
      return state.paused === paused
        ? unchanged(state)
        : { state: { ...active, paused }, effects: [{ type: "show" }] };
    }
    default:
      return control satisfies never;
  }
}

function askQuestion(state: Session, { turnId, question, now }: EventOf<"question">): Turned {
  if (state.phase !== "asking" || state.turns.some(({ id }) => id === turnId)) return unchanged(state);
  const { language, narrator } = state;
  const said = [
    state.turns.length === 0 ? openingWords[language](narrator?.name) : "",
    question.acknowledgement ?? "",
  ];
  const acknowledgement = said.filter(Boolean).join(" ");
  const turn: Turn = {
    id: turnId,
    question: acknowledgement ? { ...question, acknowledgement } : question,
    outcome: "open",
    text: "",
    segments: [],
    seconds: 0,
    longestPause: 0,
    offRecord: state.offRecord,
    askedAt: new Date(now).toISOString(),
  };
  return {
    state: { ...state, phase: "answering", turns: [...state.turns, turn] },
    effects: [{ type: "show-question", turnId }, { type: "show" }, { type: "save" }, nextAlarm(state)],
  };
}

function keepMade(state: Session, { memoryId }: EventOf<"memory-made">): Turned {
  if (state.phase !== "closing") return unchanged(state);
  if (!state.memories.some(({ id, made }) => id === memoryId && !made)) return unchanged(state);
  const memories = state.memories.map((memory) =>
    memory.id === memoryId ? { ...memory, made: true } : memory,
  );
  const made: Session = { ...state, memories };
  const shown: Effect = { type: "show-memory", memoryId };
  return memories.every((memory) => memory.made) ? close(made, [shown]) : { state: made, effects: [shown] };
}

/** Nobody spoke for a day: what was told becomes memories. What couldn't be done is tried again. */
function ring(state: Session, { now }: EventOf<"alarm">): Turned {
  const again: Effect = { type: "wake-at", time: now + retryMs };
  if (state.phase === "closed") return unchanged(state);
  if (state.phase === "closing") return { state, effects: [{ type: "make-memories" }, again] };
  if (now - state.activeAt < idleMs) return { state, effects: [nextAlarm(state)] };
  const turn = openTurn(state);
  if (!turn) return beginClosing(state, now);
  if (state.phase === "hearing") {
    return { state: { ...state, ending: "stop" }, effects: [{ type: "hear", turnId: turn.id }, again] };
  }
  const ended = endAnswer(state, turn, { ending: "stop", now: state.activeAt });
  return ended.state.phase === "hearing" ? { state: ended.state, effects: [...ended.effects, again] } : ended;
}

/** What was under way is begun again: it follows from the state. */
function resume(state: Session): Turned {
  switch (state.phase) {
    case "asking": {
      const plan = planNext(state.turns, state.language);
      const ask: Effect = { type: "ask", aim: plan?.aim ?? "closing" };
      return { state, effects: [{ type: "save" }, ask, nextAlarm(state)] };
    }
    case "answering":
      return { state, effects: [nextAlarm(state)] };
    case "hearing": {
      const turn = openTurn(state);
      return { state, effects: turn ? [{ type: "hear", turnId: turn.id }, nextAlarm(state)] : [] };
    }
    case "closing":
      return { state, effects: [{ type: "save" }, { type: "make-memories" }] };
    case "closed":
      return { state, effects: [{ type: "save" }, { type: "forget-audio" }] };
    default:
      return state.phase satisfies never;
  }
}
