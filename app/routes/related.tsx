import { href } from "react-router";
import { listRelated } from "../../core/search.ts";
import { QuietLink } from "../components/quiet-link.tsx";
import { useWords } from "../messages/use-words.ts";
import { makeRelated, RelatedCards } from "../search/related-card.tsx";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/related";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const memoryId = readId("memory", visit.params.memoryId);
    return { memoryId, related: (await listRelated(services, viewer, memoryId)).map(makeRelated) };
  });
}

/** The stories that go with one, where its own page can't fetch them: without JavaScript. */
export default function RelatedRoute({ loaderData: { memoryId, related } }: Route.ComponentProps) {
  const { t } = useWords();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-6xl grid-cols-1 gap-6 px-5 pt-2 pb-24">
      <title>{`${t("search.related")} · ${t("brand")}`}</title>
      <p>
        <QuietLink to={href("/memories/:memoryId", { memoryId })}>{t("search.backToStory")}</QuietLink>
      </p>
      <h1>{t("search.related")}</h1>
      {related.length > 0 ? (
        <section aria-labelledby="stories">
          <h2 id="stories" className="sr-only">
            {t("vault.memories")}
          </h2>
          <RelatedCards related={related} />
        </section>
      ) : (
        <p>{t("search.noneRelated")}</p>
      )}
    </main>
  );
}
