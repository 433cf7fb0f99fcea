import { Form, Link, useLocation } from "react-router";
import { useWords } from "../messages/use-words.ts";

const item = "flex min-h-11 w-full items-center rounded-soft px-4 text-start no-underline hover:bg-wash";

/** What is needed seldom, in a menu that opens, closes at Escape or a touch beside it, and needs no JavaScript for that. */
export function AccountMenu({ familyId }: { familyId: string | undefined }) {
  const { t } = useWords();
  // A menu of its own on every page: following one of its links closes it.
  const { key } = useLocation();
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        className="-me-1 inline-flex min-h-11 min-w-11 items-center justify-center px-1 hover:underline max-sm:text-[0.9rem] sm:-me-3 sm:px-3"
      >
        {t("nav.menu")}
      </button>
      {/* A browser that knows no popover shows the menu in its place. */}
      <div
        key={key}
        id="account-menu"
        popover="auto"
        className="rounded-soft border border-hairline bg-card p-2 text-ink supports-[selector(:popover-open)]:inset-auto supports-[selector(:popover-open)]:top-16 supports-[selector(:popover-open)]:end-[max(1.25rem,calc((100vw-72rem)/2+1.25rem))]"
      >
        <ul className="grid min-w-48">
          {familyId && (
            <li className="sm:hidden">
              <Link to={`/families/${familyId}/settings`} className={item}>
                {t("nav.family")}
              </Link>
            </li>
          )}
          {familyId && (
            <li>
              <Link to={`/families/${familyId}/interviews`} className={item}>
                {t("nav.interviews")}
              </Link>
            </li>
          )}
          <li>
            <Link to="/families" className={item}>
              {t("nav.families")}
            </Link>
          </li>
          <li>
            <Link to="/account" className={item}>
              {t("nav.account")}
            </Link>
          </li>
          <li>
            <Form method="post" action="/sign-out">
              <button type="submit" className={item}>
                {t("nav.signOut")}
              </button>
            </Form>
          </li>
        </ul>
      </div>
    </>
  );
}
