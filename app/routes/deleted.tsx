import { href, redirect } from "react-router";
import { deleteMemory, listDeleted, restoreMemory } from "../../core/deleting.ts";
import { AppError } from "../../core/errors.ts";
import { pageSchema } from "../../core/schemas.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { DecisionForm } from "../deleted/decision-form.tsx";
import { type Deleted, decisionSchema, makeDeleted } from "../deleted/deleted.ts";
import { EraseMemory } from "../deleted/erase-memory.tsx";
import { useWords } from "../messages/use-words.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import { nameMemory } from "../vault/titles.ts";
import { formatDay } from "../words/dates.ts";
import { formatLength } from "../words/durations.ts";
import { ownWords } from "../words/own-words.ts";
import type { Route } from "./+types/deleted";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const query = new URL(visit.request.url).searchParams;
    const page = pageSchema.parse({ cursor: query.get("cursor")?.slice(0, 200) });
    const { items, nextCursor } = await listDeleted(services, viewer, familyId, page);
    return { familyId, items: items.map(makeDeleted), nextCursor, asked: query.get("erase") };
  });
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const decision = decisionSchema.safeParse(Object.fromEntries(await visit.request.formData()));
    if (!decision.success) throw new AppError("form.unknown", 400, "This form is not known here.");
    const { intent, memoryId } = decision.data;
    if (intent === "restore") {
      await restoreMemory(services, viewer, memoryId);
      throw redirect(href("/memories/:memoryId", { memoryId }));
    }
    await deleteMemory(services, viewer, memoryId, true);
    return { kind: "erased" as const };
  });
}

/** What was deleted and can still be brought back. */
export default function DeletedStories({ loaderData, actionData }: Route.ComponentProps) {
  const { familyId, items, nextCursor, asked } = loaderData;
  const { t } = useWords();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-6 px-5 pt-2 pb-24">
      <title>{`${t("deleting.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <p>
          <QuietLink to={href("/families/:familyId", { familyId })}>{t("common.back")}</QuietLink>
        </p>
        <h1>{t("deleting.title")}</h1>
        <p className="max-w-words text-soft">{t("deleting.hint")}</p>
      </header>
      {actionData?.kind === "erased" && <Notice>{t("deleting.erased")}</Notice>}
      {items.length === 0 ? (
        <p>{t("deleting.none")}</p>
      ) : (
        <ul className="grid gap-4">
          {items.map((item) => (
            <li key={item.id}>
              <DeletedStory item={item} familyId={familyId} isAsked={asked === item.id} />
            </li>
          ))}
        </ul>
      )}
      {nextCursor && (
        <p>
          <ButtonLink to={`?cursor=${encodeURIComponent(nextCursor)}`}>{t("vault.older")}</ButtonLink>
        </p>
      )}
    </main>
  );
}

function DeletedStory({ item, familyId, isAsked }: { item: Deleted; familyId: string; isAsked: boolean }) {
  const { t, language } = useWords();
  const title = nameMemory(item, t, language);
  const about = [
    item.narrator && t("vault.by", { name: item.narrator }),
    formatLength(item.seconds, language),
  ];
  return (
    <article className="grid gap-3 rounded-soft border border-hairline bg-card p-5">
      <h2 className="text-xl" {...ownWords(item.title ? item.language : language)}>
        {title}
      </h2>
      <p className="text-soft">{about.filter(Boolean).join(" · ")}</p>
      <p>
        {t("deleting.dates", {
          deleted: formatDay(item.deletedAt, language),
          erased: formatDay(item.eraseAt, language),
        })}
      </p>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        <DecisionForm familyId={familyId} memoryId={item.id} intent="restore">
          <Button type="submit" aria-label={`${t("deleting.restore")}: ${title}`}>
            {t("deleting.restore")}
          </Button>
        </DecisionForm>
        <EraseMemory familyId={familyId} memoryId={item.id} title={title} isAsked={isAsked} />
      </div>
    </article>
  );
}
