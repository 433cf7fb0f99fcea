import { createRoute } from "@hono/zod-openapi";
import { insightsSchema } from "../../core/insights.ts";
import { openInsights, openTimeline } from "../../core/overviews.ts";
import { timelineSchema } from "../../core/timeline.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, refusals } from "./schemas.ts";

/** A family's stories seen from afar: by time, and by what they say about themselves. */
export const overview = createRouter();

const timeline = createRoute({
  method: "get",
  path: "/families/{familyId}/timeline",
  description:
    "Counts are whole; items are the first 50 of a decade, the first 12 of a stage of life, the lives those of the 20 narrators who tell most. The rest is found by `GET /families/{familyId}/memories?from=1950&to=1959`, with `narratorId` for a life.",
  request: { params: familyPath },
  responses: {
    200: json(timelineSchema, "The stories by decade and by life, and the gaps between them"),
    ...refusals,
  },
});
overview.openapi(timeline, async (c) => {
  const { familyId } = c.req.valid("param");
  const opened = await openTimeline(c.get("services"), requireViewer(c), familyId, new Date());
  return c.json(opened.timeline, 200);
});

const insights = createRoute({
  method: "get",
  path: "/families/{familyId}/insights",
  request: { params: familyPath },
  responses: { 200: json(insightsSchema, "What the stories tell of most, and what is missing"), ...refusals },
});
overview.openapi(insights, async (c) => {
  const { familyId } = c.req.valid("param");
  const opened = await openInsights(c.get("services"), requireViewer(c), familyId, new Date());
  return c.json(opened.insights, 200);
});
