import { Form, redirect } from "react-router";
import { Button, ButtonLink } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { visitAsViewer } from "../session/visit.ts";
import { formatDay } from "../words/dates.ts";
import type { Route } from "./+types/account.keep";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => ({
    deleteAfter: (await services.ownAccount.find(viewer))?.account.deleteAfter,
  }));
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    await services.ownAccount.keep(viewer);
    const headers = new Headers();
    for (const cookie of await services.accounts.forgetCopy()) headers.append("Set-Cookie", cookie);
    throw redirect("/account/keep", { headers });
  });
}

/** For who changed their mind: the account that was to be deleted stays. */
export default function KeepAccount({ loaderData: { deleteAfter } }: Route.ComponentProps) {
  const { t, language } = useWords();
  const title = t(deleteAfter ? "account.leavingTitle" : "account.title");
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-2xl grid-cols-1 gap-5 px-5 pt-6 pb-24">
      <title>{`${title} · ${t("brand")}`}</title>
      <h1>{title}</h1>
      {deleteAfter ? (
        <>
          <p>{t("account.leaving", { date: formatDay(deleteAfter, language) })}</p>
          <p className="max-w-words">{t("account.leavingText")}</p>
          <Form method="post">
            <Button type="submit" kind="main">
              {t("account.keep")}
            </Button>
          </Form>
        </>
      ) : (
        <>
          <p>{t("account.kept")}</p>
          <p>
            <ButtonLink to="/" kind="main">
              {t("account.toVault")}
            </ButtonLink>
          </p>
        </>
      )}
    </main>
  );
}
