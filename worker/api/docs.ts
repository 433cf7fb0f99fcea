import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { Hono } from "hono";
import { html } from "hono/html";
import { problemSchema } from "../../core/schemas.ts";
import type { AppContext } from "../context.ts";

type Document = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The API described: OpenAPI 3.1 from the same schemas that check each request, and a page to read it. */
export function docs(api: OpenAPIHono<AppContext>): Hono<AppContext> {
  let document: Document | undefined;
  const describe = (): Document => {
    document ??= describeApi(api);
    return document;
  };

  const router = new Hono<AppContext>();
  const cached = { "Cache-Control": "public, max-age=300" };
  router.get("/openapi.json", (c) => c.json(describe(), 200, cached));
  router.get("/docs", (c) => c.html(renderDocs(describe()), 200, cached));
  return router;
}

/** Written when it is first asked for: it takes all schemas apart. */
function describeApi(api: OpenAPIHono<AppContext>): Document {
  const { openAPIRegistry: registry } = api;
  registry.registerComponent("schemas", "Problem", describeProblem());
  registry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
  });
  registry.registerComponent("securitySchemes", "cookie", {
    type: "apiKey",
    in: "cookie",
    name: "better-auth.session_token",
  });
  return api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "MemoryVault",
      version: "1",
      description:
        "A family's stories in the teller's own voice. Accounts are Better Auth's: POST /auth/sign-up/email, POST /auth/sign-in/email, POST /auth/sign-out, GET /auth/token; POST /auth/request-password-reset and /auth/reset-password; /auth/list-sessions and /auth/revoke-session; POST /auth/change-password and /auth/change-email (with the password). More than ten passwords an hour for one account from one address: 429 `account.too_many_attempts`. A session that was ended may still read for 60 seconds. Every other route takes its session cookie or an Authorization: Bearer header.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ bearer: [] }, { cookie: [] }],
  });
}

function describeProblem() {
  const { $schema: _, ...described } = z.toJSONSchema(problemSchema);
  return described as Parameters<OpenAPIHono["openAPIRegistry"]["registerComponent"]>[2];
}

/** Every route on one plain page: no script, nothing fetched from elsewhere. */
function renderDocs(document: Document) {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item ?? {}).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    })),
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>MemoryVault API</title>
</head>
<body>
<main>
<h1>MemoryVault API</h1>
<p>${document.info.description}</p>
<p>The same, for machines: <a href="/api/v1/openapi.json">openapi.json</a></p>
${routes.map(
  ({ path, method, operation }) => html`<section>
<h2><code>${method} /api/v1${path}</code></h2>
${operation.summary ? html`<p>${operation.summary}</p>` : ""}
<dl>
${Object.entries(responsesOf(operation)).map(([status, description]) => html`<dt>${status}</dt><dd>${description}</dd>`)}
</dl>
${bodyOf(operation) ? html`<details><summary>What it takes</summary><pre>${bodyOf(operation)}</pre></details>` : ""}
</section>`,
)}
</main>
</body>
</html>`;
}

function responsesOf(operation: { responses?: Record<string, unknown> }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(operation.responses ?? {}).map(([status, response]) => [
      status,
      typeof response === "object" && response !== null && "description" in response
        ? String(response.description)
        : "",
    ]),
  );
}

function bodyOf(operation: { requestBody?: unknown; parameters?: unknown }): string {
  const { parameters, requestBody } = operation;
  return parameters || requestBody ? JSON.stringify({ parameters, requestBody }, null, 2) : "";
}
