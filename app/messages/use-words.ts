import { useTranslation } from "react-i18next";
import { findLanguage, languages } from "./languages.ts";

/** The texts of the page and the language they are in. */
export function useWords() {
  const { t, i18n } = useTranslation();
  return { t, language: findLanguage(i18n.language) ?? languages[0] };
}
