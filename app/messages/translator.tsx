import { type ReactNode, useMemo } from "react";
import { I18nextProvider } from "react-i18next";
import { createI18n } from "./i18n.ts";
import type { Language } from "./languages.ts";

/** Gives the pages inside their words. */
export function Translator({ language, children }: { language: Language; children: ReactNode }) {
  const i18n = useMemo(() => createI18n(language), [language]);
  return <I18nextProvider i18n={i18n}>{children}</I18nextProvider>;
}
