import { requireRole, type Viewer } from "./access.ts";
import type { MailLanguage } from "./account-mails.ts";
import { AppError, notFound } from "./errors.ts";
import { refuseDeleting } from "./families.ts";
import type { FoundInvitation, Invitation, InvitationFields, InvitationHurdles } from "./household.ts";
import { writeInvitationMail } from "./invitation-mail.ts";
import type { Services } from "./ports.ts";
import type { Family } from "./schemas.ts";

/** Days for which an invitation's link is good. */
export const invitationDays = 7;
/** How many invitations of one family may be open at a time, and be sent in a day. */
export const invitationLimits = { open: 50, aDay: 50 } as const;

/**
 * Invites somebody by a link that is mailed and kept nowhere. An earlier open invitation of the same address ends. The
 * same id again sends a new link for the same invitation. 409 `member.exists`, `invitation.too_many`, `family.deleting`.
 */
export async function inviteByMail(
  services: Services,
  viewer: Viewer,
  familyId: string,
  id: string,
  fields: InvitationFields,
  language: MailLanguage,
): Promise<Invitation> {
  const { hurdles, made } = await services.invitations.create(viewer, familyId, id, fields);
  requireRole("family", hurdles?.role, "owner");
  if (!hurdles) throw notFound("family");
  if (!made) throw refuseInvitation(hurdles);
  const { invitation, token, familyName } = made;
  const mail = writeInvitationMail(
    {
      email: invitation.email,
      familyName,
      inviter: viewer.name,
      role: invitation.role,
      link: `${services.publicUrl}/invitations/${token}`,
      expiresAt: invitation.expiresAt,
    },
    language,
  );
  try {
    await services.mail.send({ to: invitation.email, name: invitation.email, ...mail });
  } catch (cause) {
    // Nobody else has the link: an invitation whose mail never left would only look as if it were on its way.
    await services.invitations.revoke(viewer, familyId, id);
    throw new AppError(
      "invitation.not_sent",
      503,
      "The mail with the invitation could not be sent. Please try again in a minute.",
      { headers: { "Retry-After": "60" }, cause },
    );
  }
  services.log("invitation.sent", { familyId, invitationId: id });
  return invitation;
}

function refuseInvitation({ deleteAfter, isMember, open, today }: InvitationHurdles): AppError | Error {
  refuseDeleting({ deleteAfter });
  if (isMember) {
    return new AppError(
      "member.exists",
      409,
      "Somebody with this address belongs to the family already. Their role can be changed in the list of members.",
    );
  }
  if (open >= invitationLimits.open || today >= invitationLimits.aDay) {
    return new AppError(
      "invitation.too_many",
      409,
      `A family can have ${invitationLimits.open} open invitations, and send ${invitationLimits.aDay} in a day. Take some back, or wait until tomorrow.`,
    );
  }
  return new AppError("invitation.spent", 409, "This invitation was taken back or accepted already.");
}

/** A family's open invitations, newest first. Owners only. */
export async function listInvitations(
  services: Services,
  viewer: Viewer,
  familyId: string,
): Promise<Invitation[]> {
  const { role, invitations } = await services.invitations.list(viewer, familyId);
  requireRole("invitation", role, "owner");
  return invitations;
}

/** Takes an open invitation back: its link opens nothing any more. Owners only. */
export async function revokeInvitation(
  services: Services,
  viewer: Viewer,
  familyId: string,
  invitationId: string,
): Promise<void> {
  const { role, revoked } = await services.invitations.revoke(viewer, familyId, invitationId);
  requireRole("invitation", role, "owner");
  if (!revoked) throw notFound("invitation");
  services.log("invitation.revoked", { familyId, invitationId });
}

/** What a link offers. Wrong, used and revoked links look the same: 404; one that came too late: 410 `invitation.expired`. */
export async function openInvitation(
  services: Services,
  viewer: Viewer | undefined,
  token: string,
): Promise<FoundInvitation> {
  const found = await services.invitations.find(viewer, token);
  // To whoever belongs to the family already, a used link is no secret.
  if (!found || (found.state === "spent" && !found.isMember)) throw notFound("invitation");
  if (found.state === "expired" && !found.isMember) throw expired();
  return found;
}

/**
 * Joins the family that a link offers. Whoever belongs to it keeps the greater role, and uses no invitation up that would
 * give them nothing. The same person again gets the same answer; of two different people the first one wins.
 */
export async function acceptInvitation(services: Services, viewer: Viewer, token: string): Promise<Family> {
  const { family, joined, state } = await services.invitations.accept(viewer, token);
  if (!family) throw state === "expired" ? expired() : notFound("invitation");
  if (joined) services.log("invitation.accepted", { familyId: family.id, userId: viewer.userId });
  return family;
}

function expired(): AppError {
  return new AppError(
    "invitation.expired",
    410,
    `This invitation was good for ${invitationDays} days, and they are over. Ask for a new one.`,
  );
}

/** Enough of an address for its owner to know it by: r•••@example.com. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  return at < 1 ? "•••" : `${email.slice(0, 1)}•••${email.slice(at)}`;
}
