import { expect, test } from "vitest";
import { createPresses } from "../../app/interview/presses.ts";
import type { SessionView } from "../../core/interview/frames.ts";

const told: SessionView = {
  stage: "exploring",
  phase: "answering",
  offRecord: false,
  paused: false,
  turnCount: 1,
  seconds: 0,
  patienceSeconds: 8,
};
const shown: SessionView = { ...told, paused: true };

test("until the session has seen a press its word on what was pressed doesn't count, then it does", () => {
  const presses = createPresses();
  expect(presses.view(told, shown)).toEqual(told);
  presses.begin();
  expect(presses.say(7)).toBeUndefined();
  const further = { ...told, seconds: 3 };
  expect(presses.view(further, shown)).toEqual({ ...shown, seconds: 3 });
  expect(presses.acknowledge(6)).toBeUndefined();
  expect(presses.acknowledge(7)).toEqual(further);
  expect(presses.view(told, shown)).toEqual(told);
});

test("a press that the session saw before its place was known is settled, and so is one that went another way", () => {
  const presses = createPresses();
  presses.begin();
  presses.view(told, shown);
  presses.acknowledge(4);
  expect(presses.say(4)).toEqual(told);
  presses.begin();
  presses.say(9);
  presses.forget();
  expect(presses.view(told, shown)).toEqual(told);
});

test("what another client than this one pressed isn't under way any more", () => {
  const presses = createPresses();
  presses.acknowledge(40);
  presses.begin();
  presses.say(41);
  presses.welcome(0, 3);
  expect(presses.view(told, shown)).toEqual(told);
});
