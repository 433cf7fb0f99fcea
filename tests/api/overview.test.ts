import { afterAll, beforeAll, expect, test } from "vitest";
import { type Insights, insightsSchema } from "../../core/insights.ts";
import { type Timeline, timelineBounds, timelineSchema } from "../../core/timeline.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory, writeTranscript } from "./rows.ts";

let house: House;
let rose: FamilyMember;
let stranger: FamilyMember;
let ida: string;
let tom: string;

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house, "Rose Miller");
  stranger = await joinFamily(house, "Stella Stranger");
  ida = await writePerson("Ida", "1930-05-10");
  tom = await writePerson("Tom", null);
  await writePerson("Aunt Vera", null);
  const mill = await writeMemory(house, rose.familyId, {
    title: "The mill",
    narrator_id: ida,
    language: "en",
    chapter: "early-life",
    chapters: ["early-life", "love-and-family"],
    happened: { from: "1938-06", to: "1938-08", precision: "season" },
    recorded_on: "2026-05",
    told: {
      people: [{ name: "Max", evidence: [{ start: 0, end: 1, quote: "Max" }] }],
      places: [{ name: "Graz", evidence: [] }],
      dates: [],
      followUps: [],
      warnings: [],
      tone: { primary: "warm", intensity: 4, arc: ["calm", "warm"] },
    },
  });
  await writeTranscript(house, rose.familyId, mill, ["We lived by the mill.", "Max came every day."]);
  await writeMemory(house, rose.familyId, {
    title: "The flood",
    narrator_id: tom,
    happened: { from: "1938", precision: "year" },
    told: {
      people: [{ name: "Ida", personId: ida, evidence: [] }],
      places: [{ name: "Graz", evidence: [] }],
      dates: [],
      followUps: [],
      warnings: [],
    },
  });
  await writeMemory(house, rose.familyId, {
    title: "Up to the war",
    happened: { to: "1939", precision: "vague" },
  });
  await writeMemory(house, rose.familyId, { title: "Some day" });
  await writeMemory(house, rose.familyId, { title: "Taken back", deleted_at: "2026-11-01T00:00:00Z" });
});
afterAll(() => house?.close());

async function writePerson(name: string, bornOn: string | null): Promise<string> {
  const id = crypto.randomUUID();
  await house.query("insert into person (id, family_id, name, born_on) values ($1, $2, $3, $4)", [
    id,
    rose.familyId,
    name,
    bornOn,
  ]);
  return id;
}

const openTimeline = async (who = rose, familyId = rose.familyId) =>
  timelineSchema.parse(await who.json<Timeline>(`/families/${familyId}/timeline`));

test("a family's timeline stands by decade, with what is vague kept vague and what nobody dated apart", async () => {
  const { decades, undated } = await openTimeline();
  const told = decades.map(({ year, count, items }) => [
    year,
    count,
    items.map(({ title }) => title).toSorted(),
  ]);
  expect(told).toEqual([[1930, 3, ["The flood", "The mill", "Up to the war"]]]);
  const items = decades[0]?.items ?? [];
  expect(items.find(({ title }) => title === "The mill")).toMatchObject({
    narrator: { id: ida, name: "Ida" },
    happened: { from: "1938-06", to: "1938-08", precision: "season" },
    span: { first: "1938-06-01", last: "1938-08-31" },
    seconds: 8,
    chapter: "early-life",
    language: "en",
  });
  expect(items.find(({ title }) => title === "Up to the war")?.span).toEqual({ last: "1939-12-31" });
  expect(undated.items.map(({ title }) => title)).toEqual(["Some day"]);
});

test("a narrator's life, shared times and gaps are drawn from the family's people", async () => {
  const { lives, birthsUnknown, sharedTimes, gaps } = await openTimeline();
  expect(lives.map(({ person, stages }) => [person.name, stages.map(({ stage }) => stage)])).toEqual([
    ["Ida", ["childhood"]],
  ]);
  expect(lives[0]?.stages[0]?.items[0]?.ages).toEqual({ from: 8, to: 8 });
  expect(birthsUnknown).toEqual([{ id: tom, name: "Tom" }]);
  expect(sharedTimes).toMatchObject([
    { places: ["Graz"], people: [], span: { first: "1938-06-01", last: "1938-08-31" } },
  ]);
  expect(gaps).toEqual([
    { from: 1930, to: 1937 },
    { from: 1940, to: new Date().getUTCFullYear() },
  ]);
});

test("insights count what was told, words where they lie, and name what is missing", async () => {
  const insights = insightsSchema.parse(await rose.json<Insights>(`/families/${rose.familyId}/insights`));
  expect(insights).toMatchObject({ stories: 4, seconds: 32, words: 9 });
  expect(insights.months[0]).toEqual({ month: "2026-05", stories: 1 });
  expect(insights.chapters.filter(({ stories, touching }) => stories + touching > 0)).toEqual([
    { chapter: "early-life", stories: 1, touching: 0 },
    { chapter: "love-and-family", stories: 0, touching: 1 },
  ]);
  expect(insights.people).toEqual(
    [
      { name: "Max", stories: 1 },
      { personId: ida, name: "Ida", stories: 1 },
    ].toSorted((a, b) =>
      (a.personId ?? a.name.toLowerCase()) < (b.personId ?? b.name.toLowerCase()) ? -1 : 1,
    ),
  );
  expect(insights.places).toEqual([{ name: "Graz", stories: 2 }]);
  expect(insights.tone).toEqual([
    { decade: 1930, stories: 1, intensity: 4, tones: [{ tone: "warm", stories: 1 }] },
  ]);
  expect(insights.languages).toEqual([{ language: "en", stories: 1 }]);
  expect(insights.missing.people.map(({ name }) => name)).toEqual(["Aunt Vera"]);
  expect(insights.missing.singleStories.map(({ name }) => name).toSorted()).toEqual(["Ida", "Tom"]);
});

test("another family's overview isn't there, and one's own empty one is", async () => {
  for (const path of ["timeline", "insights"]) {
    await expectProblem(await stranger.api(`/families/${rose.familyId}/${path}`), 404, "family.not_found");
  }
  const empty = await openTimeline(stranger, stranger.familyId);
  expect(empty).toEqual({
    decades: [],
    undated: { count: 0, items: [] },
    lives: [],
    birthsUnknown: [],
    sharedTimes: [],
    gaps: [],
  });
});

test("a large family is answered in bounds, with whole counts", async () => {
  const big = await joinFamily(house, "Bea Big");
  // What triggers make of a row is not looked at here, and 3,000 times of it are long.
  await house.query("alter table memory disable trigger user");
  await house.query(
    `insert into memory (id, family_id, status, title, bytes, probe, sha256, happened)
     select uuidv7(), $1, 'ready', 'Story ' || n, 100, '{"seconds": 60}', repeat('0', 64),
       jsonb_build_object('from', (1930 + n % 80)::text, 'precision', 'year')
     from generate_series(1, 3000) n`,
    [big.familyId],
  );
  await house.query("alter table memory enable trigger user");
  const answer = await big.api(`/families/${big.familyId}/timeline`);
  const text = await answer.text();
  const { decades } = timelineSchema.parse(JSON.parse(text));
  expect(decades.map(({ count }) => count).reduce((sum, count) => sum + count)).toBe(3000);
  for (const { items } of decades) expect(items).toHaveLength(timelineBounds.items);
  expect(text.length).toBeLessThan(200_000);
});
