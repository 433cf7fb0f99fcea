import { expect, test } from "vitest";
import { longestStory, planCut, planMemories } from "../../core/interview/cut-memories.ts";
import type { Turn } from "../../core/interview/interview.ts";
import { idOf, questionOf, turnOf } from "./interview-begun.ts";

const followUp = (number: number, more: Partial<Turn> = {}) =>
  turnOf(number, { question: questionOf(number, { origin: "follow-up" }), ...more });
const cut = (...turns: Turn[]) =>
  planMemories(turns).map(({ turnIds }) => turnIds.map((id) => Number(id.slice(-3))));

test("a question and the follow-ups to what it brought are one story", () => {
  expect(cut(turnOf(1), followUp(2), followUp(3), turnOf(4), followUp(5))).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test("a memory takes the id of its first turn", () => {
  expect(planMemories([turnOf(1), followUp(2)])).toEqual([
    { id: idOf(1), turnIds: [idOf(1), idOf(2)], made: false },
  ]);
});

test("only what was told and has audio becomes a memory", () => {
  expect(
    cut(
      turnOf(1, { outcome: "skipped" }),
      turnOf(2, { outcome: "declined" }),
      turnOf(3, { by: "writing", seconds: 0 }),
      followUp(4),
      turnOf(5, { outcome: "unheard" }),
      turnOf(6, { outcome: "open" }),
    ),
  ).toEqual([[4], [5]]);
});

test("a story of less than three seconds joins its neighbour", () => {
  expect(cut(turnOf(1), turnOf(2, { seconds: 2 }), turnOf(3))).toEqual([[1, 2], [3]]);
  expect(cut(turnOf(1, { seconds: 2 }), turnOf(2))).toEqual([[1, 2]]);
  expect(cut(turnOf(1, { seconds: 2 }))).toEqual([[1]]);
});

test("a story longer than a recording may be becomes several memories", () => {
  const half = longestStory * 0.6;
  expect(
    cut(turnOf(1, { seconds: half }), followUp(2, { seconds: half }), followUp(3, { seconds: 60 })),
  ).toEqual([[1], [2, 3]]);
});

const silence = (frames: number) => Array.from({ length: frames }, (_, at) => 0.001 + (at % 3) * 0.0002);
const speech = (frames: number) => Array.from({ length: frames }, (_, at) => 0.05 + (at % 4) * 0.01);

test("silence at both ends of an answer is cut but for a breath", () => {
  const { fromSeconds, toSeconds } = planCut({
    head: [...silence(100), ...speech(50)],
    tail: [...speech(50), ...silence(200)],
    seconds: 60,
  });
  expect(fromSeconds).toBeCloseTo(1.7);
  expect(toSeconds).toBeCloseTo(56.3);
});

test("a click is not where an answer begins", () => {
  const { fromSeconds } = planCut({
    head: [...silence(20), 0.09, 0.09, ...silence(78), ...speech(50)],
    tail: speech(50),
    seconds: 60,
  });
  expect(fromSeconds).toBeCloseTo(1.7);
});

test("an answer that begins and ends with words is kept whole", () => {
  const head = [...speech(50), ...silence(50), ...speech(50)];
  expect(planCut({ head, tail: head, seconds: 6 })).toEqual({ fromSeconds: 0, toSeconds: 6 });
});

test("where nothing stands out nothing is cut", () => {
  expect(planCut({ head: silence(100), tail: silence(100), seconds: 4 })).toEqual({
    fromSeconds: 0,
    toSeconds: 4,
  });
  expect(planCut({ head: [], tail: [], seconds: 1 })).toEqual({ fromSeconds: 0, toSeconds: 1 });
});
