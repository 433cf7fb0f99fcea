import { Link } from "react-router";
import type { Facets } from "../../core/search.ts";
import { buttonClass } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { FacetLinks } from "./facet-links.tsx";
import { searchPath } from "./search-path.ts";
import { proposeQuestions } from "./view.ts";

/** Before anything is asked: how one may ask, and what there is to look around in. */
export function NothingAsked({
  familyId,
  isEmpty,
  facets,
}: {
  familyId: string;
  isEmpty: boolean;
  facets: Facets;
}) {
  const { t } = useWords();
  const proposed = proposeQuestions(facets);
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-6">
      <p className="max-w-words">{t(isEmpty ? "search.emptyFamily" : "search.howToAsk")}</p>
      {proposed.length > 0 && (
        <section aria-labelledby="proposed" className="grid gap-2">
          <h2 id="proposed" className="font-sans text-base font-semibold text-soft">
            {t("search.proposed")}
          </h2>
          <Questions familyId={familyId} texts={proposed} />
        </section>
      )}
      {!isEmpty && (
        <section aria-labelledby="around" className="grid gap-3">
          <h2 id="around">{t("search.around")}</h2>
          <FacetLinks
            familyId={familyId}
            question={{ q: "", filters: {} }}
            facets={facets}
            className="sm:grid-cols-2 lg:grid-cols-3"
          />
        </section>
      )}
    </div>
  );
}

/** Questions that are asked by a touch. */
export function Questions({ familyId, texts }: { familyId: string; texts: string[] }) {
  return (
    <ul className="flex flex-wrap gap-2">
      {texts.map((text) => (
        <li key={text}>
          <Link to={searchPath(familyId, { q: text, filters: {} })} className={buttonClass("quiet")}>
            <span dir="auto">{text}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
