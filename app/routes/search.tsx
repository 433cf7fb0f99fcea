import { useEffect, useRef } from "react";
import { data, Form, useNavigation } from "react-router";
import { searchMemories } from "../../core/search.ts";
import { ButtonLink, buttonClass } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import { Chosen } from "../search/chosen.tsx";
import { FacetFold } from "../search/facet-links.tsx";
import { HitCard } from "../search/hit-card.tsx";
import { NothingAsked } from "../search/nothing-asked.tsx";
import { NothingFound } from "../search/nothing-found.tsx";
import { readSearch } from "../search/read-search.ts";
import { SearchInput } from "../search/search-input.tsx";
import { filterNames, type Question, searchPath } from "../search/search-path.ts";
import { makeHit } from "../search/view.ts";
import { rememberFamily } from "../session/last-family.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/search";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const { q, filters, asked, cursor } = readSearch(new URL(visit.request.url).searchParams);
    const isAsked = q !== "" || Object.keys(filters).length > 0;
    // Where nothing is asked the page shows what one may ask: that is in the facets.
    const page = { cursor, limit: isAsked ? 20 : 1 };
    const answer = await searchMemories(services, viewer, familyId, q, asked, page);
    const view = {
      familyId,
      question: { q, filters },
      isAsked,
      isFirstPage: !cursor,
      hits: isAsked ? answer.items.map(makeHit) : [],
      total: answer.total,
      facets: answer.facets,
      nextCursor: isAsked ? answer.nextCursor : undefined,
      isByWordsOnly: answer.meaning === "unavailable",
    };
    return data(view, { headers: rememberFamily(visit.request, familyId) });
  });
}

export default function Search({ loaderData }: Route.ComponentProps) {
  const { familyId, question, isAsked, total, facets } = loaderData;
  const { t } = useWords();
  const title = t("search.title");
  useFocusOnAnswer(searchPath(familyId, question));
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto grid max-w-6xl grid-cols-1 content-start gap-6 px-5 pt-6 pb-24"
    >
      <title>{`${question.q ? `${question.q} · ` : ""}${title} · ${t("brand")}`}</title>
      <h1>{title}</h1>
      <Ask familyId={familyId} question={question} isFirst={!isAsked} />
      <p role="status" className="sr-only">
        {isAsked && (total > 0 ? t("search.found", { count: total }) : t("search.nothing"))}
      </p>
      {!isAsked ? (
        <NothingAsked familyId={familyId} isEmpty={total === 0} facets={facets} />
      ) : (
        <>
          <Chosen familyId={familyId} question={question} facets={facets} />
          {total === 0 ? <NothingFound familyId={familyId} question={question} /> : <Found {...loaderData} />}
        </>
      )}
    </main>
  );
}

/** What led to another answer may be gone with the one before: the keyboard goes on at the new one. */
function useFocusOnAnswer(address: string) {
  const answered = useRef(address);
  useEffect(() => {
    if (answered.current === address) return;
    answered.current = address;
    if (document.activeElement !== document.body) return;
    document.getElementById("main")?.focus({ preventScroll: true });
  }, [address]);
}

/** The field. What narrows the search down stays while one asks something else. */
function Ask({ familyId, question, isFirst }: { familyId: string; question: Question; isFirst: boolean }) {
  const { t } = useWords();
  const isBusy = useNavigation().location?.pathname === `/families/${familyId}/search`;
  return (
    <Form role="search" action={`/families/${familyId}/search`} className="flex max-w-2xl">
      <SearchInput
        key={question.q}
        familyId={familyId}
        defaultValue={question.q}
        aria-label={t("nav.searchLabel")}
        // Whoever comes here comes to ask; nothing stands above the field.
        autoFocus={isFirst}
        data-arrive={isFirst ? "" : undefined}
        className="min-h-12"
      />
      {filterNames.map((name) =>
        question.filters[name] === undefined ? null : (
          <input key={name} type="hidden" name={name} value={question.filters[name]} />
        ),
      )}
      <button type="submit" aria-disabled={isBusy} className={buttonClass("main", "shrink-0 rounded-s-none")}>
        {t(isBusy ? "search.searching" : "nav.search")}
      </button>
    </Form>
  );
}

type FoundProps = Route.ComponentProps["loaderData"];

function Found({
  familyId,
  question,
  hits,
  total,
  facets,
  nextCursor,
  isFirstPage,
  isByWordsOnly,
}: FoundProps) {
  const { t } = useWords();
  const address = searchPath(familyId, question);
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-10">
      <FacetFold key={address} familyId={familyId} question={question} facets={facets} />
      <section aria-labelledby="found" className="grid grid-cols-1 gap-5 lg:col-start-2">
        <h2 id="found" className="font-sans text-base font-normal text-soft">
          {t("search.found", { count: total })}
        </h2>
        {isByWordsOnly && total < 10 && <Notice>{t("search.byWordsOnly")}</Notice>}
        <ul className="grid grid-cols-1 gap-5">
          {hits.map((hit) => (
            <li key={hit.story.id}>
              <HitCard hit={hit} />
            </li>
          ))}
        </ul>
        {(nextCursor || !isFirstPage) && (
          <nav aria-label={t("search.pages")} className="flex flex-wrap gap-3">
            {!isFirstPage && <ButtonLink to={address}>{t("search.firstPage")}</ButtonLink>}
            {nextCursor && (
              <ButtonLink to={searchPath(familyId, question, nextCursor)}>{t("search.nextPage")}</ButtonLink>
            )}
          </nav>
        )}
      </section>
    </div>
  );
}
