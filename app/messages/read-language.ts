import { readCookie } from "../session/cookies.ts";
import { chooseLanguage, findLanguage, type Language, languageCookie } from "./languages.ts";

/** The language of the page: what the visitor chose here, else what their browser prefers. */
export function readLanguage(request: Request): Language {
  return (
    findLanguage(readCookie(request, languageCookie)) ??
    chooseLanguage(request.headers.get("accept-language"))
  );
}
