import { Form, href, Link } from "react-router";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { visitAsViewer } from "../session/visit.ts";
import { formatDay } from "../words/dates.ts";
import type { Route } from "./+types/notifications";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => ({
    items: await services.notifications.list(viewer, undefined),
  }));
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    await services.notifications.markRead(viewer, "all");
    return { done: true };
  });
}

export default function News({ loaderData: { items } }: Route.ComponentProps) {
  const { t, language } = useWords();
  const hasNew = items.some((item) => !item.readAt);
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-6 px-5 pt-6 pb-24">
      <title>{`${t("news.title")} · ${t("brand")}`}</title>
      <h1>{t("news.title")}</h1>
      {items.length === 0 && <p>{t("news.none")}</p>}
      <ul className="grid gap-3">
        {items.map((item) => (
          <li key={item.id} className="grid gap-1 rounded-soft border border-hairline bg-card px-5 py-4">
            <p>
              {!item.readAt && <strong className="mr-2 font-semibold text-accent">{t("news.isNew")}</strong>}
              <Link
                to={
                  item.memoryId
                    ? href("/memories/:memoryId", { memoryId: item.memoryId })
                    : href("/families/:familyId", { familyId: item.familyId })
                }
                className="py-2"
              >
                {t(item.kind === "memory.ready" ? "news.ready" : "news.failed", {
                  title: item.title || t("vault.untitled"),
                })}
              </Link>
            </p>
            <p className="text-soft">{formatDay(item.createdAt, language)}</p>
          </li>
        ))}
      </ul>
      {hasNew && (
        <Form method="post">
          <Button type="submit">{t("news.markRead")}</Button>
        </Form>
      )}
    </main>
  );
}
