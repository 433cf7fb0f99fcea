import { expect, test } from "vitest";
import { cutAtTokens } from "../../local/openai/embeddings/cut-at-tokens.ts";
import { glossToEnglish } from "../../local/openai/embeddings/gloss.ts";

const countLetters = (word: string) => word.length;

test("a short text is one piece", () => {
  expect(cutAtTokens("We  kept\nbees.", countLetters, 128, 8192)).toEqual([
    { text: "We kept bees.", tokens: 11 },
  ]);
});

test("a long text is cut at the ends of sentences, and no word is lost", () => {
  const text = "One two three four. Five six seven eight nine. Ten eleven twelve.";
  const pieces = cutAtTokens(text, countLetters, 24, 8192) ?? [];
  expect(pieces.map((piece) => piece.text)).toEqual([
    "One two three four.",
    "Five six seven eight nine.",
    "Ten eleven twelve.",
  ]);
});

test("a piece holds no more than its tokens where no sentence ends", () => {
  const pieces = cutAtTokens("word ".repeat(100), countLetters, 24, 8192) ?? [];
  expect(pieces.every(({ tokens }) => tokens <= 24)).toBe(true);
  expect(pieces.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(400);
});

test("a text over the limit is no text at all", () => {
  expect(cutAtTokens("word ".repeat(100), countLetters, 24, 399)).toBeUndefined();
});

test("nothing but spaces is one piece", () => {
  expect(cutAtTokens(" \n ", countLetters, 24, 399)).toHaveLength(1);
});

test("English stays as it is", () => {
  for (const text of [
    "How grandpa met grandma",
    "A radio on the table",
    "Wedding",
    "In 1958 we sang in the choir.",
  ])
    expect(glossToEnglish(text)).toBe(text);
});

test.each([
  ["Mi abuela cantaba en la iglesia", "grandmother song sing church"],
  ["Mia nonna cantava in chiesa con Rosa", "grandmother song sing church Rosa"],
  ["Meine Oma sang in der Dorfkirche", "grandmother song sing church"],
])("%s is glossed word by word", (text, english) => {
  const glossed = glossToEnglish(text).replace(".", "").split(" ");
  for (const word of english.split(" ")) expect(glossed).toContain(word);
});

test("a language without a word list stays as it is", () => {
  expect(glossToEnglish("おばあちゃんの話")).toBe("おばあちゃんの話");
});
