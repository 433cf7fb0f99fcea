import type { i18n } from "i18next";
import { type Catalogue, en } from "./en/index.ts";
import { es } from "./es/index.ts";
import type { Language } from "./languages.ts";
import { startI18n } from "./start-i18n.ts";

const catalogues: Record<Language, Catalogue> = { en, es };

/**
 * A translator for one request: a shared one would mix languages.
 * It holds every catalogue, so pages must not import it: a browser loads the catalogue of its page only.
 */
export function createI18n(language: Language): i18n {
  return startI18n(language, catalogues[language]);
}
