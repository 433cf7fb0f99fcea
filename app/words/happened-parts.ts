import type { Happened } from "../../core/schemas.ts";
import { findSeason, type Season, seasons, splitVagueDate } from "./dates.ts";

const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"] as const;

/** What a person may choose as the part of a year in which a story happened. */
export const yearParts = ["year", "about", "decade", ...seasons, ...months] as const;
export type YearPart = (typeof yearParts)[number];

export interface HappenedParts {
  /** Four digits. */
  year: string;
  part: YearPart;
  /** 1–31, or empty. */
  day: string;
}

const seasonMonths: Record<Season, [string, string]> = {
  spring: ["03", "05"],
  summer: ["06", "08"],
  autumn: ["09", "11"],
  winter: ["12", "02"],
};

/** Whether a part of the year is a month, so that a day can belong to it. */
export function isMonth(part: YearPart): boolean {
  return (months as readonly string[]).includes(part);
}

/** How many days a month of a year has. */
export function countDays(year: string, part: YearPart): number {
  return new Date(Date.UTC(Number(year), Number(part), 0)).getUTCDate();
}

/** What a person chose, as a memory keeps it. */
export function joinHappened({ year, part, day }: HappenedParts): Happened {
  switch (part) {
    case "year":
      return { from: year, to: year, precision: "year" };
    case "about":
      return { from: year, precision: "vague" };
    case "decade": {
      const decade = year.slice(0, 3);
      return { from: `${decade}0`, to: `${decade}9`, precision: "decade" };
    }
    case "spring":
    case "summer":
    case "autumn":
    case "winter": {
      const [first, last] = seasonMonths[part];
      const lastYear = part === "winter" ? String(Number(year) + 1).padStart(4, "0") : year;
      return { from: `${year}-${first}`, to: `${lastYear}-${last}`, precision: "season" };
    }
    default: {
      const date = day ? `${year}-${part}-${day.padStart(2, "0")}` : `${year}-${part}`;
      return { from: date, to: date, precision: day ? "day" : "month" };
    }
  }
}

/** A kept date, taken apart for the form that changes it. */
export function splitHappened(happened: Happened | undefined): HappenedParts {
  const from = happened?.from ?? happened?.to;
  if (!happened || !from) return { year: "", part: "year", day: "" };
  const { year, month, day } = splitVagueDate(from);
  const monthPart = months[(month ?? 0) - 1];
  switch (happened.precision) {
    case "vague":
      return { year, part: "about", day: "" };
    case "decade":
      return { year, part: "decade", day: "" };
    case "season":
      return { year, part: month ? findSeason(month) : "year", day: "" };
    case "month":
    case "day":
      return {
        year,
        part: monthPart ?? "year",
        day: happened.precision === "day" && day ? String(day) : "",
      };
    case "year":
      return { year, part: "year", day: "" };
  }
}
