import fc from "fast-check";
import { expect, test } from "vitest";
import { findInsights, insightsSchema } from "../../core/insights.ts";
import { lifeChapters } from "../../core/life-chapters.ts";
import { anyFamily, makePerson, makeTold, today } from "../told-memories.ts";

test("hours, words and stories are added up", () => {
  const insights = findInsights(
    [makeTold({ seconds: 90.5, words: 200 }), makeTold({ seconds: 30, words: 50 })],
    [],
    today,
  );
  expect(insights).toMatchObject({ stories: 2, seconds: 120.5, words: 250 });
});

test("a story counts in the month in which it was told, as far as that is known, and silent months are zero", () => {
  const { months } = findInsights(
    [
      makeTold({ recordedOn: "2026-08-03", createdAt: "2026-11-02T00:00:00.000Z" }),
      makeTold({ recordedOn: "1998", createdAt: "2026-10-31T23:59:59.000Z" }),
      makeTold({ createdAt: "2026-10-01T00:00:00.000Z" }),
    ],
    [],
    today,
  );
  expect(months).toEqual([
    { month: "2026-08", stories: 1 },
    { month: "2026-09", stories: 0 },
    { month: "2026-10", stories: 2 },
    { month: "2026-11", stories: 0 },
  ]);
});

test("of a long history the latest 24 months are told", () => {
  const { months } = findInsights([makeTold({ recordedOn: "1998-05" })], [], today);
  expect([months.length, months[0]?.month, months.at(-1)?.month]).toEqual([24, "2024-12", "2026-11"]);
});

test("all eight chapters are there, those without a story too", () => {
  const { chapters, missing } = findInsights(
    [makeTold({ chapter: "early-life", chapters: ["early-life", "love-and-family"] })],
    [],
    today,
  );
  expect(chapters.map(({ chapter }) => chapter)).toEqual([...lifeChapters]);
  expect(chapters[0]).toEqual({ chapter: "early-life", stories: 1, touching: 0 });
  expect(chapters.find(({ chapter }) => chapter === "love-and-family")).toMatchObject({
    stories: 0,
    touching: 1,
  });
  expect(missing.chapters).toHaveLength(6);
});

test("a name, an alias and a link are one person, counted once a story", () => {
  const maria = makePerson("María Gruber", { aliases: ["Granny"] });
  const { people } = findInsights(
    [
      makeTold({ people: [{ name: "Granny" }, { personId: maria.id, name: "Maria" }] }),
      makeTold({ people: [{ name: "maria gruber" }, { name: "Max" }] }),
    ],
    [maria],
    today,
  );
  expect(people).toEqual([
    { personId: maria.id, name: "María Gruber", stories: 2 },
    { personId: undefined, name: "Max", stories: 1 },
  ]);
});

test("a name that two people bear is nobody's", () => {
  const both = [
    makePerson("Anna Senior", { aliases: ["Anna"] }),
    makePerson("Anna Junior", { aliases: ["Anna"] }),
  ];
  const { people, missing } = findInsights([makeTold({ people: [{ name: "Anna" }] })], both, today);
  expect(people).toEqual([{ personId: undefined, name: "Anna", stories: 1 }]);
  expect(missing.people).toHaveLength(2);
});

test("the tone of a decade is the mean of its stories, with what they feel like", () => {
  const told = (from: string, primary: string, intensity: number) =>
    makeTold({ happened: { from, precision: "year" }, tone: { primary, intensity } });
  const { tone } = findInsights(
    [
      told("1962", "sad", 8),
      told("1956", "warm", 4),
      told("1957", "Warm", 5),
      told("1959", "sad", 6),
      makeTold(),
    ],
    [],
    today,
  );
  expect(tone).toEqual([
    {
      decade: 1950,
      stories: 3,
      intensity: 5,
      tones: [
        { tone: "warm", stories: 2 },
        { tone: "sad", stories: 1 },
      ],
    },
    { decade: 1960, stories: 1, intensity: 8, tones: [{ tone: "sad", stories: 1 }] },
  ]);
});

test("what is missing is named: decades, people never spoken of, narrators with a single story", () => {
  const rose = makePerson("Rose", { bornOn: "1938", diedOn: "1979" });
  const max = makePerson("Max");
  const ida = makePerson("Ida");
  const { missing, narrators } = findInsights(
    [
      makeTold({
        narratorId: rose.id,
        happened: { from: "1956", precision: "year" },
        people: [{ name: "Max" }],
      }),
      makeTold({ seconds: 10 }),
      makeTold({ seconds: 20 }),
    ],
    [rose, max, ida],
    today,
  );
  expect(missing.decades).toEqual([
    { from: 1938, to: 1939 },
    { from: 1940, to: 1949 },
    { from: 1960, to: 1969 },
    { from: 1970, to: 1979 },
  ]);
  expect(missing.people).toEqual([{ id: ida.id, name: "Ida" }]);
  expect(missing.singleStories).toEqual([{ id: rose.id, name: "Rose" }]);
  expect(narrators).toEqual([
    { person: undefined, stories: 2, seconds: 30 },
    { person: { id: rose.id, name: "Rose" }, stories: 1, seconds: 60 },
  ]);
});

test("a vault without stories has insights, too", () => {
  const insights = findInsights([], [], today);
  expect(insights).toMatchObject({ stories: 0, seconds: 0, words: 0, months: [], people: [], tone: [] });
  expect(insights.missing.chapters).toHaveLength(8);
});

test("whatever a family tells, its insights are what their schema says and their shares add up", () => {
  fc.assert(
    fc.property(anyFamily, ({ memories, people }) => {
      const insights = findInsights(memories, people, today);
      const wire = JSON.parse(JSON.stringify(insights)) as unknown;
      expect(insightsSchema.parse(wire)).toEqual(wire);
      const count = (things: { stories: number }[]) => things.reduce((sum, { stories }) => sum + stories, 0);
      expect(count(insights.narrators)).toBe(memories.length);
      expect(count(insights.chapters)).toBe(memories.filter(({ chapter }) => chapter).length);
      const spokenOf = new Set(insights.people.map(({ personId }) => personId));
      for (const { id } of insights.missing.people) expect(spokenOf.has(id)).toBe(false);
    }),
  );
});
