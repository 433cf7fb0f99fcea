import { createMiddleware } from "hono/factory";
import type { AppContext } from "./context.ts";

/** Finds out who sends a request, and renews their cookies when it is time. */
export const knowViewer = createMiddleware<AppContext>(async (c, next) => {
  const { viewer, setCookies } = await c.get("services").accounts.viewer(c.req.raw);
  c.set("viewer", viewer);
  await next();
  for (const cookie of setCookies) c.res.headers.append("Set-Cookie", cookie);
});
