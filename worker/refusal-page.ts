import { html } from "hono/html";
import type { AppError } from "../core/errors.ts";

/** A refusal to a page that could not even begin (no database, a foreign form): said kindly, without script or style. */
export async function renderRefusalPage(refusal: AppError, requestId: string): Promise<Response> {
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>MemoryVault</title>
</head>
<body>
<main>
<h1>We can't show this page right now</h1>
<p>${refusal.detail}</p>
<p>Nothing that was saved is lost. <a href="/">Go to your vault</a></p>
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
