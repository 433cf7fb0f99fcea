import { type Context, Hono } from "hono";
import type { AppContext } from "../context.ts";
import { answerError } from "../problem-or-page.ts";

/** The site's context of a request that the room is answering. */
const contexts = new WeakMap<Request, Context<AppContext>>();
let room: Promise<Hono<AppContext>> | undefined;

/**
 * Answers what is asked under /api/v1. The API is loaded with its first request: its schemas and routes are most of what a
 * start would compute, and pages need none of them.
 */
export async function answerApi(c: Context<AppContext>): Promise<Response> {
  room ??= openRoom();
  contexts.set(c.req.raw, c);
  return (await room).fetch(c.req.raw, c.env, c.executionCtx);
}

async function openRoom(): Promise<Hono<AppContext>> {
  const { api } = await import("./index.ts");
  const opened = new Hono<AppContext>({ strict: false });
  opened.use(async (c, next) => {
    const site = contexts.get(c.req.raw);
    if (!site) throw new Error("a request came to the API by another way than the site");
    c.set("requestId", site.var.requestId);
    c.set("services", site.var.services);
    await next();
    site.set("route", c.req.routePath);
  });
  opened.onError(answerError);
  opened.route("/api/v1", api);
  return opened;
}
