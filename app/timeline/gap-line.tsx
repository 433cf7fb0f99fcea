import type { Years } from "../../core/untold-years.ts";
import { useWords } from "../messages/use-words.ts";
import { AskAbout } from "./ask-about.tsx";

/** Years of which nobody has told anything yet, and the way to ask about them for who may tell. */
export function GapLine({ years, familyId, mayTell }: { years: Years; familyId: string; mayTell: boolean }) {
  const { t } = useWords();
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-soft">
      <span>{t("timeline.gap", years)}</span>
      {mayTell && <AskAbout years={years} familyId={familyId} />}
    </p>
  );
}
