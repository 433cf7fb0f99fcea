import { href, Link } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { openTimeline } from "../../core/overviews.ts";
import { ButtonLink } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import { ByDecade } from "../timeline/by-decade.tsx";
import { ByLife } from "../timeline/by-life.tsx";
import { SwitchLink } from "../timeline/switch-link.tsx";
import { viewByDecade, viewByLife } from "../timeline/view.ts";
import type { Route } from "./+types/timeline";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const query = new URL(visit.request.url).searchParams;
    const { family, timeline } = await openTimeline(services, viewer, familyId, new Date());
    return {
      familyId,
      mayTell: roleAllows(family.role, "editor"),
      isEmpty: timeline.decades.length === 0 && timeline.undated.count === 0,
      view: query.get("by") === "life" ? viewByLife(timeline, query.get("of")) : viewByDecade(timeline),
    };
  });
}

export default function Timeline({ loaderData }: Route.ComponentProps) {
  const { familyId, mayTell, isEmpty, view } = loaderData;
  const { t } = useWords();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-4xl grid-cols-1 gap-8 px-5 pt-6 pb-24">
      <title>{`${t("timeline.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <h1>{t("timeline.title")}</h1>
        <p className="max-w-words text-soft">{t("timeline.intro")}</p>
      </header>
      {isEmpty ? (
        <Empty familyId={familyId} mayTell={mayTell} />
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <nav aria-label={t("timeline.look")} className="flex flex-wrap gap-2">
              <SwitchLink to="?by=decade" isHere={view.by === "decade"}>
                {t("timeline.byDecade")}
              </SwitchLink>
              <SwitchLink to="?by=life" isHere={view.by === "life"}>
                {t("timeline.byLife")}
              </SwitchLink>
            </nav>
            <Link
              to={href("/families/:familyId/insights", { familyId })}
              className="inline-flex min-h-11 items-center text-accent"
            >
              {t("timeline.toInsights")}
            </Link>
          </div>
          {view.by === "life" ? (
            <ByLife view={view} familyId={familyId} />
          ) : (
            <ByDecade view={view} familyId={familyId} mayTell={mayTell} />
          )}
        </>
      )}
    </main>
  );
}

function Empty({ familyId, mayTell }: { familyId: string; mayTell: boolean }) {
  const { t } = useWords();
  return (
    <section className="grid grid-cols-1 max-w-2xl justify-items-start gap-4 rounded-soft border border-hairline bg-card p-6 sm:p-8">
      {mayTell ? (
        <>
          <h2>{t("timeline.emptyTitle")}</h2>
          <p className="max-w-words">{t("timeline.emptyText")}</p>
          <ButtonLink to={href("/families/:familyId/memories/new", { familyId })} kind="main">
            {t("vault.tell")}
          </ButtonLink>
        </>
      ) : (
        <p>{t("timeline.emptyViewer")}</p>
      )}
    </section>
  );
}
