import {
  addDeclined,
  endAnswer,
  goOn,
  joinTexts,
  judgeAnswer,
  judgeUnheard,
  nameTopic,
} from "./end-answer.ts";
import { findLongestPause, hearSpoken, type Spoken } from "./hear-spoken.ts";
import type { Turn } from "./interview.ts";
import type { Effect, EventOf, Session, Turned } from "./session.ts";
import { findOpen } from "./view.ts";

/** What becomes of an answer whose words were heard. Late commands in them are obeyed. */
export function takeAnswer(state: Session, event: EventOf<"answered">): Turned {
  const turn = findOpen(state, event.turnId);
  if (!turn) return { state, effects: [] };
  // A recording that was sent while nothing shall be kept isn't kept either.
  if (event.by === "upload" && state.offRecord) return dropAnswer(state, turn, event);
  return settleAnswer(state, turn, event);
}

/** Settles a turn by what was heard, and what had been written to it before. */
function settleAnswer(
  state: Session,
  turn: Turn,
  answer: Pick<EventOf<"answered">, "segments" | "seconds" | "now"> & { by: Turn["by"] },
): Turned {
  const { now, by } = answer;
  const spoken = hear(state, answer.segments);
  const erasures = eraseAll(turn.id, spoken);
  const seconds = secondsLeft(answer.seconds, spoken);
  const ending = settleEnding(state.ending, spoken.wish);
  const text = joinTexts(spoken.segments, turn.text);
  const declined =
    spoken.wish === "decline"
      ? addDeclined(state.declined, spoken.topic ?? nameTopic(turn.question))
      : state.declined;
  const settled: Turn = {
    ...turn,
    outcome: judgeAnswer(ending, text, seconds),
    by,
    text,
    segments: by === "writing" ? [] : spoken.segments,
    seconds,
    longestPause: Math.max(turn.longestPause, findLongestPause(spoken.segments)),
    offRecord: turn.offRecord || erasures.length > 0,
  };
  const next: Session = {
    ...state,
    ending,
    declined,
    // Only who speaks goes on being off the record: a recording or a letter is over.
    ...(by === "voice" ? readRecord(state, spoken) : {}),
    paused: by === "voice" && spoken.wish === "pause",
    activeAt: by === "voice" ? state.activeAt : now,
  };
  return goOn(next, settled, now, [...erasures, { type: "show-final", turnId: turn.id }]);
}

/** Whether something is kept after what was said. All of it was said before a button was pressed: that stays pressed. */
export function readRecord(state: Session, spoken: Spoken): Pick<Session, "offRecord" | "offRecordBy"> {
  if (state.offRecordBy === "button") return { offRecord: true, offRecordBy: "button" };
  return { offRecord: spoken.offRecord, offRecordBy: spoken.offRecord ? "voice" : undefined };
}

/** Late words may say more than what ended the answer; to stop outweighs all. */
function settleEnding(before: Session["ending"], wish: Spoken["wish"]): NonNullable<Session["ending"]> {
  const said = wish === "pause" || wish === "resume" ? undefined : wish;
  if (before === "stop" || said === "stop") return "stop";
  if (said === undefined || said === "finished") return before ?? "finished";
  return said;
}

/** Seconds of audio that are kept after what was off the record is erased. */
function secondsLeft(seconds: number, spoken: Spoken): number {
  let left = seconds;
  for (const { fromSeconds, toSeconds } of spoken.erased) {
    left -= Math.max(0, (toSeconds ?? seconds) - fromSeconds);
  }
  return Math.max(0, left);
}

function dropAnswer(state: Session, turn: Turn, { now, by }: { now: number; by: Turn["by"] }): Turned {
  const dropped: Turn = { ...turn, outcome: "skipped", by, offRecord: true };
  const erased: Effect[] = by === "writing" ? [] : [{ type: "erase-audio", turnId: turn.id, fromSeconds: 0 }];
  return goOn({ ...state, paused: false, activeAt: now }, dropped, now, erased);
}

/** What becomes of an answer in writing. */
export function takeWriting(state: Session, { turnId, text, now }: EventOf<"written">): Turned {
  const turn = findOpen(state, turnId);
  if (!turn || state.phase !== "answering") return { state, effects: [] };
  if (turn.by === "voice") {
    // Something was told before: it is heard first, and what is written comes after it.
    const written = state.offRecord ? turn : { ...turn, text };
    return endAnswer(state, written, { ending: "finished", now });
  }
  if (state.offRecord) return dropAnswer(state, turn, { now, by: "writing" });
  return settleAnswer(state, turn, {
    now,
    by: "writing",
    segments: [{ start: 0, end: 0, text }],
    seconds: 0,
  });
}

/** What becomes of an answer that is kept though its words could not be heard. */
export function takeUnheard(state: Session, event: EventOf<"unheard">): Turned {
  const turn = findOpen(state, event.turnId);
  if (!turn) return { state, effects: [] };
  const { by, seconds, now } = event;
  if (by === "upload" && state.offRecord) return dropAnswer(state, turn, event);
  const outcome = judgeUnheard(state.ending ?? "finished", turn.text, seconds);
  const activeAt = by === "voice" ? state.activeAt : now;
  return goOn({ ...state, paused: false, activeAt }, { ...turn, outcome, by, seconds }, now, []);
}

/** Hears what was said to the interviewer in the open turn. */
export function hear(state: Session, segments: EventOf<"answered" | "heard">["segments"]): Spoken {
  return hearSpoken(segments, {
    language: state.language,
    offRecord: state.offRecord,
    obeyedTo: state.obeyedTo ?? 0,
  });
}

/** The audio of a turn that was off the record goes at once. */
export function eraseAll(turnId: string, spoken: Spoken): Effect[] {
  return spoken.erased.map(({ fromSeconds, toSeconds }) => ({
    type: "erase-audio",
    turnId,
    fromSeconds,
    ...(toSeconds === undefined ? {} : { toSeconds }),
  }));
}
