import { Link } from "react-router";
import type { Facet, Facets } from "../../core/search.ts";
import { useWords } from "../messages/use-words.ts";
import { type Question, searchPath } from "./search-path.ts";
import { useFilterWords } from "./use-filter-words.ts";
import { type FacetName, facetFilters, facetNames } from "./view.ts";

/** Values of a facet that are shown without being asked for. */
const first = 6;

interface FacetLinksProps {
  familyId: string;
  question: Question;
  facets: Facets;
}

/** What is chosen stands above the stories; a second value would take its place, with another count than is told here. */
function listOpen({ question, facets }: Pick<FacetLinksProps, "question" | "facets">): FacetName[] {
  return facetNames.filter((name) => facets[name].length > 0 && !question.filters[facetFilters[name]]);
}

/** Ways to narrow a search down, each with how many stories it leaves. Under a fold on a phone, beside the stories on a desk. */
export function FacetFold(props: FacetLinksProps) {
  const { t } = useWords();
  if (listOpen(props).length === 0) return null;
  return (
    // Only where a browser can hold a fold open by its style alone does the desk do without the fold.
    <details className="rounded-soft border border-hairline bg-card supports-[selector(::details-content)]:lg:border-0 supports-[selector(::details-content)]:lg:bg-transparent lg:details-content:[content-visibility:visible]">
      <summary className="px-5 py-3 font-medium supports-[selector(::details-content)]:lg:hidden">
        {t("search.narrow")}
      </summary>
      <FacetLinks {...props} className="px-5 pb-5 sm:grid-cols-2 lg:grid-cols-1 lg:px-0" />
    </details>
  );
}

/** The same without a fold, where nothing is found yet. */
export function FacetLinks({ className, ...props }: FacetLinksProps & { className: string }) {
  const { t } = useWords();
  const { familyId, question, facets } = props;
  return (
    <nav aria-label={t("search.narrow")} className={`grid gap-x-8 gap-y-5 ${className}`}>
      {listOpen(props).map((name) => (
        <Group key={name} familyId={familyId} question={question} name={name} values={facets[name]} />
      ))}
    </nav>
  );
}

interface GroupProps {
  familyId: string;
  question: Question;
  name: FacetName;
  values: Facet[];
}

function Group({ familyId, question, name, values }: GroupProps) {
  const { t } = useWords();
  const id = `facet-${name}`;
  const links = (shown: Facet[]) => (
    <ul aria-labelledby={id}>
      {shown.map((facet) => (
        <li key={facet.value}>
          <FacetLink familyId={familyId} question={question} name={name} facet={facet} />
        </li>
      ))}
    </ul>
  );
  return (
    <div>
      <h3 id={id} className="font-sans text-base font-semibold text-soft">
        {t(`search.facets.${name}`)}
      </h3>
      {links(values.slice(0, first))}
      {values.length > first && (
        <details>
          <summary className="py-2 text-soft">{t("search.moreValues")}</summary>
          {links(values.slice(first))}
        </details>
      )}
    </div>
  );
}

function FacetLink({
  familyId,
  question: { q, filters },
  name,
  facet: { value, label, count },
}: Omit<GroupProps, "values"> & { facet: Facet }) {
  const { t, language } = useWords();
  const say = useFilterWords();
  const filter = facetFilters[name];
  return (
    <Link
      to={searchPath(familyId, { q, filters: { ...filters, [filter]: value } })}
      className="flex min-h-11 items-center justify-between gap-3 no-underline hover:underline"
    >
      <span dir="auto" className="min-w-0 [overflow-wrap:anywhere]">
        {name === "narrator" && label ? label : say(filter, value, label)}
      </span>
      <span className="text-soft tabular-nums">
        <span aria-hidden="true">{count.toLocaleString(language)}</span>
        <span className="sr-only">{t("search.found", { count })}</span>
      </span>
    </Link>
  );
}
