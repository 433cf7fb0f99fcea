import { expect, test } from "vitest";
import { keepCorrections } from "../../core/keep-corrections.ts";
import type { Segment, Transcript } from "../../core/schemas.ts";

/** A segment whose words take a second each. */
function say(id: string, start: number, text: string, more: Partial<Segment> = {}): Segment {
  const words = text.split(" ").map((word, at) => ({ start: start + at, end: start + at + 0.8, text: word }));
  return { id, start, end: start + words.length - 0.2, text, approximate: false, words, ...more };
}
const transcript = (...segments: Segment[]): Transcript => ({ language: "en", segments });
const texts = ({ segments }: Transcript) => segments.map(({ id, text }) => `${id}: ${text}`);
let made = 0;
const newId = () => `new${++made}`;

const heard = transcript(say("h1", 0, "one two three four"), say("h2", 4, "five six seven eight"));

test("without corrections the new words stand", () => {
  const before = transcript(say("b1", 0, "won too tree for five"));
  expect(keepCorrections(heard, before, [], newId).segments).toEqual(heard.segments);
});

test("a corrected segment takes the place of what was heard in its seconds", () => {
  const before = transcript(say("b1", 0, "Won, two; three: four."), say("b2", 4, "fife six"));
  expect(texts(keepCorrections(heard, before, ["b1"], newId))).toEqual([
    "b1: Won, two; three: four.",
    "h2: five six seven eight",
  ]);
});

test("a correction in the middle of a new segment cuts it in two", () => {
  const before = transcript(say("b1", 5, "SIX SEVEN"));
  const { segments } = keepCorrections(heard, before, ["b1"], () => "new");
  expect(segments.map(({ id, text, start, end }) => [id, text, start, end])).toEqual([
    ["h1", "one two three four", 0, 3.8],
    ["h2", "five", 4, 4.8],
    ["b1", "SIX SEVEN", 5, 6.8],
    ["new", "eight", 7, 7.8],
  ]);
});

test("corrections side by side leave each its own words", () => {
  const before = transcript(say("b1", 0, "A B"), say("b2", 2, "C D E F"));
  expect(texts(keepCorrections(heard, before, ["b1", "b2"], newId))).toEqual([
    "b1: A B",
    "b2: C D E F",
    "h2: seven eight",
  ]);
});

test("a new segment without times of its words stays where most of it is outside the correction", () => {
  const whole = (id: string, start: number, end: number): Segment => ({
    ...say(id, start, "mumble"),
    end,
    words: [],
  });
  const before = transcript(say("b1", 2, "X Y Z"));
  const anew = transcript(whole("far", 0, 2.5), whole("near", 2.5, 5.5));
  expect(texts(keepCorrections(anew, before, ["b1"], newId))).toEqual(["far: mumble", "b1: X Y Z"]);
});

test("voices that were told apart keep their stretches", () => {
  const speakers = [{ label: "A", personId: "p" }, { label: "B" }];
  const before = {
    ...transcript(
      say("b1", 0, "one two three", { speaker: "A", speakerId: "p" }),
      say("b2", 3, "four five six seven eight", { speaker: "B" }),
    ),
    speakers,
  };
  const kept = keepCorrections(heard, before, [], newId);
  expect(kept.segments.map(({ speaker, speakerId }) => [speaker, speakerId])).toEqual([
    ["A", "p"],
    ["B", undefined],
  ]);
  expect(kept.speakers).toEqual(speakers);
});
