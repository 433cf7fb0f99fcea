import type { Viewer } from "./access.ts";
import { notFound } from "./errors.ts";
import { findInsights, type Insights } from "./insights.ts";
import type { Services } from "./ports.ts";
import type { Family } from "./schemas.ts";
import { boundTimeline, drawTimeline, type Timeline } from "./timeline.ts";

/** A family's timeline, bounded for sending. Who may not see the family is told that it isn't there. */
export async function openTimeline(
  services: Services,
  viewer: Viewer,
  familyId: string,
  now: Date,
): Promise<{ family: Family; timeline: Timeline }> {
  const told = await services.overview.timeline(viewer, familyId);
  if (!told) throw notFound("family");
  return { family: told.family, timeline: boundTimeline(drawTimeline(told.memories, told.people, now)) };
}

/** What a family's stories say about themselves, and what is missing among them. */
export async function openInsights(
  services: Services,
  viewer: Viewer,
  familyId: string,
  now: Date,
): Promise<{ family: Family; insights: Insights }> {
  const told = await services.overview.insights(viewer, familyId);
  if (!told) throw notFound("family");
  return { family: told.family, insights: findInsights(told.memories, told.people, now) };
}
