import { useTranslation } from "react-i18next";

/** The texts of the page and the language they are in. */
export function useWords() {
  const { t, i18n } = useTranslation();
  return { t, language: i18n.language };
}
