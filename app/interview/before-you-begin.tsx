import { useWords } from "../messages/use-words.ts";

const honest = ["ai", "kept", "heard", "free"] as const;

/** What everybody should know before a computer asks them about their life. */
export function BeforeYouBegin() {
  const { t } = useWords();
  return (
    <section aria-labelledby="honest" className="grid gap-3 rounded-soft border border-hairline bg-card p-5">
      <h2 id="honest">{t("interview.honestTitle")}</h2>
      <ul className="grid list-disc gap-2 ps-5">
        {honest.map((each) => (
          <li key={each}>{t(`interview.honest.${each}`)}</li>
        ))}
      </ul>
    </section>
  );
}
