import { requireRole, type Viewer } from "./access.ts";
import { notFound } from "./errors.ts";
import type { AuditEntry } from "./household.ts";
import type { Services } from "./ports.ts";
import type { Page } from "./schemas.ts";
import type { Listed } from "./stores.ts";

/** A family's log, newest first. Owners only. */
export async function listAudit(
  services: Services,
  viewer: Viewer,
  familyId: string,
  page: Page,
): Promise<Listed<AuditEntry>> {
  const { role, entries } = await services.audit.list(viewer, familyId, page);
  requireRole("audit", role, "owner");
  if (!role) throw notFound("family");
  return entries;
}
