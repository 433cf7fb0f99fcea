import { AppError, notFound } from "./errors.ts";
import type { Role } from "./schemas.ts";

/** Somebody who has proved who they are. */
export interface Viewer {
  userId: string;
  name: string;
  email: string;
  /** The session that proves it; a JWT names none. */
  sessionId?: string;
  /** When the account will be gone, once that was asked for; a JWT doesn't tell. */
  deleteAfter?: string;
}

const ranks: Record<Role, number> = { viewer: 0, editor: 1, owner: 2 };

/** Whether a role may do what `needed` may. */
export function roleAllows(role: Role, needed: Role): boolean {
  return ranks[role] >= ranks[needed];
}

/**
 * Refuses what a viewer may not do with a thing of a family: 404 where they may not even know of it (no role),
 * 403 where it is theirs to see but not to change.
 */
export function requireRole(thing: string, role: Role | undefined, needed: Role): void {
  if (!role) throw notFound(thing);
  if (!roleAllows(role, needed)) {
    throw new AppError(
      `${thing}.forbidden`,
      403,
      "You may look at this, but not change it. An owner of the family can.",
    );
  }
}
