import type { TFunction } from "i18next";
import type { Memory } from "../../core/schemas.ts";
import { formatDay } from "../words/dates.ts";

/** A memory's title, or what stands in its place while nobody has found one. */
export function nameMemory(
  memory: Pick<Memory, "title" | "createdAt">,
  t: TFunction,
  language: string,
): string {
  return memory.title || t("vault.untitledFrom", { date: formatDay(memory.createdAt, language) });
}
