import { html } from "hono/html";
import type { AppError } from "../core/errors.ts";

/** A refusal to a page that could not even begin (no database, a foreign form): said kindly, without script or style. */
export async function renderRefusalPage(
  request: Request,
  refusal: AppError,
  requestId: string,
): Promise<Response> {
  // Seldom needed: the words load when they are.
  const { describeRefusal } = await import("../app/refusal-words.ts");
  const words = describeRefusal(request, refusal);
  const page = await html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${words.brand}</title>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.text}</p>
<p>${words.nothingLost} <a href="/">${words.home}</a></p>
<p><small>${refusal.code}, ${requestId}</small></p>
</main>
</body>
</html>`;
  return new Response(String(page), {
    status: refusal.status,
    headers: {
      ...refusal.headers,
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    },
  });
}
