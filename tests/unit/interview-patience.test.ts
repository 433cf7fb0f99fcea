import { expect, test } from "vitest";
import { nextTurn } from "../../core/interview/next-turn.ts";
import { beginListening, listenOn } from "../../core/interview/patience.ts";
import type { Session } from "../../core/interview/session.ts";
import { begin, begunAt, idOf } from "./interview-begun.ts";

/** Milliseconds of one chunk, and of one look at whether somebody speaks. */
const step = 100;

/**
 * Somebody speaks for `speech` seconds and pauses for `pause`, for half an hour of a clock that we turn. Every chunk goes
 * to the session, and every pause brings what was understood so far, its last words final.
 */
function tellForHalfAnHour(speech: number, pause: number) {
  let state: Session = begin();
  let patience = beginListening(8);
  let nudges = 0;
  let pauses = 0;
  let kept = 0;
  const cutIns: string[] = [];
  let wasSpeaking = false;
  const segments: { start: number; end: number; text: string; final: boolean }[] = [];
  const end = 30 * 60_000;
  for (let at = 0; at < end; at += step) {
    const now = begunAt + at;
    const speaking = at % ((speech + pause) * 1000) < speech * 1000;
    const listened = listenOn(patience, { now, speaking });
    patience = listened.patience;
    if (listened.nudge) nudges++;
    perform({ type: "chunk", now, turnId: idOf(1) });
    if (wasSpeaking && !speaking) {
      pauses++;
      const seconds = at / 1000;
      segments.push({
        start: seconds - speech,
        end: seconds,
        text: "And then we went on to the harbour.",
        final: true,
      });
      perform({ type: "heard", now, turnId: idOf(1), segments: [...segments] });
    }
    wasSpeaking = speaking;
  }
  return { state, nudges, pauses, kept, cutIns, patience, chunks: end / step };

  function perform(event: Parameters<typeof nextTurn>[1]) {
    const turned = nextTurn(state, event);
    state = turned.state;
    for (const { type } of turned.effects) {
      if (type === "keep-audio") kept++;
      else if (type !== "show-partial") cutIns.push(type);
    }
  }
}

test("half an hour with pauses of four seconds is listened to without a word, and every chunk is kept", () => {
  const told = tellForHalfAnHour(6, 4);
  expect(told.pauses).toBe(180);
  expect(told).toMatchObject({ nudges: 0, cutIns: [], kept: told.chunks });
  expect(told.state).toMatchObject({ phase: "answering", turns: [{ outcome: "open" }] });
  expect(told.patience.longestPause).toBeCloseTo(4, 0);
});

test("pauses of nine seconds bring exactly one gentle word each, and end nothing", () => {
  const told = tellForHalfAnHour(6, 9);
  expect(told.pauses).toBe(120);
  expect(told).toMatchObject({ nudges: 120, cutIns: [], kept: told.chunks });
  expect(told.state.phase).toBe("answering");
});

test("who still thinks about the question is left to think", () => {
  let patience = beginListening(8);
  for (let now = 0; now < 600_000; now += 1000) {
    const listened = listenOn(patience, { now, speaking: false });
    patience = listened.patience;
    expect(listened.nudge).toBe(false);
  }
  expect(listenOn(patience, { now: 600_000, speaking: true }).patience.longestPause).toBe(0);
});

test("a silence has one gentle word however long it lasts, and the silence after the last word is no pause", () => {
  let patience = listenOn(beginListening(8), { now: 0, speaking: true }).patience;
  const nudges: number[] = [];
  for (let now = 1000; now <= 3600_000; now += 1000) {
    const listened = listenOn(patience, { now, speaking: false });
    patience = listened.patience;
    if (listened.nudge) nudges.push(now);
  }
  expect(nudges).toEqual([8000]);
  expect(patience.longestPause).toBe(0);
});
