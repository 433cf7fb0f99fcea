import { href, Link } from "react-router";
import type { Years } from "../../core/untold-years.ts";
import { useWords } from "../messages/use-words.ts";
import { writeAbout } from "./about-years.ts";

/** Years of which nobody has told anything yet, and the way to ask about them for who may tell. */
export function GapLine({ years, familyId, mayTell }: { years: Years; familyId: string; mayTell: boolean }) {
  const { t } = useWords();
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-soft">
      <span>{t("timeline.gap", years)}</span>
      {mayTell && (
        <Link
          to={`${href("/families/:familyId/memories/new", { familyId })}?about=${writeAbout(years)}`}
          className="inline-flex min-h-11 items-center text-accent"
        >
          {t("timeline.ask")}
          <span className="sr-only"> {t("timeline.askYears", years)}</span>
        </Link>
      )}
    </p>
  );
}
