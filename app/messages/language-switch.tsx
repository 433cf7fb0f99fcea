import { useLocation } from "react-router";
import { languageNames, languages } from "./languages.ts";
import { useWords } from "./use-words.ts";

/** Speaks the page in another language. A plain form: the new page brings its own words, with and without JavaScript. */
export function LanguageSwitch() {
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  return (
    <form method="post" action="/language" aria-label={t("language.label")} className="-me-2 flex gap-x-1">
      <input type="hidden" name="next" value={pathname + search} />
      {languages.map((each) => (
        <button
          key={each}
          type="submit"
          name="language"
          value={each}
          lang={each}
          aria-current={each === language ? "true" : undefined}
          className="min-h-11 min-w-11 px-2 text-base text-soft hover:text-ink hover:underline aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {languageNames[each]}
        </button>
      ))}
    </form>
  );
}
