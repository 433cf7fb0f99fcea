import i18next, { type i18n } from "i18next";
import { type Catalogue, en } from "./en/index.ts";
import type { Language } from "./languages.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}

const catalogues: Record<Language, Catalogue> = { en };

/** A translator of its own: on the server every request has one, because a shared one would mix languages. */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  instance.init({
    lng: language,
    fallbackLng: "en",
    resources: { [language]: { translation: catalogues[language] } },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}
