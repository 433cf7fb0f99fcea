import type { Notification } from "../../core/schemas.ts";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";

/** What a piece of news says. */
export function useNewsWords(): (news: Notification) => string {
  const { t, language } = useWords();
  return ({ kind, title: named, familyName: family, details }) => {
    const title = named || t("vault.untitled");
    switch (kind) {
      case "memory.ready":
        return t("news.ready", { title });
      case "memory.failed":
        return t("news.failed", { title });
      case "member.joined":
        return t("news.joined", { name: details.name ?? "", family });
      case "name.heard":
        return t("news.heard", { title, name: details.name ?? "", person: details.person ?? "" });
      case "family.deleting":
        return t("news.deleting", { family, date: formatDay(details.on ?? "", language) });
    }
  };
}
