import { isRouteErrorResponse, useLocation } from "react-router";
import { useWords } from "../messages/use-words.ts";
import { readRefusal } from "../session/refusal.ts";
import { findErrorMessages } from "../words/refusals.ts";
import { ButtonLink, buttonClass } from "./button.tsx";

/** Says kindly what happened, that nothing is lost, and what to do. */
export function ErrorPage({ error }: { error: unknown }) {
  const { t } = useWords();
  const { pathname, search } = useLocation();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const refusal = isRouteErrorResponse(error) ? readRefusal(error.data) : undefined;
  const { title, text } = findErrorMessages(status);
  const mayHelp = status !== 404 && status !== 410 && status !== 403;
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-xl gap-5 px-5 py-16">
      <title>{`${t(title)} · ${t("brand")}`}</title>
      <h1>{t(title)}</h1>
      <p>{t(text)}</p>
      {status >= 500 && refusal && (
        <p className="text-soft">{t("error.number", { id: refusal.requestId })}</p>
      )}
      <p className="flex flex-wrap gap-3">
        {mayHelp && (
          <a href={pathname + search} className={buttonClass("main")}>
            {t("error.again")}
          </a>
        )}
        <ButtonLink to="/" kind={mayHelp ? "quiet" : "main"} reloadDocument>
          {t("error.home")}
        </ButtonLink>
      </p>
    </main>
  );
}
