import { z } from "zod";
import { type Family, idSchema, type Role, roleSchema } from "./schemas.ts";

// A family's household: what is said about who belongs to it, who is invited, and what was done.

export const familyFieldsSchema = z.object({ name: z.string().trim().min(1).max(120) }).strict();

/** Somebody with an account who belongs to a family. */
export const memberSchema = z.object({
  userId: idSchema,
  name: z.string(),
  /** Owners see it of everybody, others only their own. */
  email: z.string().optional(),
  role: roleSchema,
  since: z.iso.datetime(),
});
export type Member = z.infer<typeof memberSchema>;

export const memberPatchSchema = z.object({ role: roleSchema }).strict();

/** What an act on a member met: who asked, whom it was about, and whether it happened. */
export interface MemberChange {
  /** The viewer's role before; undefined: the family isn't theirs to see. */
  role: Role | undefined;
  /** Whether there is such a member. */
  found: boolean;
  changed: boolean;
}

export const invitationFieldsSchema = z
  .object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()), role: roleSchema })
  .strict();
export type InvitationFields = z.infer<typeof invitationFieldsSchema>;

/** An open invitation as owners see it. The link was mailed and is kept nowhere. */
export const invitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  role: roleSchema,
  expiresAt: z.iso.datetime(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** What the link tells whoever holds it. */
export const offeredInvitationSchema = z.object({
  family: z.object({ name: z.string() }),
  role: roleSchema,
  /** The name of whoever sent it, while they have an account. */
  invitedBy: z.string().optional(),
  /** Enough of the address to know it by. */
  email: z.string(),
  expiresAt: z.iso.datetime(),
});
export type OfferedInvitation = z.infer<typeof offeredInvitationSchema>;

/** What is known of an invitation by its link. */
export type FoundInvitation = OfferedInvitation & {
  state: "open" | "expired" | "spent";
  familyId: string;
  /** Whether the one who asks belongs to the family already. */
  isMember: boolean;
};

/** What stood in the way of an invitation. */
export interface InvitationHurdles {
  role: Role;
  deleteAfter: string | undefined;
  isMember: boolean;
  open: number;
  today: number;
}

/** What the triggers of migrations/0007_audit.sql write down. */
export const auditActs = [
  "family.created",
  "family.renamed",
  "family.deletion_planned",
  "family.deletion_cancelled",
  "member.added",
  "member.role_changed",
  "member.removed",
  "member.left",
  "invitation.sent",
  "invitation.revoked",
  "invitation.accepted",
  "memory.deleted",
  "memory.restored",
  "memory.erased",
  "person.removed",
] as const;

/** One line of a family's log: who did what, when. */
export const auditEntrySchema = z.object({
  id: idSchema,
  act: z.enum(auditActs),
  /** Nobody: MemoryVault itself. Without a name: somebody whose account is gone. */
  actor: z.object({ userId: idSchema, name: z.string().optional() }).optional(),
  /** Ids, roles, names and addresses that say what it was about. Names of members and titles are as they are now. */
  details: z.record(z.string(), z.string()),
  createdAt: z.iso.datetime(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** A family, who belongs to it, and what its owners see besides: who is invited and what was done. */
export interface FamilySettings {
  family: Family;
  members: Member[];
  invitations: Invitation[];
  log: { items: AuditEntry[]; nextCursor: string | undefined };
}
