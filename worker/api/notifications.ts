import { createRoute, z } from "@hono/zod-openapi";
import { newsSettingsPatchSchema, newsSettingsSchema } from "../../core/notifications.ts";
import { notificationSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { json, jsonBody, listOf, refusals } from "./schemas.ts";

/** What a member was told, and how they want to be. */
export const notifications = createRouter();

const list = createRoute({
  method: "get",
  path: "/notifications",
  request: { query: z.object({ since: z.iso.datetime().optional() }) },
  responses: {
    200: json(
      listOf(notificationSchema).extend({ unread: z.number().int().min(0) }),
      "The newest hundred of the kinds that the page shows, and how many of all are unread",
    ),
    ...refusals,
  },
});
notifications.openapi(list, async (c) =>
  c.json(await c.get("services").notifications.list(requireViewer(c), c.req.valid("query").since), 200),
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

const settings = createRoute({
  method: "get",
  path: "/notifications/settings",
  responses: { 200: json(newsSettingsSchema, "How each kind of news is told"), ...refusals },
});
notifications.openapi(settings, async (c) => {
  const { emailVerified: _, ...kept } = await c.get("services").notifications.readSettings(requireViewer(c));
  return c.json(kept, 200);
});

const change = createRoute({
  method: "patch",
  path: "/notifications/settings",
  request: { body: jsonBody(newsSettingsPatchSchema) },
  responses: { 200: json(newsSettingsSchema, "The settings as changed"), ...refusals },
});
notifications.openapi(change, async (c) => {
  const { emailVerified: _, ...kept } = await c
    .get("services")
    .notifications.changeSettings(requireViewer(c), c.req.valid("json"));
  return c.json(kept, 200);
});
