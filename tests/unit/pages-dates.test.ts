import fc from "fast-check";
import { expect, test } from "vitest";
import { createI18n } from "../../app/messages/i18n.ts";
import { formatHappened } from "../../app/words/dates.ts";
import {
  countDays,
  isMonth,
  joinHappened,
  splitHappened,
  yearParts,
} from "../../app/words/happened-parts.ts";
import { happenedSchema } from "../../core/schemas.ts";

const { t } = createI18n("en");
const say = (happened: Parameters<typeof formatHappened>[0]) => formatHappened(happened, t, "en");

test("a date is told as a family says it", () => {
  expect(say({ from: "1956-06", to: "1956-08", precision: "season" })).toBe("summer of 1956");
  expect(say({ from: "1956-12", to: "1957-02", precision: "season" })).toBe("winter of 1956–57");
  expect(say({ from: "1956-01", precision: "season" })).toBe("winter of 1956");
  expect(say({ from: "1950", to: "1959", precision: "decade" })).toBe("the 1950s");
  expect(say({ from: "1956", precision: "vague" })).toBe("around 1956");
  expect(say({ from: "1956", to: "1956", precision: "year" })).toBe("1956");
  expect(say({ from: "1956-07", precision: "month" })).toBe("July 1956");
  expect(say({ from: "1956-07-14", precision: "day" })).toBe("July 14, 1956");
});

test("a stretch of time is told from its beginning to its end", () => {
  expect(say({ from: "1956", to: "1958", precision: "year" })).toBe("1956 to 1958");
  expect(say({ from: "1956-07-14", to: "1956-07-16", precision: "day" })).toBe(
    "July 14, 1956 to July 16, 1956",
  );
});

test("a time with an end only is told as one", () => {
  expect(say({ to: "1939", precision: "vague" })).toBe("up to 1939");
  expect(say({ to: "1939-08", precision: "month" })).toBe("up to August 1939");
});

test("what nobody knows is not told", () => {
  expect(say(undefined)).toBe("");
  expect(say({ precision: "vague" })).toBe("");
});

test("a season without a month is told as its year", () => {
  expect(say({ from: "1956", precision: "season" })).toBe("1956");
});

test("a date that a person chose survives the form it was chosen in", () => {
  const chosen = fc
    .record({
      year: fc.integer({ min: 1000, max: 2100 }).map(String),
      part: fc.constantFrom(...yearParts),
      day: fc.integer({ min: 1, max: 31 }),
    })
    .map(({ year, part, day }) => {
      const hasDay = isMonth(part) && day % 2 === 0 && day <= countDays(year, part);
      return {
        year: part === "decade" ? `${year.slice(0, 3)}0` : year,
        part,
        day: hasDay ? String(day) : "",
      };
    });
  fc.assert(
    fc.property(chosen, (parts) => {
      const happened = joinHappened(parts);
      expect(happenedSchema.parse(happened)).toEqual(happened);
      expect(splitHappened(happened)).toEqual(parts);
      expect(say(happened)).not.toBe("");
    }),
  );
});

test("February has 29 days in a leap year only", () => {
  expect(countDays("1956", "02")).toBe(29);
  expect(countDays("1957", "02")).toBe(28);
});
