import type { Insights } from "../../core/insights.ts";
import { useWords } from "../messages/use-words.ts";
import { formatLength } from "../words/durations.ts";
import { isKnownMood } from "./moods.ts";

/** Numbers, lengths, languages and moods as the page's language says them. */
export function useInsightWords() {
  const { t, language } = useWords();
  const names = new Intl.DisplayNames(language, { type: "language" });
  const list = new Intl.ListFormat(language, { type: "unit" });
  return {
    t,
    number: (value: number, digits = 0) =>
      new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value),
    sayLength: (seconds: number) => formatLength(seconds, language),
    sayLanguage(tag: string) {
      try {
        return names.of(tag) ?? tag;
      } catch {
        // Not every tag that a transcriber answers is one that Intl knows.
        return tag;
      }
    },
    /** "warm (3), sad (1)": the three moods that most stories have. */
    sayMoods: (tones: Insights["tone"][number]["tones"]) =>
      list.format(
        tones.slice(0, 3).map(({ tone, stories }) => {
          const mood = isKnownMood(tone) ? t(`insights.moodNames.${tone}`) : tone;
          return t("insights.moodTimes", { mood, times: stories });
        }),
      ),
  };
}
