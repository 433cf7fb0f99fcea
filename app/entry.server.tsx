import { isbot } from "isbot";
import { renderToReadableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import { type EntryContext, type RouterContextProvider, ServerRouter } from "react-router";
import { AppError, describeError } from "../core/errors.ts";
import { appContext } from "./context.ts";
import { createI18n } from "./messages/i18n.ts";
import { readLanguage } from "./messages/read-language.ts";

/** Milliseconds that a page may take to render. */
export const streamTimeout = 10_000;

/** Renders a page as a stream. Every script of it carries the nonce of the Content-Security-Policy. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  if (request.method.toUpperCase() === "HEAD") return new Response(null, { status, headers });
  const { nonce, services } = context.get(appContext);
  let pageStatus = status;
  const body = await renderToReadableStream(
    <I18nextProvider i18n={createI18n(readLanguage(request))}>
      <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
    </I18nextProvider>,
    {
      nonce,
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(streamTimeout + 1000)]),
      onError(error: unknown) {
        pageStatus = 500;
        if (!request.signal.aborted) services.log("page.render_failed", describeError(error), "error");
      },
    },
  );
  if (isbot(request.headers.get("user-agent"))) await body.allReady;
  headers.set("Content-Type", "text/html; charset=utf-8");
  return new Response(body, { status: pageStatus, headers });
}

/** Logs what went wrong in a loader or action; refusals that were meant for the visitor are no errors. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
): void {
  if (request.signal.aborted || error instanceof AppError) return;
  context.get(appContext).services.log("page.failed", describeError(error), "error");
}
