import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { readEnvironment } from "../adapters/services.ts";
import { AppError } from "../core/errors.ts";
import type { AppContext } from "./context.ts";

/**
 * A browser says where a writing request comes from: pages of other origins may not write with our visitors' cookies.
 * Clients that are no browser send no Origin and bring their own token.
 */
export const refuseForeignOrigins = createMiddleware<AppContext>(async (c, next) => {
  if (!["GET", "HEAD", "OPTIONS"].includes(c.req.method)) requireOwnOrigin(c);
  await next();
});

/** 403 `request.foreign_origin` for a page of another origin. */
export function requireOwnOrigin(c: Context<AppContext>): void {
  const origin = c.req.header("Origin");
  if (!origin) return;
  const { PUBLIC_URL, API_ORIGINS } = readEnvironment(c.env);
  const ours = [new URL(c.req.url).origin, new URL(PUBLIC_URL).origin, ...API_ORIGINS];
  if (!ours.includes(origin)) {
    throw new AppError("request.foreign_origin", 403, "This page may not act on MemoryVault.");
  }
}
