import { describe, expect, test } from "vitest";
import { createMentionFinder } from "../../adapters/mention-finder.ts";
import { proveEnrichment } from "../../core/prove-enrichment.ts";
import { emptyDraft } from "../enrichment-drafts.ts";
import { speakTranscript } from "../spoken.ts";

const finder = createMentionFinder();
const story =
  "My father had a bakery on Mill Street in Kraków. My sister Rosa's friend was Uncle Józef. " +
  "In nineteen fifty-six we moved to Chicago, Illinois. I met Henry Miller at a dance in the summer of '58, thank God. " +
  "We married on July 14th, 1959. In the early sixties we lived in Detroit. I was 19 in 1939. On Sundays we rested.";

describe("names", () => {
  test("of people come with the clause around them as it stands in the text", async () => {
    const { people } = await finder.find(story, "en");
    expect(people).toContainEqual({
      name: "Henry Miller",
      quote: "I met Henry Miller at a dance in the summer of '58, thank God.",
    });
    expect(people.map(({ name }) => name)).toEqual(["Rosa", "Uncle Józef", "Henry Miller"]);
  });

  test("of places come without the punctuation around them", async () => {
    const { places } = await finder.find(story, "en-US");
    expect(places.map(({ name }) => name)).toEqual(["Mill Street", "Kraków", "Chicago, Illinois", "Detroit"]);
  });

  test.each([
    "Oh my God, Jesus, it was cold in May.",
    "He told me so, and Mom told Dad.",
    "I will, she said. Will you? will you?",
  ])("are not found in: %s", async (text) => {
    expect((await finder.find(text, "en")).people).toEqual([]);
  });
});

describe("dates", () => {
  test("are as exact as the words, with years in words or figures", async () => {
    const { dates } = await finder.find(story, "en");
    expect(dates.map(({ text, from, to, precision }) => [text, from, to, precision])).toEqual([
      ["nineteen fifty-six", "1956", null, "year"],
      ["summer of '58", "1958", null, "season"],
      ["July 14th, 1959", "1959-07-14", null, "day"],
      ["early sixties", "1960", "1969", "decade"],
      ["1939", "1939", null, "year"],
    ]);
  });

  test("that name neither year nor decade are left out, but for years counted back", async () => {
    const { dates } = await finder.find("It was a Tuesday in July. Two years ago I went back.", "en");
    expect(dates.map(({ text, from, precision }) => [text, from, precision])).toEqual([
      ["Two years ago", null, "vague"],
    ]);
  });
});

test("a quote stays inside its sentence and within a dozen words of its mention", async () => {
  const long = `${"and then ".repeat(40)}we came to Chicago ${"and then ".repeat(40)}we stayed.`;
  const [place] = (await finder.find(`It rained. ${long}`, "en")).places;
  expect(place?.quote.split(" ").length).toBeLessThanOrEqual(26);
  expect(long).toContain(place?.quote ?? "nothing was found");
});

test("languages whose grammar isn't known give nothing", async () => {
  const nothing = { people: [], places: [], dates: [] };
  expect(await finder.find("Meine Schwester Rosa war 1956 in Berlin.", "de")).toEqual(nothing);
  expect(await finder.find("", "en")).toEqual(nothing);
});

test("every mention of a long text is proved by its own quote", async () => {
  const text = Array.from({ length: 60 }, () => story).join(" ");
  const mentions = await finder.find(text, "en");
  const { people, places, dates } = proveEnrichment(
    emptyDraft,
    mentions,
    speakTranscript("en", text),
    [],
    {},
  );
  expect(people.map(({ name }) => name)).toEqual(["Rosa", "Uncle Józef", "Henry Miller"]);
  expect(places.map(({ name }) => name)).toEqual(["Mill Street", "Kraków", "Chicago, Illinois", "Detroit"]);
  expect(dates.map(({ from }) => from)).toEqual(["1956", "1958", "1959-07-14", "1960", "1939"]);
});

test("a finder made anew for every message finds the same, and the grammar doesn't grow", async () => {
  const first = await finder.find(story, "en");
  for (let message = 0; message < 40; message += 1) {
    expect(await createMentionFinder().find(story, "en")).toEqual(first);
  }
});
