import { expect, test } from "vitest";
import { enrichmentDraftSchema } from "../../core/enrichment-draft.ts";
import { lifeChapters } from "../../core/life-chapters.ts";
import { draftEnrichment } from "../../local/openai/text/enrichment-task.ts";
import { findMentions } from "../../local/openai/text/mentions.ts";
import { findLessons } from "../../local/openai/text/sayings.ts";
import { splitSentences } from "../../local/openai/text/sentences.ts";
import { readTone } from "../../local/openai/text/tone.ts";
import { readStory, speakText, storyNames } from "../stories.ts";

function draft(text: string, options: { knownNames?: string[]; recordedOn?: string } = {}) {
  const { segments } = speakText(text);
  return enrichmentDraftSchema.parse(
    draftEnrichment(
      JSON.stringify({
        recordedOn: options.recordedOn ?? null,
        knownNames: options.knownNames ?? [],
        language: "en",
        segments: segments.map(({ start, end, text: words }) => ({ start, end, text: words })),
      }),
      [...lifeChapters],
    ),
  );
}

const expected: Record<
  (typeof storyNames)[number],
  {
    chapter: string;
    people: string[];
    places: string[];
    dates: [string, string | null, string][];
    happened: string | null;
  }
> = {
  "bread-oven": {
    chapter: "early-life",
    people: ["Halina", "Stefan"],
    places: ["Tanner Street", "Scranton", "Pennsylvania"],
    dates: [["When I was a little girl", null, "vague"]],
    happened: null,
  },
  crossing: {
    chapter: "historical-events",
    people: ["Aunt Bluma"],
    places: ["Odessa", "Hamburg", "New York", "Ellis Island"],
    dates: [
      ["the spring of 1921", "1921-03", "season"],
      ["the 14th of June, 1921", "1921-06-14", "day"],
    ],
    happened: "1921",
  },
  "dance-hall": {
    chapter: "love-and-family",
    people: ["Walter", "Eddie Marino", "Dolores"],
    places: ["Crystal Ballroom", "Fort Dix", "Saint Anthony's Church"],
    dates: [
      ["1957", "1957", "year"],
      ["May 9th, 1959", "1959-05-09", "day"],
    ],
    happened: "1957",
  },
  fiddle: {
    chapter: "hobbies-and-passions",
    people: ["Angus", "Fiona"],
    places: ["Inverness", "Baddeck", "Boston", "Dublin"],
    dates: [["October of 1948", "1948-10", "month"]],
    happened: "1948",
  },
  "little-church": {
    chapter: "faith-and-values",
    people: ["Ruth Ellen", "Mama", "Reverend Hollis", "Calvin"],
    places: ["Macon", "Georgia"],
    dates: [
      ["1963", "1963", "year"],
      ["Easter 1975", "1975-03-30", "day"],
    ],
    happened: "1963",
  },
  "steel-mill": {
    chapter: "education-and-work",
    people: ["Mr. Novak", "Leroy Washington"],
    places: ["Alabama", "Youngstown"],
    dates: [
      ["1964", "1964", "year"],
      ["the fifties", "1950", "decade"],
      ["1982", "1982", "year"],
    ],
    happened: "1964",
  },
};

for (const name of storyNames) {
  const { chapter, people, places, dates, happened } = expected[name];
  const text = readStory(name);

  test(`${name}: the life chapter is ${chapter}`, () => {
    const found = draft(text);
    expect(found.chapter).toBe(chapter);
    expect(found.chapters).toContain(chapter);
  });

  test(`${name}: the people and places are those that the narrator names`, () => {
    const found = draft(text);
    expect(found.people.map((person) => person.name)).toEqual(people);
    expect(found.places.map((place) => place.name)).toEqual(places);
  });

  test(`${name}: the dates are as exact as they were said`, () => {
    const found = draft(text);
    const read = found.dates.map((date) => [date.text, date.from, date.precision]);
    for (const date of dates) expect(read).toContainEqual(date);
    expect(found.dates[found.happenedDate ?? -1]?.from?.slice(0, 4) ?? null).toBe(happened);
  });

  test(`${name}: every quote stands word for word in the story`, () => {
    const found = draft(text);
    const quotes = [
      found.title.quote,
      found.oneLiner.quote,
      ...found.summary.flatMap((sentence) => sentence.quotes),
      ...found.lessons.map((lesson) => lesson.quote),
      ...found.quotes,
      ...[...found.people, ...found.places].flatMap((mention) => mention.quotes),
      ...found.dates.map((date) => date.quote),
    ];
    expect(quotes.length).toBeGreaterThan(8);
    for (const quote of quotes) expect(text).toContain(quote);
    for (const mention of [...found.people, ...found.places])
      expect(mention.quotes.join(" ")).toContain(mention.name);
  });

  test(`${name}: title, summary and questions keep to their lengths`, () => {
    const found = draft(text);
    expect(found.title.text.split(" ").length).toBeLessThanOrEqual(8);
    expect(text.toLowerCase()).toContain(found.title.text.toLowerCase());
    expect(found.summary.length).toBeGreaterThanOrEqual(2);
    expect(found.summary.length).toBeLessThanOrEqual(4);
    expect(found.followUps).toHaveLength(3);
    for (const question of found.followUps) {
      expect(question.split(" ").length).toBeLessThanOrEqual(30);
      expect(question.match(/\?/g)).toHaveLength(1);
    }
  });

  test(`${name}: the same story is described the same way`, () => {
    expect(draft(text)).toEqual(draft(text));
  });
}

test("lessons are what the narrator advises, not what always was", () => {
  const lessons = (text: string) => findLessons(splitSentences([text])).map((lesson) => lesson.quote);
  expect(lessons(readStory("steel-mill"))).toContain("Always learn a second trade.");
  expect(lessons(readStory("dance-hall")).join(" ")).toContain("never go to bed angry");
  expect(lessons(readStory("crossing"))).toEqual([
    "My mother always said, you carry your country in your hands.",
  ]);
  expect(lessons("We never had any money. He always came late. I never saw her again.")).toEqual([]);
});

test("a story of war and death is marked", () => {
  expect(draft(readStory("crossing")).warnings).toEqual(["war", "violence"]);
  expect(draft(readStory("fiddle")).warnings).toEqual([]);
});

test("a feeling that is denied isn't felt", () => {
  expect(readTone(splitSentences(["We were not afraid, not for a minute."]))).toEqual({
    primary: "calm",
    intensity: 1,
    arc: [],
  });
  expect(readTone(splitSentences(["We laughed and laughed.", "Then he died, and I cried."])).arc).toEqual([
    "funny",
    "sad",
  ]);
});

test("a known name mends the spelling, and adds nobody who wasn't named", () => {
  const sentences = splitSentences(["My brother Tomas broke his arm at Lake Superior."]);
  const { people, places } = findMentions(sentences, ["Tomás", "Rosa Alvarez"]);
  expect(people.map(({ name }) => name)).toEqual(["Tomás"]);
  expect(places.map(({ name }) => name)).toEqual(["Lake Superior"]);
});

test("a dog's name, a song and a feast are neither people nor places", () => {
  const told = 'We had a dog named Duke. The band played "Rosamunde" on Easter Sunday. In English I said no.';
  const { people, places } = findMentions(splitSentences([told]), []);
  expect([...people, ...places].map(({ name }) => name)).toEqual([]);
});

test("an empty transcript is described by nothing", () => {
  const found = draft("");
  expect(found).toMatchObject({
    title: { text: "", quote: "" },
    summary: [],
    lessons: [],
    quotes: [],
    chapters: [],
    themes: [],
    people: [],
    places: [],
    dates: [],
    happenedDate: null,
    followUps: [],
    warnings: [],
    tone: { arc: [] },
  });
});

test("three words are described by those three words", () => {
  const found = draft("I am here.");
  expect(found.title).toEqual({ text: "I am here", quote: "I am here." });
  expect(found.summary).toEqual([{ text: "I am here.", quotes: ["I am here."] }]);
  expect([...found.people, ...found.places, ...found.dates, ...found.lessons, ...found.followUps]).toEqual(
    [],
  );
});

test("speech without punctuation is cut where the narrator paused", () => {
  const told = `so my name is George and my dad was a sheep shearer ${"and we went from farm to farm ".repeat(12)}`;
  const { segments } = speakText(told);
  const sentences = splitSentences(segments.map(({ text }) => text));
  expect(sentences.length).toBeGreaterThan(3);
  expect(sentences.map(({ text }) => text).join(" ")).toBe(told.trim());
});
