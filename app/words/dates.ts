import type { TFunction } from "i18next";
import type { Happened } from "../../core/schemas.ts";

export const seasons = ["spring", "summer", "autumn", "winter"] as const;
export type Season = (typeof seasons)[number];

/** The season that a month (1–12) belongs to, as the northern half of the world counts. */
export function findSeason(month: number): Season {
  if (month >= 3 && month <= 5) return "spring";
  if (month >= 6 && month <= 8) return "summer";
  if (month >= 9 && month <= 11) return "autumn";
  return "winter";
}

interface VagueDate {
  year: string;
  month: number | undefined;
  day: number | undefined;
}

/** Takes 1956, 1956-07 or 1956-07-14 apart. */
export function splitVagueDate(date: string): VagueDate {
  const [year = "", month, day] = date.split("-");
  return { year, month: month ? Number(month) : undefined, day: day ? Number(day) : undefined };
}

/** A date as far as it is known: "1956", "July 1956", "July 14, 1956". */
export function formatVagueDate(date: string, language: string): string {
  const { year, month, day } = splitVagueDate(date);
  if (!month) return year;
  const utc = new Date(Date.UTC(Number(year), month - 1, day ?? 1));
  return utc.toLocaleDateString(language, {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    ...(day ? { day: "numeric" } : {}),
  });
}

/** When a story happened, as a family says it: "summer of 1956", "the 1950s", "July 14, 1956". Empty when nobody knows. */
export function formatHappened(happened: Happened | undefined, t: TFunction, language: string): string {
  if (!happened) return "";
  const { from, to } = happened;
  // "Before the war" has an end only: told as a date of its own it would be an exact one.
  if (!from) return to ? t("happened.upTo", { date: formatVagueDate(to, language) }) : "";
  const { year, month } = splitVagueDate(from);
  switch (happened.precision) {
    case "decade":
      return t("happened.decade", { year: `${year.slice(0, 3)}0` });
    case "season":
      return month
        ? t(`happened.${findSeason(month)}`, { year: nameSeasonYear(happened, year, month) })
        : year;
    case "vague":
      return t("happened.about", { year });
    case "year":
    case "month":
    case "day":
      return formatSpan(happened, from, t, language);
  }
}

/** A winter that begins in December belongs to two years. */
function nameSeasonYear(happened: Happened, year: string, month: number): string {
  const end = happened.to ? splitVagueDate(happened.to).year : year;
  return month === 12 && end !== year ? `${year}–${end.slice(2)}` : year;
}

function formatSpan(happened: Happened, from: string, t: TFunction, language: string): string {
  const length = { year: 4, month: 7, day: 10 }[happened.precision as "year" | "month" | "day"];
  const first = formatVagueDate(from.slice(0, length), language);
  const last = happened.to ? formatVagueDate(happened.to.slice(0, length), language) : first;
  return first === last ? first : t("happened.between", { from: first, to: last });
}

/** A moment as a date only, the same on the server and in every browser. */
export function formatDay(moment: string, language: string): string {
  return new Date(moment).toLocaleDateString(language, {
    timeZone: "UTC",
    year: "numeric",
    month: "long",
    day: "numeric",
  });
}
