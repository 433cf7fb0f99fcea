import { lazy, Suspense } from "react";
import { data, href, useRevalidator } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { findDeleted } from "../../core/deleting.ts";
import { listMemories } from "../../core/memories.ts";
import { idSchema, pageSchema } from "../../core/schemas.ts";
import { ButtonLink } from "../components/button.tsx";
import { useHydrated } from "../components/local-time.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { makeDeleted } from "../deleted/deleted.ts";
import { DeletedNotice } from "../deleted/deleted-notice.tsx";
import { DeletingBanner } from "../family/deleting-banner.tsx";
import { useWords } from "../messages/use-words.ts";
import { isUnsentFlagUp } from "../recorder/unsent-flag.ts";
import { rememberFamily } from "../session/last-family.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import { makeCard } from "../vault/card.ts";
import { MemoryCard } from "../vault/memory-card.tsx";
import { useWatch } from "../vault/use-watch.ts";
import { isAtWork } from "../words/stages.ts";
import type { Route } from "./+types/vault";

const Unsent = lazy(() => import("../uploads/unsent.tsx"));

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const query = new URL(visit.request.url).searchParams;
    const cursor = query.get("cursor") ?? undefined;
    const page = pageSchema.parse({ cursor: cursor?.slice(0, 200) });
    const deletedId = idSchema.safeParse(query.get("deleted")).data;
    // Asked for only right after a story was deleted.
    const [{ family, items, nextCursor }, deleted] = await Promise.all([
      listMemories(services, viewer, familyId, {}, page),
      deletedId && findDeleted(services, viewer, deletedId),
    ]);
    const vault = {
      viewer: { id: viewer.userId, name: viewer.name },
      family: { id: family.id, name: family.name, deleteAfter: family.deleteAfter },
      // Nothing new is begun in a vault that is going to be deleted.
      mayTell: roleAllows(family.role, "editor") && !family.deleteAfter,
      isOwner: roleAllows(family.role, "owner"),
      cards: items.map(makeCard),
      nextCursor,
      isFirstPage: !cursor,
      deleted: deleted && makeDeleted(deleted),
    };
    return data(vault, { headers: rememberFamily(visit.request, family.id) });
  });
}

export default function Vault({ loaderData }: Route.ComponentProps) {
  const { viewer, family, mayTell, isOwner, cards, nextCursor, isFirstPage, deleted } = loaderData;
  const { t } = useWords();
  const { revalidate } = useRevalidator();
  const mayBeUnsent = useHydrated() && isUnsentFlagUp();
  useWatch(cards.some(isAtWork));
  const tellPath = href("/families/:familyId/memories/new", { familyId: family.id });
  const interviewPath = href("/families/:familyId/interviews/new", { familyId: family.id });
  const isEmpty = cards.length === 0 && isFirstPage;
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-6xl gap-8 px-5 pt-6 pb-24">
      <title>{`${t("vault.title")} · ${t("brand")}`}</title>
      <header className="flex flex-wrap items-end justify-between gap-5">
        <div className="grid gap-1">
          <h1>{t("vault.hello", { name: viewer.name })}</h1>
          <p className="text-soft">{family.name}</p>
        </div>
        {mayTell && !isEmpty && (
          <p className="flex flex-wrap gap-3">
            <ButtonLink to={tellPath} kind="main" prefetch="intent">
              {t("vault.tell")}
            </ButtonLink>
            <ButtonLink to={interviewPath}>{t("vault.interview")}</ButtonLink>
          </p>
        )}
      </header>
      <DeletingBanner familyId={family.id} deleteAfter={family.deleteAfter} isOwner={isOwner} />
      {deleted && <DeletedNotice deleted={deleted} familyId={family.id} />}
      {mayBeUnsent && (
        <Suspense>
          <Unsent viewerId={viewer.id} familyId={family.id} onArrived={() => void revalidate()} />
        </Suspense>
      )}
      {isEmpty ? (
        <section className="grid grid-cols-1 max-w-2xl justify-items-start gap-4 rounded-soft border border-hairline bg-card p-6 sm:p-8">
          {mayTell ? (
            <>
              <h2>{t("vault.emptyTitle")}</h2>
              <p className="max-w-words">{t("vault.emptyText")}</p>
              <p className="flex flex-wrap gap-3">
                <ButtonLink to={tellPath} kind="main" prefetch="intent">
                  {t("vault.tell")}
                </ButtonLink>
                <ButtonLink to={interviewPath}>{t("vault.interview")}</ButtonLink>
              </p>
            </>
          ) : (
            <p>{t("vault.emptyViewer")}</p>
          )}
        </section>
      ) : (
        <section aria-labelledby="stories" className="grid gap-4">
          <h2 id="stories" className="sr-only">
            {t("vault.memories")}
          </h2>
          <p className="-my-2">
            <QuietLink to={href("/families/:familyId/search", { familyId: family.id })}>
              {t("search.toSearch")}
            </QuietLink>
          </p>
          <ul className="grid gap-5 lg:grid-cols-2">
            {cards.map((card) => (
              <li key={card.id} className="grid">
                <MemoryCard card={card} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {(nextCursor || !isFirstPage) && (
        <nav aria-label={t("vault.memories")} className="flex flex-wrap gap-3">
          {!isFirstPage && (
            <ButtonLink to={href("/families/:familyId", { familyId: family.id })}>
              {t("vault.newest")}
            </ButtonLink>
          )}
          {nextCursor && (
            <ButtonLink to={`?cursor=${encodeURIComponent(nextCursor)}`}>{t("vault.older")}</ButtonLink>
          )}
        </nav>
      )}
      {mayTell && (
        <p className="flex flex-wrap gap-x-6">
          <QuietLink to={href("/families/:familyId/upload", { familyId: family.id })}>
            {t("vault.addMany")}
          </QuietLink>
          <QuietLink to={href("/families/:familyId/deleted", { familyId: family.id })}>
            {t("vault.deleted")}
          </QuietLink>
        </p>
      )}
    </main>
  );
}
