import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Heard, Word } from "../../core/schemas.ts";
import { type HeardPart, shiftHeard, stitchTranscripts } from "../../core/stitch.ts";

const say = (text: string, from: number, pace = 0.5): Word[] =>
  text.split(" ").map((word, i) => ({ start: from + i * pace, end: from + (i + 0.8) * pace, text: word }));

const hear = (...sentences: Word[][]): Heard => ({
  language: "en",
  segments: sentences.map((words) => ({
    start: words[0]?.start ?? 0,
    end: words.at(-1)?.end ?? 0,
    text: words.map((w) => w.text).join(" "),
    approximate: false,
    words,
  })),
});

const partOf = (start: number, end: number, ...sentences: Word[][]): HeardPart => ({
  start,
  end,
  transcript: shiftHeard(hear(...sentences), -start),
});

const wordsOf = (heard: Heard) => heard.segments.flatMap((s) => s.words.map((w) => w.text));
const textOf = (heard: Heard) => heard.segments.map((s) => s.text).join(" ");

describe("where the parts overlap", () => {
  test("words heard twice stand once, and their times count from the recording's start", () => {
    const story = say("we lived by the river and every spring the water came", 90);
    const stitched = stitchTranscripts([partOf(0, 100, story.slice(0, 11)), partOf(92, 200, story.slice(4))]);
    expect(wordsOf(stitched)).toEqual(story.map((w) => w.text));
    for (const [i, word] of stitched.segments.flatMap((s) => s.words).entries()) {
      expect(word.start).toBeCloseTo(story[i]?.start ?? -1, 6);
    }
  });

  test("a sentence that both parts heard in pieces becomes one sentence again", () => {
    const story = say("my mother sang while she baked the bread on Sundays", 95);
    const stitched = stitchTranscripts([partOf(0, 99, story.slice(0, 8)), partOf(96, 200, story.slice(3))]);
    expect(stitched.segments.map((s) => s.text)).toEqual([
      "my mother sang while she baked the bread on Sundays",
    ]);
  });

  test("spelling, capitals and punctuation don't hide that two words are one", () => {
    const stitched = stitchTranscripts([
      partOf(0, 100, say("and then, Señor García came", 97)),
      partOf(96, 200, say("And then senor garcia came. He laughed", 97.3)),
    ]);
    expect(wordsOf(stitched).length).toBe(7);
    expect(wordsOf(stitched).slice(-2)).toEqual(["He", "laughed"]);
  });

  test("a garbled word at a part's edge is replaced by what the other part heard in full", () => {
    const stitched = stitchTranscripts([
      partOf(0, 100, [...say("the old mill stood above the", 96), { start: 99.7, end: 100, text: "vi" }]),
      partOf(97, 200, [{ start: 97, end: 97.2, text: "ill" }, ...say("stood above the village", 97.5)]),
    ]);
    expect(wordsOf(stitched)).toEqual("the old mill stood above the village".split(" "));
  });

  test("a word said again and again is neither lost nor doubled", () => {
    const story = say("no no no no no no no no no no", 95);
    const stitched = stitchTranscripts([partOf(0, 100, story), partOf(97, 200, story.slice(4))]);
    expect(wordsOf(stitched).length).toBe(10);
  });

  test("hearings that share no word are changed over in the silence nearest to the middle", () => {
    const stitched = stitchTranscripts([
      partOf(0, 100, say("one two", 86), say("mumble mumble", 97)),
      partOf(85, 200, say("eins zwei", 86), say("ten eleven", 97), say("twelve", 105)),
    ]);
    expect(wordsOf(stitched)).toEqual(["one", "two", "ten", "eleven", "twelve"]);
  });

  test("a part that heard nothing in the overlap loses nothing of what the other heard", () => {
    const early = say("only the first part heard this", 92);
    expect(wordsOf(stitchTranscripts([partOf(0, 100, early), partOf(85, 200, say("later", 150))]))).toEqual([
      ...early.map((w) => w.text),
      "later",
    ]);
    expect(wordsOf(stitchTranscripts([partOf(0, 100, say("before", 20)), partOf(85, 200, early)]))).toEqual([
      "before",
      ...early.map((w) => w.text),
    ]);
  });

  test("a sentence without word times is kept or dropped as a whole", () => {
    const bare = (start: number, end: number, text: string): Heard["segments"][number] => ({
      start,
      end,
      text,
      approximate: true,
      words: [],
    });
    const stitched = stitchTranscripts([
      {
        start: 0,
        end: 100,
        transcript: { language: "en", segments: [bare(10, 20, "First."), bare(93, 96, "Second.")] },
      },
      {
        start: 90,
        end: 200,
        transcript: { language: "en", segments: [bare(3, 6, "Second."), bare(20, 30, "Third.")] },
      },
    ]);
    expect(textOf(stitched)).toBe("First. Second. Third.");
    expect(stitched.segments.every((s) => s.words.length === 0)).toBe(true);
  });
});

test("no parts make an empty transcript, and one part is only moved", () => {
  expect(stitchTranscripts([])).toEqual({ language: "", segments: [] });
  const alone = stitchTranscripts([partOf(50, 60, say("hello there", 52))]);
  expect(alone.segments[0]).toMatchObject({ start: 52, text: "hello there" });
});

test("the language is the one that most words are in", () => {
  const silent: HeardPart = { start: 0, end: 100, transcript: { language: "cy", segments: [] } };
  expect(stitchTranscripts([silent, partOf(85, 200, say("hello", 150))]).language).toBe("en");
});

describe("however a transcript is divided", () => {
  const vocabulary = fc.constantFrom(
    "the",
    "river",
    "no",
    "mother",
    "and",
    "Chicago,",
    "1956",
    "sang.",
    "we",
    "ha",
  );
  const spoken = fc.record({
    text: vocabulary,
    pause: fc.double({ min: 0.02, max: 9, noNaN: true }),
    length: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    ends: fc.boolean(),
  });
  const story = fc.array(spoken, { minLength: 1, maxLength: 120, size: "max" });

  const tell = (pieces: { text: string; pause: number; length: number; ends: boolean }[]) => {
    const sentences: Word[][] = [[]];
    let at = 0;
    for (const { text, pause, length, ends } of pieces) {
      const start = at + pause;
      at = start + length;
      sentences.at(-1)?.push({ start, end: at, text });
      if (ends) sentences.push([]);
    }
    return { sentences: sentences.filter((s) => s.length > 0), seconds: at };
  };

  /** Each part hears the words that lie wholly in it. */
  const divide = (
    sentences: Word[][],
    seconds: number,
    length: number,
    overlap: number,
    late = (_: number) => 0,
  ) => {
    const parts: HeardPart[] = [];
    for (let start = 0; ; start += length - overlap) {
      const end = Math.min(start + length, seconds);
      const heard = sentences
        .map((s) => s.filter((w) => w.start >= start && w.end <= end))
        .filter((s) => s.length > 0)
        .map((s) =>
          s.map((w) => ({ ...w, start: w.start + late(parts.length), end: w.end + late(parts.length) })),
        );
      parts.push(partOf(start, end, ...heard));
      if (end >= seconds) return parts;
    }
  };

  test("the same words come back in the same order", () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 40, max: 120 }), (pieces, length) => {
        const { sentences, seconds } = tell(pieces);
        const stitched = stitchTranscripts(divide(sentences, seconds, length, 15));
        expect(wordsOf(stitched)).toEqual(sentences.flat().map((w) => w.text));
      }),
      { numRuns: 500, seed: 1, endOnFailure: true },
    );
  });

  test("the same words come back when each part times them a little differently", () => {
    const distinct = fc
      .array(spoken, { minLength: 1, maxLength: 120, size: "max" })
      .map((pieces) => pieces.map((p, i) => ({ ...p, text: `w${i}` })));
    fc.assert(
      fc.property(distinct, fc.integer({ min: 40, max: 120 }), fc.boolean(), (pieces, length, knowsEnd) => {
        const { sentences, seconds } = tell(pieces);
        const parts = divide(sentences, seconds, length, 15, (index) => (index % 2) * 0.3);
        const stitched = stitchTranscripts(
          parts.map((part) => (knowsEnd ? part : { ...part, end: undefined })),
        );
        expect(wordsOf(stitched)).toEqual(sentences.flat().map((w) => w.text));
      }),
      { numRuns: 500, seed: 1, endOnFailure: true },
    );
  });

  test("times never run backwards", () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 40, max: 120 }), (pieces, length) => {
        const { sentences, seconds } = tell(pieces);
        const stitched = stitchTranscripts(
          divide(sentences, seconds, length, 15, (index) => (index % 3) * 0.2),
        );
        let before = 0;
        for (const word of stitched.segments.flatMap((s) => s.words)) {
          expect(word.start).toBeGreaterThanOrEqual(before);
          expect(word.end).toBeGreaterThanOrEqual(word.start);
          before = word.start;
        }
      }),
      { seed: 1, endOnFailure: true },
    );
  });
});
