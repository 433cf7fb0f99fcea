import { NavLink } from "react-router";
import { useWords } from "../messages/use-words.ts";
import { useUnread } from "./use-unread.ts";

/** The way to one's news. It says how much is unread, and says so aloud when that has become more. */
export function Bell({ className }: { className: string }) {
  const { t } = useWords();
  const { unread, hasGrown } = useUnread();
  const label = unread > 0 ? t("news.bell", { count: unread }) : undefined;
  return (
    <>
      <NavLink to="/notifications" aria-label={label} className={`relative gap-1.5 ${className}`}>
        {t("nav.news")}
        {unread > 0 && (
          // Drawn, not written: the link's own name says it better. A phone's row has no room to spare for it.
          <span
            data-unread={unread > 99 ? "99+" : unread}
            className="rounded-full bg-accent text-center font-semibold text-on-accent after:content-[attr(data-unread)] max-sm:absolute max-sm:-end-2.5 max-sm:top-0 max-sm:min-w-5 max-sm:px-1 max-sm:text-xs/5 sm:min-w-6 sm:px-1.5 sm:text-sm/6 forced-colors:border"
          />
        )}
      </NavLink>
      <span role="status" className="sr-only">
        {hasGrown && label}
      </span>
    </>
  );
}
