import fc from "fast-check";
import { expect, test } from "vitest";
import { countDays, findDecade, findPlace, findSpan, isClosed } from "../../core/happened-span.ts";
import { findAges, findStage } from "../../core/lives.ts";
import type { Happened } from "../../core/schemas.ts";
import { findSharedTimes } from "../../core/shared-times.ts";
import { boundTimeline, drawTimeline, timelineBounds, timelineSchema } from "../../core/timeline.ts";
import { coverYears, findGaps } from "../../core/untold-years.ts";
import { anyFamily, anyHappened, makePerson, makeTold, today } from "../told-memories.ts";

const year = (from: string, to?: string): Happened => ({ from, to, precision: "year" });
const day = (from: string): Happened => ({ from, to: from, precision: "day" });
const month = (from: string): Happened => ({ from, precision: "month" });
const summer = (of: string): Happened => ({ from: `${of}-06`, to: `${of}-08`, precision: "season" });

test("a date reaches from the first day it may mean to the last", () => {
  expect(findSpan(day("1956-07-14"))).toEqual({ first: "1956-07-14", last: "1956-07-14" });
  expect(findSpan(month("1956-02"))).toEqual({ first: "1956-02-01", last: "1956-02-29" });
  expect(findSpan(summer("1956"))).toEqual({ first: "1956-06-01", last: "1956-08-31" });
  expect(findSpan(year("1956"))).toEqual({ first: "1956-01-01", last: "1956-12-31" });
  expect(findSpan(year("1939", "1945"))).toEqual({ first: "1939-01-01", last: "1945-12-31" });
  expect(findSpan({ from: "1950", precision: "decade" })).toEqual({
    first: "1950-01-01",
    last: "1959-12-31",
  });
});

test("a season of which one month is known has all its three months", () => {
  const season = (from: string) => findSpan({ from, precision: "season" });
  expect(season("1956-07")).toEqual({ first: "1956-06-01", last: "1956-08-31" });
  expect(season("1956-12")).toEqual({ first: "1956-12-01", last: "1957-02-28" });
  expect(season("1957-01")).toEqual({ first: "1956-12-01", last: "1957-02-28" });
  expect(season("1956")).toEqual({ first: "1956-01-01", last: "1956-12-31" });
});

test("before the war has an end and no beginning", () => {
  expect(findSpan({ to: "1939", precision: "vague" })).toEqual({ last: "1939-12-31" });
  expect(findSpan({ to: "1939-08", precision: "month" })).toEqual({ last: "1939-08-31" });
});

test("around a year is wider than the year", () => {
  expect(findSpan({ from: "1956", precision: "vague" })).toEqual({ first: "1954-01-01", last: "1958-12-31" });
});

test("what nobody dated has no span", () => {
  expect(findSpan(undefined)).toBeUndefined();
  expect(findSpan({ precision: "vague" })).toBeUndefined();
});

test("days that no calendar has are the nearest ones, and ends the wrong way round are turned", () => {
  expect(findSpan(month("1957-00"))).toEqual({ first: "1957-01-01", last: "1957-01-31" });
  expect(findSpan(day("1900-02-29"))).toEqual({ first: "1900-02-28", last: "1900-02-28" });
  expect(findSpan(day("1957-02-31"))).toEqual({ first: "1957-02-28", last: "1957-02-28" });
  expect(findSpan(year("1945", "1939"))).toEqual({ first: "1939-01-01", last: "1945-12-31" });
  expect(findPlace(year("1945", "1939"))).toBe("1939-01-01");
});

test("whatever the date, its span is in order, holds what was named, and never is more exact than that", () => {
  fc.assert(
    fc.property(anyHappened, (happened) => {
      const span = findSpan(happened);
      const place = findPlace(happened);
      expect(span === undefined).toBe(place === undefined);
      if (!span || !place) return;
      expect((span.first ?? "") <= place && place <= (span.last ?? "~")).toBe(true);
      if (!isClosed(span)) {
        expect(happened.from).toBeUndefined();
        return;
      }
      expect(span.first <= span.last).toBe(true);
      const named = Math.max(happened.from?.length ?? 0, happened.to?.length ?? 0);
      if (countDays(span) === 1) expect(named).toBe(10);
      if (countDays(span) < 365) expect(named).toBeGreaterThan(4);
    }),
  );
});

test("memories stand in the order of time in the decade in which they began, undated ones apart", () => {
  const early = makeTold({ happened: { to: "1939", precision: "vague" } });
  const summery = makeTold({ happened: summer("1956") });
  const fifties = makeTold({ happened: { from: "1950", to: "1959", precision: "decade" } });
  const long = makeTold({ happened: year("1958", "1961") });
  const undated = makeTold();
  const { decades, undated: apart } = drawTimeline([long, undated, summery, early, fifties], [], today);
  expect(decades.map(({ year: first, items }) => [first, items.map(({ id }) => id)])).toEqual([
    [1930, [early.id]],
    [1950, [fifties.id, summery.id, long.id]],
  ]);
  expect(apart.items.map(({ id }) => id)).toEqual([undated.id]);
});

test("every memory stands exactly once in a decade or among the undated, in order, and the answer is what its schema says", () => {
  fc.assert(
    fc.property(anyFamily, ({ memories, people }) => {
      const timeline = drawTimeline(memories, people, today);
      const dated = timeline.decades.flatMap(({ items }) => items);
      const all = [...dated, ...timeline.undated.items].map(({ id }) => id);
      expect(all.toSorted()).toEqual(memories.map(({ id }) => id).toSorted());
      const places = dated.map(({ happened }) => findPlace(happened) ?? "");
      expect(places).toEqual(places.toSorted());
      for (const { year: first, count, items } of timeline.decades) {
        expect(count).toBe(items.length);
        for (const { happened } of items) expect(findDecade(findPlace(happened) ?? "")).toBe(first);
      }
      const lived = timeline.lives.flatMap(({ stages }) => stages.flatMap(({ items }) => items));
      expect(new Set(lived.map(({ id }) => id)).size).toBe(lived.length);
      const wire = JSON.parse(JSON.stringify(timeline)) as unknown;
      expect(timelineSchema.parse(wire)).toEqual(wire);
    }),
  );
});

test("a life is told by its stages, with an age only as exact as birth and time are", () => {
  const rose = makePerson("Rose", { bornOn: "1930" });
  const told = (happened: Happened) => makeTold({ narratorId: rose.id, happened });
  const memories = [
    told(year("1938")),
    told(summer("1956")),
    told(day("1999-12-24")),
    told({ to: "1939", precision: "vague" }),
    told(year("1925")),
  ];
  const [life] = drawTimeline(memories, [rose], today).lives;
  expect(life?.person).toEqual({ id: rose.id, name: "Rose", bornOn: "1930", diedOn: undefined });
  expect(life?.stages.map(({ stage, items }) => [stage, items.map(({ ages }) => ages)])).toEqual([
    ["before-birth", [{ from: -6, to: -5 }]],
    ["childhood", [{ from: 7, to: 8 }, undefined]],
    ["early-adulthood", [{ from: 25, to: 26 }]],
    ["later-life", [{ from: 68, to: 69 }]],
  ]);
});

test("birthdays are counted to the day where both days are known", () => {
  const at = (date: string) => findAges("1930-05-10", { first: date, last: date });
  expect(at("1940-05-09")).toEqual({ from: 9, to: 9 });
  expect(at("1940-05-10")).toEqual({ from: 10, to: 10 });
  expect(findStage("1930-05-10", { first: "1943-05-10", last: "1943-05-10" })).toBe("youth");
  expect(findStage("1930-05-10", { last: "1995-12-31" })).toBe("later-life");
});

test("a narrator whose birth nobody wrote down is named apart", () => {
  const ida = makePerson("Ida");
  const { lives, birthsUnknown } = drawTimeline([makeTold({ narratorId: ida.id })], [ida], today);
  expect([lives, birthsUnknown]).toEqual([[], [{ id: ida.id, name: "Ida" }]]);
});

test("years of which nothing is told are gaps, from the eldest narrator's birth to today", () => {
  const rose = makePerson("Rose", { bornOn: "1940-03" });
  const ida = makePerson("Ida", { bornOn: "1950" });
  const told = (happened: Happened, narratorId = rose.id) => makeTold({ narratorId, happened });
  const memories = [told(year("1950", "1964")), told(year("1973")), told(year("1978"), ida.id)];
  expect(findGaps(memories, [rose, ida], today)).toEqual([
    { from: 1940, to: 1949 },
    { from: 1951, to: 1963 },
    { from: 1965, to: 1972 },
    { from: 1979, to: 2026 },
  ]);
});

test("gaps begin with the first dated memory where no birth is known, and end with the last narrator's death", () => {
  const rose = makePerson("Rose", { diedOn: "1990-01-02" });
  const told = (happened: Happened) => makeTold({ narratorId: rose.id, happened });
  expect(findGaps([told(year("1970")), told(year("1980"))], [rose], today)).toEqual([
    { from: 1971, to: 1979 },
    { from: 1981, to: 1990 },
  ]);
});

test("four silent years are no gap, five are, and a told decade is none", () => {
  const told = (happened: Happened) => makeTold({ happened });
  const fifties = told({ from: "1950", to: "1959", precision: "decade" });
  expect(
    findGaps(
      [fifties, told(year("1964")), told(year("1970", "1979")), told(year("1980", "2026"))],
      [],
      today,
    ),
  ).toEqual([
    { from: 1965, to: 1969 },
    { from: 1981, to: 2025 },
  ]);
  expect(findGaps([], [], today)).toEqual([]);
});

test("no gap touches a year that a memory speaks of, and gaps are in order, long enough and never in the future", () => {
  fc.assert(
    fc.property(anyFamily, ({ memories, people }) => {
      const gaps = findGaps(memories, people, today);
      for (const { from, to } of gaps) {
        expect(to - from).toBeGreaterThanOrEqual(4);
        expect(to).toBeLessThanOrEqual(2026);
      }
      gaps.slice(1).forEach((gap, at) => {
        expect(gap.from).toBeGreaterThan((gaps[at]?.to ?? 0) + 1);
      });
      for (const { happened } of memories) {
        for (const told of coverYears(findSpan(happened) ?? {})) {
          expect(gaps.filter(({ from, to }) => from <= told.to && told.from <= to)).toEqual([]);
        }
      }
    }),
  );
});

test("two tellers of one place and one time may tell of the same", () => {
  const [rose, tom] = [makePerson("Rose"), makePerson("Tom")];
  const hers = makeTold({ narratorId: rose.id, happened: summer("1956"), places: ["Grätz"] });
  const his = makeTold({ narratorId: tom.id, happened: year("1956"), places: ["gratz", "The mill"] });
  const [shared, ...more] = findSharedTimes([his, hers]);
  expect(more).toEqual([]);
  expect(shared?.memories.map(({ id }) => id).toSorted()).toEqual([hers.id, his.id].toSorted());
  expect(shared).toMatchObject({
    span: { first: "1956-06-01", last: "1956-08-31" },
    places: ["gratz"],
    people: [],
  });
});

test("a person whom two tellers speak of joins their stories, unless it is one of the tellers", () => {
  const [rose, tom] = [makePerson("Rose"), makePerson("Tom")];
  const told = (narratorId: string, personId: string | undefined, name: string) =>
    makeTold({ narratorId, happened: year("1956"), people: [{ personId, name }] });
  expect(
    findSharedTimes([told(rose.id, undefined, "Uncle Max"), told(tom.id, undefined, "uncle max")]),
  ).toMatchObject([{ people: ["Uncle Max"] }]);
  expect(findSharedTimes([told(rose.id, rose.id, "Rose"), told(tom.id, rose.id, "Rose")])).toEqual([]);
});

test("one summer that two tellers remember is pointed out; one year alone, one teller alone or a vague time is not", () => {
  const [rose, tom] = [makePerson("Rose"), makePerson("Tom")];
  const told = (narratorId: string | undefined, happened: Happened) =>
    makeTold({ narratorId, happened, places: happened.precision === "decade" ? ["Graz"] : [] });
  expect(findSharedTimes([told(rose.id, summer("1956")), told(undefined, day("1956-07-14"))])).toHaveLength(
    1,
  );
  expect(findSharedTimes([told(rose.id, year("1956")), told(tom.id, year("1956"))])).toEqual([]);
  expect(findSharedTimes([told(rose.id, summer("1956")), told(rose.id, summer("1956"))])).toEqual([]);
  const fifties: Happened = { from: "1950", to: "1959", precision: "decade" };
  expect(findSharedTimes([told(rose.id, fifties), told(tom.id, fifties)])).toEqual([]);
});

test("what a whole family tells of one year is no find, and finds are twelve at most", () => {
  const tellers = Array.from({ length: 6 }, (_, at) => makePerson(`Teller ${at}`));
  const tell = (of: string, count: number) =>
    tellers
      .slice(0, count)
      .map(({ id }) => makeTold({ narratorId: id, happened: year(of), people: [{ name: "Dad" }] }));
  expect(findSharedTimes(tell("1956", 6))).toEqual([]);
  const years = Array.from({ length: 20 }, (_, at) => `${1950 + at}`);
  expect(findSharedTimes(years.flatMap((of) => tell(of, 2)))).toHaveLength(12);
});

test("what is found to be shared overlaps in a day at least and comes from two tellers", () => {
  fc.assert(
    fc.property(anyFamily, ({ memories }) => {
      for (const { memories: sharing, span } of findSharedTimes(memories)) {
        expect(span.first <= span.last).toBe(true);
        expect(new Set(sharing.map(({ narratorId }) => narratorId)).size).toBeGreaterThan(1);
        for (const { happened } of sharing) {
          const own = findSpan(happened);
          expect((own?.first ?? "~") <= span.first && span.last <= (own?.last ?? "")).toBe(true);
        }
      }
    }),
  );
});

test("a family of 20,000 memories is sent in bounds, with whole counts", () => {
  const people = Array.from({ length: 60 }, (_, at) => makePerson(`P ${at}`, { bornOn: `${1900 + at}` }));
  const memories = Array.from({ length: 20_000 }, (_, at) =>
    makeTold({
      narratorId: people[at % 60]?.id,
      happened: at % 10 === 0 ? undefined : year(`${1920 + (at % 100)}`),
      people: [{ name: `Name ${at % 500}` }],
    }),
  );
  const bounded = boundTimeline(drawTimeline(memories, people, today));
  expect(bounded.decades.reduce((sum, { count }) => sum + count, bounded.undated.count)).toBe(20_000);
  for (const { items } of [...bounded.decades, bounded.undated]) {
    expect(items.length).toBeLessThanOrEqual(timelineBounds.items);
  }
  expect(bounded.lives).toHaveLength(timelineBounds.lives);
  expect(JSON.stringify(bounded).length).toBeLessThan(800_000);
});
