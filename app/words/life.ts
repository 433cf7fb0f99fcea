import type { TFunction } from "i18next";
import { formatVagueDate } from "./dates.ts";

interface Life {
  bornOn?: string | undefined;
  diedOn?: string | undefined;
  birthplace?: string | undefined;
}

/** "1921–2001", "born 1950" or "": a life in short. */
export function formatYears({ bornOn, diedOn }: Life): string {
  const [born, died] = [bornOn?.slice(0, 4) ?? "", diedOn?.slice(0, 4) ?? ""];
  if (!born && !died) return "";
  return died ? `${born}–${died}` : `* ${born}`;
}

/** "born May 1921 in Graz, died 2001", as far as it is known. */
export function formatLife({ bornOn, diedOn, birthplace }: Life, t: TFunction, language: string): string {
  const date = bornOn && formatVagueDate(bornOn, language);
  const born =
    date && birthplace
      ? t("people.bornAt", { date, place: birthplace })
      : date
        ? t("people.born", { date })
        : birthplace
          ? t("people.bornIn", { place: birthplace })
          : "";
  const died = diedOn ? t("people.died", { date: formatVagueDate(diedOn, language) }) : "";
  return [born, died].filter(Boolean).join(", ");
}
