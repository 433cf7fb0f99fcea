import { requireRole, type Viewer } from "./access.ts";
import { AppError, notFound } from "./errors.ts";
import type { Member, MemberChange } from "./household.ts";
import type { Services } from "./ports.ts";
import type { Role } from "./schemas.ts";

/** Lists who belongs to a family, the longest-standing first. */
export async function listMembers(services: Services, viewer: Viewer, familyId: string): Promise<Member[]> {
  const members = await services.members.list(viewer, familyId);
  if (members.length === 0) throw notFound("family");
  return members;
}

/** Gives a member another role. Owners only; the last owner stays one: 409 `member.last_owner`. */
export async function changeRole(
  services: Services,
  viewer: Viewer,
  familyId: string,
  userId: string,
  role: Role,
): Promise<Member> {
  const { member, ...change } = await services.members.changeRole(viewer, familyId, userId, role);
  requireRole("member", change.role, "owner");
  judge(change);
  if (!member) throw notFound("member");
  services.log("member.role_changed", { familyId, userId, role });
  return member;
}

/** Takes a member out of a family: owners anybody, everybody themselves, but never the last owner. Their sight ends at once. */
export async function removeMember(
  services: Services,
  viewer: Viewer,
  familyId: string,
  userId: string,
): Promise<void> {
  const change = await services.members.remove(viewer, familyId, userId);
  requireRole("member", change.role, userId === viewer.userId ? "viewer" : "owner");
  judge(change);
  services.log("member.removed", { familyId, userId });
}

function judge({ found, changed }: MemberChange): void {
  if (!found) throw notFound("member");
  if (changed) return;
  throw new AppError(
    "member.last_owner",
    409,
    "A family needs an owner, and this is its last one. Make somebody else an owner first.",
  );
}
