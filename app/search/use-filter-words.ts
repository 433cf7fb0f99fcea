import type { LifeChapter } from "../../core/life-chapters.ts";
import { isKnownMood } from "../insights/moods.ts";
import { useWords } from "../messages/use-words.ts";
import type { FilterName } from "./search-path.ts";

/** What the values of filters are called on the page. `label` is what the search calls them, where that differs. */
export function useFilterWords() {
  const { t } = useWords();
  return (name: FilterName, value: string, label?: string): string => {
    switch (name) {
      case "chapter":
        // Only what core knows as a chapter comes this far.
        return t(`memory.chapters.${value as LifeChapter}`);
      case "decade":
        return t("timeline.decade", { year: value });
      case "tone":
        return isKnownMood(value) ? t(`insights.moodNames.${value}`) : value;
      case "narratorId":
        return t("vault.by", { name: label ?? t("search.somebody") });
      case "person":
        return label ?? (isId(value) ? t("search.somebody") : value);
      case "from":
        return t("search.since", { from: value });
      case "to":
        return t("search.until", { to: value });
      case "place":
      case "theme":
        return value;
    }
  };
}

function isId(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
