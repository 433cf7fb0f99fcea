import { expect, test } from "vitest";
import { findDates } from "../../local/openai/text/dates.ts";
import { splitSentences } from "../../local/openai/text/sentences.ts";

for (const [said, text, from, to, precision] of [
  [
    "I was born on the 3rd of March, 1931, in a barn.",
    "the 3rd of March, 1931",
    "1931-03-03",
    "1931-03-03",
    "day",
  ],
  ["It was the summer of 1956 and hot.", "the summer of 1956", "1956-06", "1956-08", "season"],
  ["The winter of '63 was the coldest.", "The winter of '63", "1963-12", "1964-02", "season"],
  ["In nineteen fifty-six we left.", "nineteen fifty-six", "1956", "1956", "year"],
  ["We came in March of nineteen oh eight.", "March of nineteen oh eight", "1908-03", "1908-03", "month"],
  ["That was around Christmas 1958, I think.", "Christmas 1958", "1958-12-25", "1958-12-25", "day"],
  ["I taught there from 1960 to 1972.", "from 1960 to 1972", "1960", "1972", "year"],
  ["In the early 1940s it was hard.", "the early 1940s", "1940", "1949", "decade"],
  ["Nobody had a car in the fifties.", "the fifties", "1950", "1959", "decade"],
  ["When I was seven, my brother fell.", "When I was seven", null, null, "vague"],
  ["We moved two years later.", "two years later", null, null, "vague"],
  ["That was before the war.", "before the war", null, null, "vague"],
  ["I learned it last summer.", "last summer", "2023-06", "2023-08", "season"],
] as const) {
  test(`"${said}" names ${precision === "vague" ? "a vague time" : from}`, () => {
    const [date] = findDates(splitSentences([said]), "2024-03-10");
    expect(date).toMatchObject({ text, from, to, precision });
  });
}

test("numbers and ages are not years", () => {
  const told =
    "There were 1950 people there. In my fifties I walked 1200 miles. He had two thousand dollars' worth of cows.";
  expect(
    findDates(splitSentences([told]), undefined).filter(({ precision }) => precision !== "vague"),
  ).toEqual([]);
});
