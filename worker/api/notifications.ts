import { createRoute, z } from "@hono/zod-openapi";
import { notificationSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { json, jsonBody, listOf, refusals } from "./schemas.ts";

/** What a member was told. */
export const notifications = createRouter();

const list = createRoute({
  method: "get",
  path: "/notifications",
  request: { query: z.object({ since: z.iso.datetime().optional() }) },
  responses: { 200: json(listOf(notificationSchema), "The newest hundred"), ...refusals },
});
notifications.openapi(list, async (c) =>
  c.json(
    { items: await c.get("services").notifications.list(requireViewer(c), c.req.valid("query").since) },
    200,
  ),
);

const read = createRoute({
  method: "post",
  path: "/notifications/read",
  request: {
    body: jsonBody(
      z.union([z.object({ ids: z.array(z.uuid()).min(1).max(100) }), z.object({ all: z.literal(true) })]),
    ),
  },
  responses: { 204: { description: "Marked as read" }, ...refusals },
});
notifications.openapi(read, async (c) => {
  const body = c.req.valid("json");
  await c.get("services").notifications.markRead(requireViewer(c), "ids" in body ? body.ids : "all");
  return c.body(null, 204);
});
