import { createMiddleware } from "hono/factory";
import { AppError } from "../core/errors.ts";
import type { AppContext } from "./context.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** At most so many writes a minute, by account or else by address. */
export const limitWrites = createMiddleware<AppContext>(async (c, next) => {
  // The parts of one upload are many by design; the upload itself was counted when it was made.
  if (
    !reading.has(c.req.method) &&
    !(c.req.method === "PATCH" && c.req.path.startsWith("/api/v1/uploads/"))
  ) {
    await count(c.env.WRITE_LIMIT, c.get("viewer")?.userId ?? address(c.req.raw));
  }
  await next();
});

/** At most so many tries to sign in or up a minute, by address. */
export const limitSignIn = createMiddleware<AppContext>(async (c, next) => {
  if (!reading.has(c.req.method)) await count(c.env.SIGN_IN_LIMIT, address(c.req.raw));
  await next();
});

/** Where a request comes from, as Cloudflare saw it. */
export function address(request: Request): string {
  return request.headers.get("CF-Connecting-IP") ?? "unknown";
}

async function count(limit: RateLimit, key: string): Promise<void> {
  const { success } = await limit.limit({ key });
  if (!success) {
    throw new AppError("request.too_many", 429, "That was a lot at once. Please wait a minute, then go on.", {
      headers: { "Retry-After": "60" },
    });
  }
}
