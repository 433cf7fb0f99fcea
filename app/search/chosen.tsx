import { Link } from "react-router";
import type { Facets } from "../../core/search.ts";
import { buttonClass } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { type FilterName, filterNames, type Question, searchPath, withoutFilters } from "./search-path.ts";
import { useFilterWords } from "./use-filter-words.ts";
import { facetFilters, facetNames } from "./view.ts";

/** The filters that are set, each with the way to take it away. */
export function Chosen({
  familyId,
  question,
  facets,
}: {
  familyId: string;
  question: Question;
  facets: Facets;
}) {
  const { t } = useWords();
  const say = useFilterWords();
  const { q, filters } = question;
  const { from, to } = filters;
  const years = from && to ? t("search.years", { from, to }) : undefined;
  const chips = filterNames.flatMap((name): { names: FilterName[]; label: string }[] => {
    const value = filters[name];
    if (value === undefined || (name === "to" && years)) return [];
    if (name === "from" && years) return [{ names: ["from", "to"], label: years }];
    return [{ names: [name], label: say(name, value, findLabel(facets, name, value)) }];
  });
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t("search.chosen")} className="flex flex-wrap items-center gap-2">
      {chips.map(({ names, label }) => (
        <li key={names.join()}>
          <Link
            to={searchPath(familyId, { q, filters: withoutFilters(filters, ...names) })}
            preventScrollReset
            aria-label={t("search.drop", { label })}
            className="inline-flex min-h-11 items-center gap-2 rounded-full border border-accent bg-card px-4 text-accent no-underline hover:bg-wash"
          >
            <span dir="auto">{label}</span>
            <span aria-hidden="true">×</span>
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <Link to={searchPath(familyId, { q, filters: {} })} className={buttonClass("plain")}>
            {t("search.clear")}
          </Link>
        </li>
      )}
    </ul>
  );
}

function findLabel(facets: Facets, name: FilterName, value: string): string | undefined {
  const facet = facetNames.find((each) => facetFilters[each] === name);
  return facet && facets[facet].find((each) => each.value === value)?.label;
}
