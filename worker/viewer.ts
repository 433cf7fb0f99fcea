import { createMiddleware } from "hono/factory";
import type { AppContext } from "./context.ts";

/** Finds out who sends a request, and renews their cookies when it is time. */
export const knowViewer = createMiddleware<AppContext>(async (c, next) => {
  const { viewer, setCookies } = await c.get("services").accounts.viewer(c.req.raw);
  c.set("viewer", viewer);
  await next();
  // What the answer says of a cookie itself is the newer.
  const said = new Set(c.res.headers.getSetCookie().map(nameOf));
  for (const cookie of setCookies) {
    if (!said.has(nameOf(cookie))) c.res.headers.append("Set-Cookie", cookie);
  }
});

function nameOf(cookie: string): string {
  return cookie.slice(0, cookie.indexOf("="));
}
