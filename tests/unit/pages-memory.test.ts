import { expect, test } from "vitest";
import { groupSegments } from "../../app/memory/paragraphs.ts";
import { readStartAt } from "../../app/memory/start-at.ts";
import { findSummary } from "../../app/memory/summary.ts";
import { drawBars, foldWaveform } from "../../app/player/bars.ts";
import { findWord } from "../../app/player/find-word.ts";
import { measureBars } from "../../app/recorder/measure-waveform.ts";
import type { Segment } from "../../core/schemas.ts";
import { timeWords } from "../../core/time-words.ts";

test("the word being said is the last one that has begun", () => {
  const starts = [0.5, 1, 1, 2.25];
  expect(findWord(starts, 0)).toBe(-1);
  expect(findWord(starts, 0.5)).toBe(0);
  expect(findWord(starts, 1.5)).toBe(2);
  expect(findWord(starts, 99)).toBe(3);
  expect(findWord([], 1)).toBe(-1);
});

test("folding a waveform loses no loud moment", () => {
  const bars = Array.from({ length: 180 }, (_, index) => (index === 77 ? 1 : 0.1));
  const folded = foldWaveform(bars, 60);
  expect(folded).toHaveLength(60);
  expect(folded[25]).toBe(1);
  expect(folded.filter((bar) => bar === 1)).toHaveLength(1);
  expect(foldWaveform([0.2, 0.4], 60)).toEqual([0.2, 0.4]);
});

test("every bar is drawn, silence as a dot", () => {
  expect(drawBars([0, 1], 40)).toBe("M0.5 19.5V20.5M1.5 1V39");
});

test("a waveform is measured from 0 to 1 over the whole recording", () => {
  const samples = new Float32Array(1800);
  samples.fill(0.25, 0, 900);
  samples.fill(-0.5, 900);
  const bars = measureBars([samples]);
  expect(bars).toHaveLength(180);
  expect(bars.slice(0, 90)).toEqual(Array(90).fill(0.5));
  expect(bars.slice(90)).toEqual(Array(90).fill(1));
  expect(measureBars([new Float32Array(10)])).toEqual(Array(180).fill(0));
});

test("a link may start inside the recording, never outside it", () => {
  expect(readStartAt("83", 180)).toBe(83);
  expect(readStartAt("83.5", 180)).toBe(83.5);
  expect(readStartAt("999", 180)).toBe(180);
  for (const value of [null, "", "-3", "1e3", "NaN", "1:23"]) expect(readStartAt(value, 180)).toBe(0);
});

const segment = (start: number, end: number, speakerId?: string): Segment => ({
  id: crypto.randomUUID(),
  start,
  end,
  text: "words",
  speakerId,
  approximate: false,
  words: [],
});

test("a paragraph ends where the narrator pauses, somebody else speaks, or it grows long", () => {
  const sizes = (segments: Segment[]) => groupSegments(segments).map((paragraph) => paragraph.length);
  expect(sizes([segment(0, 2), segment(2.2, 4), segment(7, 9)])).toEqual([2, 1]);
  expect(sizes([segment(0, 2, "a"), segment(2, 4, "b"), segment(4, 6, "b")])).toEqual([1, 2]);
  expect(sizes([segment(0, 20), segment(20, 39), segment(39, 50), segment(50, 60)])).toEqual([3, 1]);
  expect(sizes([])).toEqual([]);
});

test("a summary that was found plays its proof, one that a person wrote stands as it is", () => {
  const evidence = [{ start: 1, end: 2, quote: "we baked" }];
  const claims = [
    { field: "summary" as const, text: "They baked.", evidence },
    { field: "lesson" as const, text: "Share.", evidence },
  ];
  expect(findSummary({ summary: "They baked.", claims })).toEqual([
    { field: "summary", text: "They baked.", evidence },
  ]);
  expect(findSummary({ summary: "Mother baked.\n\nWe ate.", claims })).toEqual([
    { text: "Mother baked.", evidence: [] },
    { text: "We ate.", evidence: [] },
  ]);
  expect(findSummary({ summary: "", claims })).toEqual([]);
});

test("a corrected line keeps the times of what was left as it was", () => {
  const said = ["we", "baked", "bred", "at", "dawn"].map((text, index) => ({
    text,
    start: index,
    end: index + 1,
  }));
  const line = (text: string) => timeWords({ text, words: said, start: 0, end: 5 });
  expect(line("we baked bred at dawn")).toEqual(said);
  expect(line("we baked bread at dawn").map(({ text, start }) => `${text} ${start}`)).toEqual([
    "we 0",
    "baked 1",
    "bread 2",
    "at 3",
    "dawn 4",
  ]);
  expect(line("we baked good bread at dawn").map(({ text, start }) => `${text} ${start}`)).toEqual([
    "we 0",
    "baked 1",
    "good 2",
    "bread 2.5",
    "at 3",
    "dawn 4",
  ]);
  expect(line("we baked at dawn").map(({ start }) => start)).toEqual([0, 1, 3, 4]);
  expect(line("").length).toBe(0);
  expect(timeWords({ text: "one two", words: [], start: 4, end: 6 }).map(({ start }) => start)).toEqual([
    4, 5,
  ]);
});
