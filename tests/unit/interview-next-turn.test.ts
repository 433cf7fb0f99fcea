import { expect, test } from "vitest";
import { sessionViewSchema } from "../../core/interview/frames.ts";
import { beginSession, nextTurn } from "../../core/interview/next-turn.ts";
import { idleMs, type SessionEvent, sessionSchema } from "../../core/interview/session.ts";
import { viewSession } from "../../core/interview/view.ts";
import {
  answered,
  asked,
  begin,
  beginningIn,
  begunAt,
  chunk,
  control,
  finished,
  heard,
  idOf,
  play,
  questionOf,
  typesOf,
  wordsOf,
} from "./interview-begun.ts";

const speaking = () => play(begin(), chunk()).state;
const unheard = (turn: number, seconds: number): SessionEvent => ({
  type: "unheard",
  now: begunAt,
  turnId: idOf(turn),
  by: "voice",
  seconds,
});
const written = (turn: number, text: string): SessionEvent => ({
  type: "written",
  now: begunAt,
  turnId: idOf(turn),
  text,
});
const alarm = (now: number): SessionEvent => ({ type: "alarm", now });
const woken: SessionEvent = { type: "woken", now: begunAt };

test.each([
  ["en", /\bAI\b.*recorded.*skip this.*give me a minute.*off the record.*stop here/],
  ["es", /\bIA\b.*graba.*siguiente pregunta.*dame un minuto.*fuera de registro.*paremos/],
] as const)(
  "the opening in %s says that it is an AI, what happens to the recording and what one may do",
  (language, words) => {
    const state = begin(language);
    const said = state.turns[0]?.question.acknowledgement ?? "";
    expect(said).toMatch(words);
    expect(said).not.toContain("?");
    expect(state).toMatchObject({ stage: "opening", phase: "answering" });
    expect(sessionSchema.parse(state)).toEqual(state);
  },
);

test("what a relative asks at length is read out after the opening, before the first question", () => {
  const wrote = "A longer question from Ana: “Who built the boat. Where did it sail.”";
  const question = questionOf(1, { origin: "relative", acknowledgement: wrote });
  const said = begin("en", question).turns[0]?.question.acknowledgement ?? "";
  expect(said).toMatch(/\bAI\b/);
  expect(said.endsWith(` ${wrote}`)).toBe(true);
});

test("a session begins with a row, a question that is sought and an alarm a day away", () => {
  const { state, effects } = beginSession(beginningIn("en"), begunAt);
  expect(state).toMatchObject({ stage: "opening", phase: "asking", turns: [] });
  expect(effects).toEqual([
    { type: "save" },
    { type: "ask", aim: "new-topic" },
    { type: "wake-at", time: begunAt + idleMs },
  ]);
  expect(nextTurn(state, woken).effects).toContainEqual({ type: "ask", aim: "new-topic" });
});

test("a chunk of the open turn is kept, and changes nothing of a session that is told in", () => {
  const state = speaking();
  const turned = nextTurn(state, chunk());
  expect(turned.effects).toEqual([{ type: "keep-audio" }]);
  expect(turned.state).toBe(state);
});

test("a session notes at most once a minute that it is told in", () => {
  const state = speaking();
  expect(nextTurn(state, chunk(1, begunAt + 59_000)).state).toBe(state);
  expect(nextTurn(state, chunk(1, begunAt + 60_000)).state.activeAt).toBe(begunAt + 60_000);
});

test.each([
  ["while it is paused", [control("pause")], 1],
  ["off the record", [control("off-record")], 1],
  ["after the answer was finished", [finished()], 1],
  ["of another turn", [], 2],
  ["of a session that is closed", [control("stop"), answered(1, 0)], 1],
] as const)("a chunk %s is not kept", (_, events, turn) => {
  const { state } = play(speaking(), ...events);
  expect(nextTurn(state, chunk(turn)).effects).toEqual([]);
});

test("a finished answer is heard, kept and followed by a question", () => {
  const { state, effects } = play(speaking(), finished(1, 4.5));
  expect(state.phase).toBe("hearing");
  expect(effects).toEqual([{ type: "show" }, { type: "hear", turnId: idOf(1) }]);
  const answer = play(state, answered(1, 11, wordsOf(15), wordsOf(15)));
  expect(answer.state).toMatchObject({ phase: "asking", stage: "deep-dive" });
  expect(answer.state.turns[0]).toMatchObject({
    outcome: "answered",
    by: "voice",
    seconds: 11,
    longestPause: 4.5,
  });
  expect(typesOf(answer.effects)).toEqual(["show-final", "show", "save", "ask"]);
  expect(answer.effects.at(-1)).toEqual({ type: "ask", aim: "detail" });
  const next = play(answer.state, asked(2));
  expect(next.state).toMatchObject({ phase: "answering", turns: [{}, { outcome: "open" }] });
  expect(typesOf(next.effects)).toContain("show-question");
});

test("after an answer that could not be heard the next question doesn't pretend to have heard it", () => {
  const { state, effects } = play(speaking(), finished(), unheard(1, 60));
  expect(state.turns[0]).toMatchObject({ outcome: "unheard", seconds: 60, text: "" });
  expect(effects.at(-1)).toEqual({ type: "ask", aim: "new-topic" });
});

test("an answer in which nothing was said is skipped when it is short, and kept when it is long", () => {
  expect(play(speaking(), finished(), answered(1, 1)).state.turns[0]?.outcome).toBe("skipped");
  expect(play(speaking(), finished(), answered(1, 40)).state.turns[0]?.outcome).toBe("unheard");
});

test("what comes for a turn that isn't open changes nothing", () => {
  const { state } = play(speaking(), finished(), answered(1, 9, "A house."), asked(2));
  for (const event of [
    finished(1),
    heard(1, "That's all."),
    answered(1, 9, "Another house."),
    unheard(1, 9),
    written(1, "A hut."),
    asked(2),
    asked(3),
  ]) {
    expect(nextTurn(state, event)).toEqual({ state, effects: [] });
  }
});

test("what is understood is shown, and doesn't change the session", () => {
  const state = speaking();
  const turned = nextTurn(state, heard(1, "We lived", "by the sea."));
  expect(turned.state).toBe(state);
  expect(turned.effects).toEqual([{ type: "show-partial", turnId: idOf(1), text: "We lived by the sea." }]);
});

test("who says that this is all has finished, and the words for it are not part of the answer", () => {
  const { state, effects } = play(speaking(), heard(1, "We lived by the sea.", "That's all."));
  expect(state).toMatchObject({ phase: "hearing", ending: "finished" });
  expect(effects.at(-1)).toEqual({ type: "hear", turnId: idOf(1) });
  const answer = play(state, answered(1, 11, "We lived by the sea.", "That's all."));
  expect(answer.state.turns[0]).toMatchObject({ outcome: "answered", text: "We lived by the sea." });
});

test("words that may still change end nothing, but take the record off at once", () => {
  const partial = (text: string): SessionEvent => ({
    type: "heard",
    now: begunAt,
    turnId: idOf(1),
    segments: [{ start: 3, end: 5, text, final: false }],
  });
  for (const text of [
    "That's all",
    "Let's stop here.",
    "Skip this",
    "Give me a minute",
    "I'd rather not talk about that",
  ]) {
    expect(play(speaking(), partial(text)).state).toMatchObject({ phase: "answering", paused: false });
  }
  expect(play(speaking(), partial("Off the record")).state.offRecord).toBe(true);
});

test("off the record by button stops storing at once and erases nothing", () => {
  const { state, effects } = play(speaking(), control("off-record"));
  expect(nextTurn(state, chunk()).effects).toEqual([]);
  expect(state).toMatchObject({ offRecord: true, turns: [{ offRecord: true }] });
  expect(effects).toEqual([{ type: "show" }]);
  const back = play(state, control("on-record"), chunk());
  expect(typesOf(back.effects)).toEqual(["show", "keep-audio"]);
});

test("off the record by voice erases from the phrase on, and nothing is shown or kept until it is taken back", () => {
  const { state, effects } = play(speaking(), heard(1, "He was a miner.", "Off the record, he drank."));
  expect(effects).toEqual([{ type: "erase-audio", turnId: idOf(1), fromSeconds: 6 }, { type: "show" }]);
  const later = play(state, chunk(), heard(1, "He was a miner.", "He drank a lot."));
  expect(later.effects).toEqual([{ type: "hear-only" }]);
  const back = play(
    later.state,
    control("on-record"),
    chunk(),
    finished(),
    answered(1, 8, "He was a miner."),
  );
  expect(back.state.turns[0]).toMatchObject({ text: "He was a miner.", offRecord: true, seconds: 8 });
});

test("who said it aloud goes on the record by saying so, and by nothing else that is said", () => {
  const off = play(speaking(), heard(1, "He was a miner.", "Off the record, he drank."), chunk()).state;
  const still = play(off, heard(1, "He drank. That's all.", "He kept no record of it."));
  expect(still).toEqual({ state: off, effects: [] });
  const back = play(off, heard(1, "He drank.", "Back on the record."), chunk());
  expect(typesOf(back.effects)).toEqual(["stop-hearing", "show", "keep-audio"]);
  expect(back.state).toMatchObject({ phase: "answering", offRecord: false, offRecordBy: undefined });
});

test("who pressed the button stays off the record, whatever was said before and is understood only now", () => {
  const words = ["Back on the record.", "He was a miner."];
  const pressed = play(speaking(), control("off-record"), heard(1, ...words));
  expect(pressed).toMatchObject({
    state: { offRecord: true, offRecordBy: "button" },
    effects: [{ type: "show" }],
  });
  const next = play(pressed.state, finished(), answered(1, 11, ...words), asked(2), chunk(2));
  expect(next.state).toMatchObject({ offRecord: true, offRecordBy: "button" });
  expect(next.state.turns[0]).toMatchObject({ outcome: "answered", seconds: 11 });
  expect(typesOf(next.effects)).not.toContain("keep-audio");
});

test("off and on the record that are understood late erase exactly that stretch", () => {
  const { state, effects } = play(
    speaking(),
    finished(),
    answered(1, 29, "He was a miner.", "Off the record.", "He drank.", "Back on the record.", "He sang."),
  );
  expect(effects).toContainEqual({
    type: "erase-audio",
    turnId: idOf(1),
    fromSeconds: 6,
    toSeconds: expect.closeTo(23, 0),
  });
  expect(state).toMatchObject({ offRecord: false, turns: [{ text: "He was a miner. He sang." }] });
  expect(state.turns[0]?.seconds).toBeCloseTo(12, 0);
});

test("an answer off the record leaves nothing, and the session stays off the record", () => {
  const { state } = play(speaking(), finished(), answered(1, 11, "Off the record.", "He drank."), asked(2));
  expect(state.offRecord).toBe(true);
  expect(state.turns[0]).toMatchObject({ outcome: "skipped", text: "", segments: [], seconds: 0 });
  expect(state.turns[1]?.offRecord).toBe(true);
  expect(nextTurn(state, chunk(2)).effects).toEqual([{ type: "hear-only" }]);
});

test("what is written or sent as a recording while off the record isn't kept", () => {
  const off = play(begin(), control("off-record")).state;
  expect(play(off, written(1, "He drank.")).state.turns[0]).toMatchObject({ outcome: "skipped", text: "" });
  const sent = play(off, {
    type: "answered",
    now: begunAt,
    turnId: idOf(1),
    by: "upload",
    segments: [{ start: 0, end: 5, text: "He drank." }],
    seconds: 5,
  });
  expect(sent.state.turns[0]).toMatchObject({ outcome: "skipped", text: "", seconds: 0 });
  expect(sent.effects).toContainEqual({ type: "erase-audio", turnId: idOf(1), fromSeconds: 0 });
});

test("a question that is skipped before anything was told is followed at once", () => {
  const { state, effects } = play(begin(), control("skip"));
  expect(state.turns[0]?.outcome).toBe("skipped");
  expect(effects.at(0)).toEqual({ type: "stop-hearing" });
  expect(effects.at(-1)).toEqual({ type: "ask", aim: "new-topic" });
});

test("what was told before a question is skipped stays", () => {
  const told = play(speaking(), control("skip"), answered(1, 12, "We lived by the sea.", "Skip this."));
  expect(told.state.turns[0]).toMatchObject({ outcome: "answered", text: "We lived by the sea." });
  const silent = play(speaking(), heard(1, "Skip this."), answered(1, 5, "Skip this."));
  expect(silent.state.turns[0]?.outcome).toBe("skipped");
});

test("what is declined is remembered by the words that name it", () => {
  const question = questionOf(1, { text: "What was your brother Tom like?", detail: "my brother Tom" });
  const { state, effects } = play(begin("en", question), control("decline"));
  expect(state).toMatchObject({ declined: ["my brother Tom"], turns: [{ outcome: "declined" }] });
  expect(effects.at(-1)).toEqual({ type: "ask", aim: "new-topic" });
  expect(play(begin(), control("decline")).state.declined).toEqual(["What came 1?"]);
  const named = heard(1, "I'd rather not talk about the war.");
  expect(play(speaking(), named).state.declined).toEqual(["the war"]);
});

test("who told a story and goes no further has told it, and who hardly began has not", () => {
  const refusal = "I'd rather not talk about that.";
  const story = play(speaking(), heard(1, wordsOf(40), refusal), answered(1, 60, wordsOf(40), refusal));
  expect(story.state.turns[0]).toMatchObject({ outcome: "answered", text: wordsOf(40) });
  const little = play(speaking(), heard(1, "Well.", refusal), answered(1, 12, "Well.", refusal));
  expect(little.state.turns[0]).toMatchObject({ outcome: "declined", text: "Well." });
  expect(typesOf(little.effects)).not.toContain("erase-audio");
  for (const { state } of [story, little]) expect(state.declined).toHaveLength(1);
});

test("a pause by voice lasts until it is taken back, and isn't obeyed again by the words that brought it", () => {
  const words = heard(1, "We lived by the sea.", "Give me a minute.");
  const paused = play(speaking(), words).state;
  expect(paused.paused).toBe(true);
  const resumed = play(paused, control("resume"), words).state;
  expect(resumed.paused).toBe(false);
  expect(nextTurn(resumed, chunk()).effects).toEqual([{ type: "keep-audio" }]);
  expect(play(paused, heard(1, "By the sea.", "Give me a minute.", "Let's go on.")).state.paused).toBe(false);
});

test("to stop keeps what was told so far, and closes", () => {
  const { state, effects } = play(speaking(), control("stop"));
  expect(state).toMatchObject({ phase: "hearing", ending: "stop" });
  expect(effects.at(-1)).toEqual({ type: "hear", turnId: idOf(1) });
  const told = play(state, answered(1, 30, "We lived by the sea."));
  expect(told.state).toMatchObject({
    phase: "closing",
    stage: "closing",
    memories: [{ id: idOf(1), turnIds: [idOf(1)], made: false }],
  });
  expect(typesOf(told.effects)).toEqual(["show-final", "show", "save", "make-memories", "wake-at"]);
});

test("an answer that is being heard when somebody stops closes the session, too", () => {
  const { state } = play(speaking(), finished(), control("stop"), answered(1, 30, "We lived by the sea."));
  expect(state.phase).toBe("closing");
});

test("stopping by voice is obeyed even where it is understood late", () => {
  const { state } = play(speaking(), finished(), answered(1, 30, "We lived by the sea.", "Let's stop here."));
  expect(state).toMatchObject({ phase: "closing", turns: [{ text: "We lived by the sea." }] });
});

test("a session closes when all its memories are made, and its audio can go", () => {
  const closing = play(
    speaking(),
    finished(),
    answered(1, 30, "A house."),
    asked(2),
    chunk(2),
    control("stop"),
    answered(2, 30, "A school."),
  ).state;
  expect(closing.memories.map(({ id }) => id)).toEqual([idOf(1), idOf(2)]);
  const one: SessionEvent = { type: "memory-made", now: begunAt, memoryId: idOf(2) };
  const first = play(closing, one, one);
  expect(first.state.phase).toBe("closing");
  expect(first.effects).toEqual([{ type: "show-memory", memoryId: idOf(2) }]);
  const last = play(first.state, { ...one, memoryId: idOf(1) });
  expect(last.state).toMatchObject({ phase: "closed", stage: "closed" });
  expect(typesOf(last.effects)).toEqual(["save", "show", "show-memory", "forget-audio"]);
  for (const event of [control("stop"), chunk(2), asked(3), alarm(begunAt + 2 * idleMs), one]) {
    expect(nextTurn(last.state, event)).toEqual({ state: last.state, effects: [] });
  }
});

test("ended twice, or closed again by an alarm, a session makes the same memories", () => {
  const closing = play(speaking(), control("stop"), answered(1, 30, "A house.")).state;
  expect(nextTurn(closing, control("stop"))).toEqual({ state: closing, effects: [] });
  const rung = nextTurn(closing, alarm(begunAt + 60_000));
  expect(rung.state).toBe(closing);
  expect(typesOf(rung.effects)).toEqual(["make-memories", "wake-at"]);
});

test("a session in which nothing was told closes without memories", () => {
  const { state, effects } = play(begin(), control("stop"));
  expect(state).toMatchObject({ phase: "closed", memories: [], turns: [{ outcome: "skipped" }] });
  expect(typesOf(effects)).not.toContain("make-memories");
  expect(effects.at(-1)).toEqual({ type: "forget-audio" });
});

test("a day of silence closes like a stop, and an earlier alarm only rings again", () => {
  const state = speaking();
  const early = nextTurn(state, alarm(begunAt + 1000));
  expect(early).toEqual({ state, effects: [{ type: "wake-at", time: begunAt + idleMs }] });
  const { state: late, effects } = nextTurn(state, alarm(begunAt + idleMs));
  expect(late).toMatchObject({ phase: "hearing", ending: "stop" });
  expect(typesOf(effects)).toEqual(["show", "hear", "wake-at"]);
  expect(play(late, answered(1, 30, "A house.")).state.phase).toBe("closing");
  expect(nextTurn(begin(), alarm(begunAt + idleMs)).state.phase).toBe("closed");
});

test("whatever was under way is begun again after a crash, with the same aim", () => {
  expect(typesOf(nextTurn(speaking(), woken).effects)).toEqual(["wake-at"]);
  const hearing = play(speaking(), finished()).state;
  expect(nextTurn(hearing, woken).effects[0]).toEqual({ type: "hear", turnId: idOf(1) });
  const asking = play(hearing, answered(1, 60, wordsOf(60)));
  expect(nextTurn(asking.state, woken).effects).toContainEqual(asking.effects.at(-1));
  const closing = play(asking.state, control("stop")).state;
  expect(typesOf(nextTurn(closing, woken).effects)).toEqual(["save", "make-memories"]);
});

test("an answer in writing is taken at once, and its wishes are obeyed", () => {
  const { state, effects } = play(begin(), written(1, "We lived by the sea."));
  expect(state.turns[0]).toMatchObject({ outcome: "answered", by: "writing", text: "We lived by the sea." });
  expect(state.turns[0]?.segments).toEqual([]);
  expect(effects.at(-1)).toEqual({ type: "ask", aim: "detail" });
  expect(play(begin(), written(1, "I'd rather not talk about that.")).state.turns[0]?.outcome).toBe(
    "declined",
  );
});

test("what was told before somebody goes on in writing is heard and kept with it", () => {
  const { state } = play(speaking(), written(1, "It was 1952."), answered(1, 20, "We lived by the sea."));
  expect(state.turns[0]).toMatchObject({
    by: "voice",
    seconds: 20,
    text: "We lived by the sea. It was 1952.",
  });
});

test("the last question closes the session when it was answered", () => {
  const before = play(speaking(), finished(), answered(1, 30, "A house.")).state;
  const { state } = play(
    before,
    asked(2, { origin: "closing" }),
    chunk(2),
    finished(2),
    answered(2, 5, "No, nothing else."),
  );
  expect(state.phase).toBe("closing");
});

test("a page sees the open turn, the seconds that are kept and how patient it is to be", () => {
  const { state } = play(speaking(), finished(), answered(1, 30, "A house."), asked(2));
  const view = viewSession(state);
  expect(sessionViewSchema.parse(view)).toEqual(view);
  expect(view).toMatchObject({ seconds: 30, turnCount: 2, patienceSeconds: 8, turn: { id: idOf(2) } });
});
