import { href, Link } from "react-router";
import type { Years } from "../../core/untold-years.ts";
import { useWords } from "../messages/use-words.ts";
import { writeAbout } from "./about-years.ts";

/** The way to tell about years of which nobody has told anything yet. */
export function AskAbout({ years, familyId }: { years: Years; familyId: string }) {
  const { t } = useWords();
  return (
    <Link
      to={`${href("/families/:familyId/memories/new", { familyId })}?about=${writeAbout(years)}`}
      className="inline-flex min-h-11 items-center text-accent"
    >
      {t("timeline.ask")}
      <span className="sr-only"> {t("timeline.askYears", years)}</span>
    </Link>
  );
}
