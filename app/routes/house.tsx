import { Form, Link, Outlet, useRouteLoaderData } from "react-router";
import { ErrorPage } from "../components/error-page.tsx";
import { useWords } from "../messages/use-words.ts";
import type { loader as rootLoader } from "../root.tsx";
import type { Route } from "./+types/house";

/** What stands around every page inside the house. */
export default function House() {
  return (
    <>
      <HouseHeader />
      <Outlet />
    </>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  return (
    <>
      <HouseHeader />
      <ErrorPage error={error} />
    </>
  );
}

function HouseHeader() {
  const { t } = useWords();
  const viewer = useRouteLoaderData<typeof rootLoader>("root")?.viewer;
  const item = "inline-flex min-h-11 items-center px-2 no-underline hover:underline";
  return (
    <header className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-1 px-5 py-3 sm:gap-x-4">
      <Link to="/" className={`${item} -ml-2 mr-auto font-serif text-xl font-semibold text-accent`}>
        {t("brand")}
      </Link>
      {viewer && (
        <>
          <nav aria-label={t("nav.label")}>
            <Link to="/notifications" className={item}>
              {t("nav.news")}
            </Link>
          </nav>
          <Form method="post" action="/sign-out">
            <button type="submit" className={`${item} text-soft`}>
              {t("nav.signOut")}
            </button>
          </Form>
        </>
      )}
    </header>
  );
}
