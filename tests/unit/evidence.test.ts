import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evidenceAt, findQuote, indexSpoken, locateEvidence, readSpokenWords } from "../../core/evidence.ts";
import { readTokens, splitWords } from "../../core/spoken-tokens.ts";
import { speakTranscript, speakWords } from "../spoken.ts";

const story = speakWords(
  "Well, my father had a bakery on Mill Street in Kraków, and um we lived above it, all six of us. " +
    "In nineteen fifty-six we moved to Chicago. I didn't want to go. My sister Rosa cried all night on the ship.",
);
const seconds = (word: number) => word * 0.4;

describe("a quote that was said", () => {
  test("gets the seconds of its first and last word and the transcript's own words", () => {
    expect(findQuote(story, "we moved to chicago")).toEqual({
      start: seconds(24),
      end: seconds(27) + 0.8 * 0.4,
      quote: "we moved to Chicago.",
    });
  });

  test.each([
    [
      "case, punctuation and diacritics",
      "MY FATHER HAD A BAKERY — on Mill Street, in Krakow",
      "my father had a bakery on Mill Street in Kraków,",
    ],
    ["a year in figures", "In 1956, we moved to Chicago", "In nineteen fifty-six we moved to Chicago."],
    ["another apostrophe", "I didn’t want to go", "I didn't want to go."],
    ["a filler left out", "and we lived above it", "and um we lived above it,"],
    [
      "a word recognised differently",
      "my sister Rosa cryed all night on the ship",
      "My sister Rosa cried all night on the ship.",
    ],
    [
      "one word in seven replaced",
      "my sister Rosa wept all night on the ship",
      "My sister Rosa cried all night on the ship.",
    ],
  ])("is found despite %s", (_, quote, words) => {
    expect(findQuote(story, quote)?.quote).toBe(words);
  });

  test("is found at the place most like it, the earlier of two alike", () => {
    const words = speakWords(
      "he went home. then he came home late. he went home. then he came home early that day",
    );
    expect(findQuote(words, "he went home")?.start).toBe(0);
    expect(findQuote(words, "and then he came home early that day")?.start).toBeCloseTo(seconds(11));
  });

  test("is found in scripts without spaces", () => {
    expect(
      findQuote(speakWords("祖母は 毎週 金曜日に パンを 焼きました。"), "金曜日にパンを焼きました")?.quote,
    ).toBe("金曜日にパンを焼きました。");
  });

  test("may run on from one segment into the next", () => {
    const words = readSpokenWords(speakTranscript("en", "We came by ship", "in the winter of 1947."));
    expect(findQuote(words, "by ship in the winter")?.quote).toBe("by ship in the winter");
  });

  test("is found in a segment whose words have no times of their own", () => {
    const transcript = speakTranscript("en", "we came by ship in the winter");
    const words = readSpokenWords({
      ...transcript,
      segments: transcript.segments.map((segment) => ({ ...segment, start: 10, end: 17, words: [] })),
    });
    expect(findQuote(words, "by ship")).toEqual({ start: 12, end: 14, quote: "by ship" });
  });

  test("carries no control or direction characters onto the page", () => {
    expect(
      findQuote(speakWords("my \u202eevil\u202c name\u0007 is Rosa"), "my evil name is Rosa")?.quote,
    ).toBe("my evil name is Rosa");
  });
});

describe("a quote that was not said like that is not found", () => {
  test.each([
    ["words that were never said", "we buried gold behind the church in Warsaw"],
    ["half of it invented", "my father had a bakery but he gambled it away"],
    ["two places joined", "my father had a bakery on Mill Street and my sister Rosa cried all night"],
    ["another order", "Street Mill on bakery a had father my"],
    ["one word recognised differently in a quote of two", "sister Rosie"],
    ["another year", "in 1957"],
    ["nothing", ""],
    ["only punctuation", "… — !"],
  ])("%s", (_, quote) => {
    expect(findQuote(story, quote)).toBeUndefined();
  });

  test("words scattered over minutes", () => {
    const words = ["my", "father", "sold", "the", "old", "house"].flatMap((word, at) => [
      ...speakWords(word, at * 60),
      ...speakWords("and then the weather turned and we went on with it", at * 60 + 1),
    ]);
    expect(findQuote(words, "my father sold the old house")).toBeUndefined();
  });

  test("words that a long silence parts", () => {
    const words = [...speakWords("my father sold"), ...speakWords("the old house", 40)];
    expect(findQuote(words, "my father sold the old house")).toBeUndefined();
    expect(findQuote(words, "the old house")?.start).toBe(40);
  });

  test("a quote too long to point at anything", () => {
    const text = Array.from({ length: 150 }, (_, at) => `word${at}`).join(" ");
    expect(findQuote(speakWords(text), text)).toBeUndefined();
    expect(findQuote(story, "a".repeat(1_000_000))).toBeUndefined();
  });
});

describe("numbers", () => {
  test.each([
    ["nineteen fifty six", "1956"],
    ["nineteen oh five", "1905"],
    ["nineteen hundred", "1900"],
    ["eighteen hundred and twelve", "1812"],
    ["two thousand and five", "2005"],
    ["twenty twenty-one", "2021"],
    ["the nineteen fifties", "the 1950s"],
    ["the fifties", "the 50s"],
    ["July the fourteenth", "July the 14th"],
    ["one thousand nine hundred and forty five", "1945"],
    ["three hundred and sixty-five days", "365 days"],
    ["twelve thousand five hundred", "12,500"],
    ["twenty first", "21st"],
  ])("%s is %s", (words, figures) => {
    const texts = (text: string) => readTokens(splitWords(text)).map((token) => token.text);
    expect(texts(words)).toEqual(texts(figures));
  });

  test("end where a phrase ends", () => {
    expect(readTokens(splitWords("In nineteen fifty. Six of us left.")).map((token) => token.text)).toEqual([
      "in",
      "1950",
      "6",
      "of",
      "us",
      "left",
    ]);
  });
});

describe("any stretch of a long story", () => {
  // Words unlike each other, so that only their order tells the places apart.
  const syllables = ["bak", "lem", "tor", "nis", "gul", "pav", "wex", "hod", "fir", "zum"];
  const vocabulary = syllables.flatMap((a) => syllables.map((b) => a + b));
  const spoken = fc.array(fc.constantFrom(...vocabulary), { minLength: 60, maxLength: 300 });
  const stretch = fc.record({
    words: spoken,
    from: fc.nat({ max: 30 }),
    length: fc.integer({ min: 14, max: 30 }),
  });
  const speak = (words: string[]) =>
    words.map((text, at) => ({ text, start: at * 0.4, end: at * 0.4 + 0.3 }));

  test("is found where it was said, word for word", () => {
    fc.assert(
      fc.property(stretch, ({ words, from, length }) => {
        const quote = words.slice(from, from + length);
        const found = findQuote(speak(words), quote.join(" "));
        expect(found?.quote).toBe(quote.join(" "));
        expect(found?.start).toBeLessThanOrEqual(from * 0.4);
      }),
      { numRuns: 100, seed: 1956 },
    );
  });

  test("is found at its seconds with two words misheard inside it", () => {
    const typos = fc.record({
      words: fc.shuffledSubarray(vocabulary, { minLength: 60 }),
      from: fc.nat({ max: 30 }),
      length: fc.integer({ min: 14, max: 30 }),
      first: fc.nat(),
      second: fc.nat(),
    });
    fc.assert(
      fc.property(typos, ({ words, from, length, first, second }) => {
        const quote = words.slice(from, from + length);
        for (const at of [first, second]) {
          // Never the ends: what replaces them can't say where the quote began.
          const place = 1 + (at % (length - 2));
          quote[place] = "xylophone";
        }
        const found = findQuote(speak(words), quote.join(" "));
        expect(found?.start).toBeCloseTo(from * 0.4);
        expect(found?.end).toBeCloseTo((from + length - 1) * 0.4 + 0.3);
      }),
      { numRuns: 100, seed: 1956 },
    );
  });

  test("is not found when its words are shuffled", () => {
    const distinct = fc.record({
      words: fc.shuffledSubarray(vocabulary, { minLength: 60 }),
      from: fc.nat({ max: 30 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(distinct, ({ words, from, seed }) => {
        const inOrder = words.slice(from, from + 20);
        const shuffled = inOrder.map((word, at) => ({ word, key: ((at + 1) * (seed + 7919)) % 101 }));
        shuffled.sort((a, b) => a.key - b.key);
        const order = shuffled.map(({ word }) => inOrder.indexOf(word));
        fc.pre(longestRise(order) < 17);
        expect(findQuote(speak(words), shuffled.map(({ word }) => word).join(" "))).toBeUndefined();
      }),
      { numRuns: 200, seed: 1956 },
    );
  });
});

test("a hundred quotes are found in six hours of speech", () => {
  const words = Array.from({ length: 60_000 }, (_, at) => ({
    text: `w${(Math.imul(at, 2654435761) >>> 7) % 4000}`,
    start: at * 0.36,
    end: at * 0.36 + 0.3,
  }));
  const began = performance.now();
  const spoken = indexSpoken(words);
  for (let quote = 0; quote < 100; quote++) {
    const from = quote * 590;
    const texts = words.slice(from, from + 20).map((word) => word.text);
    texts[7] = "misheard";
    const found = locateEvidence(spoken, texts.join(" "));
    expect(found && evidenceAt(spoken, found).start).toBeCloseTo(from * 0.36);
  }
  console.info(`100 misheard quotes in 60,000 words: ${Math.round(performance.now() - began)} ms`);
});

/** The length of the longest rising subsequence: so many words of a shuffled quote still stand in order. */
function longestRise(order: number[]): number {
  const tails: number[] = [];
  for (const value of order) {
    const at = tails.findIndex((tail) => tail >= value);
    if (at < 0) tails.push(value);
    else tails[at] = value;
  }
  return tails.length;
}
