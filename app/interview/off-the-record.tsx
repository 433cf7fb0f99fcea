import { useWords } from "../messages/use-words.ts";
import { useInterview } from "./store.ts";

/** Says unmistakably that nothing is kept, and honestly what had been heard before. */
export function OffTheRecord() {
  const { t } = useWords();
  const partial = useInterview((state) => state.partial);
  const isSpoken = useInterview((state) => state.view?.offRecordBy === "voice");
  return (
    <section className="grid gap-2 rounded-soft border-2 border-careful bg-card p-5">
      <p role="status" className="font-serif text-xl font-semibold text-careful">
        {t("interview.offTitle")}
      </p>
      <p>{t(isSpoken ? "interview.offSpokenText" : "interview.offText")}</p>
      {partial && (
        <p dir="auto" className="text-soft wrap-anywhere">
          {t("interview.offHeard", { text: partial.slice(-120) })}
        </p>
      )}
    </section>
  );
}
