import type { i18n } from "i18next";
import type { Catalogue } from "./en/index.ts";
import { findLanguage, type Language, languages } from "./languages.ts";
import { startI18n } from "./start-i18n.ts";

const catalogues: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import("./en/index.ts")).en,
  es: async () => (await import("./es/index.ts")).es,
};

/** The translator of a page in the browser. `tag` is the language that the server wrote the page in. */
export async function loadI18n(tag: string): Promise<i18n> {
  const language = findLanguage(tag) ?? languages[0];
  return startI18n(language, await catalogues[language]());
}
