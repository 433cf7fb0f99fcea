import { requireRole, type Viewer } from "./access.ts";
import { AppError, notFound } from "./errors.ts";
import type { Services } from "./ports.ts";
import type { Family } from "./schemas.ts";

/** Days in which every owner may still keep a family that is to be deleted. */
export const familyGraceDays = 30;

/** Gives a family another name. Owners only. */
export async function renameFamily(
  services: Services,
  viewer: Viewer,
  familyId: string,
  name: string,
): Promise<Family> {
  return requireOwned(await services.families.rename(viewer, familyId, name));
}

/**
 * Marks a family to be deleted after its days of grace, and tells the others. Until then its members see everything, and
 * nothing new is begun. Asking again doesn't put it off.
 */
export async function planFamilyDeletion(
  services: Services,
  viewer: Viewer,
  familyId: string,
): Promise<Family> {
  const family = requireOwned(await services.families.planDeletion(viewer, familyId, familyGraceDays));
  services.log("family.deletion_planned", { familyId });
  return family;
}

/** Keeps a family that was to be deleted. Owners only; 410 `family.deleted` once its time has come. */
export async function keepFamily(services: Services, viewer: Viewer, familyId: string): Promise<Family> {
  const family = requireOwned(await services.families.cancelDeletion(viewer, familyId));
  if (family.deleteAfter) {
    throw new AppError(
      "family.deleted",
      410,
      "The day that was named has come: this family's vault is being deleted and can't be kept any more.",
    );
  }
  services.log("family.kept", { familyId });
  return family;
}

/** Refuses what would begin something new in a family that is to be deleted. What was under way still arrives. */
export function refuseDeleting(family: Pick<Family, "deleteAfter">): void {
  if (!family.deleteAfter) return;
  throw new AppError(
    "family.deleting",
    409,
    "This family's vault is to be deleted, so nothing new is begun in it. An owner can keep it; then this works again.",
  );
}

/** A family that the viewer may add to: 404 where it isn't theirs to see, 403 where they may only look, 409 while it is to be deleted. */
export function requireOpenFamily(family: Family | undefined): Family {
  requireRole("family", family?.role, "editor");
  if (!family) throw notFound("family");
  refuseDeleting(family);
  return family;
}

/** What may be seen of a change that only owners make. */
function requireOwned(family: Family | undefined): Family {
  requireRole("family", family?.role, "owner");
  if (!family) throw notFound("family");
  return family;
}
