import { useEffect, useState } from "react";
import { ButtonLink } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { askSuggestions } from "./ask-suggestions.ts";
import { Questions } from "./nothing-asked.tsx";
import { type Question, searchPath } from "./search-path.ts";

/** Nothing was found: what may help. */
export function NothingFound({ familyId, question }: { familyId: string; question: Question }) {
  const { t } = useWords();
  const { q, filters } = question;
  const isNarrowed = Object.keys(filters).length > 0;
  return (
    <section className="grid max-w-2xl grid-cols-1 justify-items-start gap-4 rounded-soft border border-hairline bg-card p-6 sm:p-8">
      <h2>{t(q ? "search.nothing" : "search.nothingHere")}</h2>
      <p className="max-w-words">{t(q ? "search.nothingHint" : "search.nothingHereHint")}</p>
      {isNarrowed && (
        <ButtonLink to={searchPath(familyId, { q, filters: {} })}>
          {t(q ? "search.anywhere" : "search.clear")}
        </ButtonLink>
      )}
      {q && <Alike key={q} familyId={familyId} q={q} />}
    </section>
  );
}

/** What the family has that looks like what was asked: asked for only here, where it is needed. */
function Alike({ familyId, q }: { familyId: string; q: string }) {
  const { t } = useWords();
  const [texts, setTexts] = useState<string[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    void askSuggestions(familyId, q, leaving.signal).then((items) => {
      if (items) setTexts([...new Set(items.map(({ text }) => text))].slice(0, 4));
    });
    return () => leaving.abort();
  }, [familyId, q]);
  if (texts.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3 className="font-sans text-base font-semibold text-soft">{t("search.alike")}</h3>
      <Questions familyId={familyId} texts={texts} />
    </div>
  );
}
