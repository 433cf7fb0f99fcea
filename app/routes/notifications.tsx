import { Form } from "react-router";
import { newsSettingsPath } from "../../core/news.ts";
import { idSchema } from "../../core/schemas.ts";
import { Button } from "../components/button.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { useWords } from "../messages/use-words.ts";
import { NewsItem } from "../notifications/news-item.tsx";
import { visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/notifications";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, (services, viewer) => services.notifications.list(viewer, undefined));
}

/** Marks one piece of news as read, or (without an id) all of them. */
export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const id = (await visit.request.formData()).get("id");
    await services.notifications.markRead(viewer, id === null ? "all" : [idSchema.parse(id)]);
    return { done: true };
  });
}

export default function News({ loaderData: { items, unread } }: Route.ComponentProps) {
  const { t } = useWords();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-6 px-5 pt-6 pb-24">
      <title>{`${t("news.title")} · ${t("brand")}`}</title>
      <h1>{t("news.title")}</h1>
      {items.length === 0 && <p>{t("news.none")}</p>}
      <ul className="grid gap-3">
        {items.map((item) => (
          <NewsItem key={item.id} news={item} />
        ))}
      </ul>
      {unread > 0 && (
        <Form method="post">
          <Button type="submit">{t("news.markRead")}</Button>
        </Form>
      )}
      <p>
        <QuietLink to={newsSettingsPath}>{t("news.settings")}</QuietLink>
      </p>
    </main>
  );
}
