import type { AppError } from "../core/errors.ts";
import { createI18n } from "./messages/i18n.ts";
import { directions } from "./messages/languages.ts";
import { readLanguage } from "./messages/read-language.ts";
import { findRefusalMessage } from "./words/refusals.ts";

/** What the Worker says, in the visitor's language, of a page that could not even begin. */
export function describeRefusal(request: Request, refusal: AppError) {
  const language = readLanguage(request);
  const { t } = createI18n(language);
  return {
    language,
    direction: directions[language],
    brand: t("brand"),
    title: t("refusals.pageTitle"),
    text: t(findRefusalMessage(refusal.code)),
    nothingLost: t("refusals.nothingLost"),
    home: t("error.home"),
  };
}
