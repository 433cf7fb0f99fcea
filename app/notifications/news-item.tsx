import { Form, Link, useFetcher } from "react-router";
import { newsPath } from "../../core/news.ts";
import type { Notification } from "../../core/schemas.ts";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { useNewsWords } from "./use-news-words.ts";

/** A piece of news, with the way to what it is about. Following that marks it as read. */
export function NewsItem({ news }: { news: Notification }) {
  const { t, language } = useWords();
  const text = useNewsWords()(news);
  const { submit } = useFetcher();
  const read = () => {
    if (!news.readAt) void submit({ id: news.id }, { method: "post", action: "/notifications" });
  };
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-soft border border-hairline bg-card px-5 py-4">
      <div className="grid min-w-60 flex-1 gap-1">
        <p>
          {!news.readAt && <strong className="me-2 font-semibold text-accent">{t("news.isNew")}</strong>}
          <Link to={newsPath(news)} onClick={read} className="py-2 wrap-anywhere">
            {text}
          </Link>
        </p>
        <p className="text-soft">{formatDay(news.createdAt, language)}</p>
      </div>
      {!news.readAt && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="id" value={news.id} />
          <Button type="submit" aria-label={t("news.markOneLabel", { news: text })}>
            {t("news.markOne")}
          </Button>
        </Form>
      )}
    </li>
  );
}
