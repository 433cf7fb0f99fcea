import { Hono } from "hono";
import type { AppContext } from "../context.ts";

/** Better Auth's own paths: sign-up, sign-in, sign-out, token, jwks. It answers in its own error form. */
export const auth = new Hono<AppContext>();

auth.all("*", async (c) => {
  const services = c.get("services");
  const response = await services.accounts.handle(withOrigin(c.req.raw));
  services.log("auth", { path: c.req.path, status: response.status });
  return new Response(response.body, response);
});

/**
 * Every browser names the origin of a POST, and foreign ones were refused before this (worker/origins.ts). A client that
 * names none is no browser; Better Auth takes Node's fetch for one and asks it for its origin, so it is given ours.
 */
function withOrigin(request: Request): Request {
  if (request.headers.has("Origin")) return request;
  const headers = new Headers(request.headers);
  headers.set("Origin", new URL(request.url).origin);
  return new Request(request, { headers });
}
