import { Form, useLocation, useRouteLoaderData } from "react-router";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import type { loader as rootLoader } from "../root.tsx";
import { formatDay } from "../words/dates.ts";

/** Says on every page of the house that the account is going to be deleted, and keeps it at a touch. */
export function LeavingBanner() {
  const { t, language } = useWords();
  const deleteAfter = useRouteLoaderData<typeof rootLoader>("root")?.viewer?.deleteAfter;
  const { pathname } = useLocation();
  if (!deleteAfter || pathname === "/account/keep") return null;
  return (
    <aside
      aria-label={t("account.leavingTitle")}
      className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-3 px-5 pt-4"
    >
      <p className="font-medium text-careful">
        {t("account.leaving", { date: formatDay(deleteAfter, language) })}
      </p>
      <Form method="post" action="/account/keep">
        <Button type="submit">{t("account.keep")}</Button>
      </Form>
    </aside>
  );
}
