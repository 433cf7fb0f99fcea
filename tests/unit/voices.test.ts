import { expect, test } from "vitest";
import type { Segment } from "../../core/schemas.ts";
import { shiftTurns, tellVoicesApart } from "../../core/voices.ts";

const segment = (start: number, end: number, more: Partial<Segment> = {}): Segment => ({
  id: `${start}`,
  start,
  end,
  text: "words",
  approximate: true,
  words: [],
  ...more,
});
const turn = (label: string, start: number, end: number) => ({ label, start, end });

test("a segment is said by the voice that speaks in most of its seconds", () => {
  const { segments, speakers } = tellVoicesApart(
    { segments: [segment(0, 4), segment(4, 10), segment(20, 22)] },
    [turn("B", 0, 3), turn("A", 3, 6), turn("B", 6, 10)],
  );
  expect(segments.map(({ speaker }) => speaker)).toEqual(["B", "B", undefined]);
  expect(speakers).toEqual([{ label: "B" }]);
});

test("who was named by hand stays named, and gives their voice its name", () => {
  const heard = [
    segment(0, 4, { speakerId: "rosa" }),
    segment(4, 8),
    segment(8, 12, { speakerId: "karl" }),
    segment(12, 16),
  ];
  const { segments, speakers } = tellVoicesApart({ segments: heard }, [turn("A", 0, 8), turn("B", 8, 16)]);
  expect(segments.map(({ speakerId }) => speakerId)).toEqual(["rosa", "rosa", "karl", "karl"]);
  expect(speakers).toEqual([
    { label: "A", personId: "rosa" },
    { label: "B", personId: "karl" },
  ]);
});

test("voices that were told apart before are told apart anew", () => {
  const { segments } = tellVoicesApart({ segments: [segment(0, 4, { speaker: "Z" })] }, []);
  expect(segments[0]).not.toHaveProperty("speaker");
});

test("voices of different parts of a recording are different voices", () => {
  expect(shiftTurns([turn("A", 1, 2)], { start: 100, name: "2" })).toEqual([turn("2A", 101, 102)]);
});
