import type { Viewer } from "./access.ts";
import { notFound } from "./errors.ts";
import type { FamilySettings } from "./household.ts";
import type { Services } from "./ports.ts";
import type { Page } from "./schemas.ts";

/** Opens a family's settings for one of its members. `page` is of the log. */
export async function openFamilySettings(
  services: Services,
  viewer: Viewer,
  familyId: string,
  page: Page,
): Promise<FamilySettings> {
  const settings = await services.familySettings.open(viewer, familyId, page);
  if (!settings) throw notFound("family");
  return settings;
}
