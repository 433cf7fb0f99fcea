import type { TFunction } from "i18next";
import type { Ages } from "../../core/lives.ts";

/** How old somebody was, never more exactly than it is known. Empty for a time before their birth. */
export function formatAges({ from, to }: Ages, t: TFunction): string {
  if (to < 0) return "";
  const youngest = Math.max(0, from);
  if (youngest === to) return t("timeline.age", { age: to });
  return t(to === youngest + 1 ? "timeline.ageOr" : "timeline.ages", { from: youngest, to });
}
