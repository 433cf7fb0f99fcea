import type { AuditEntry } from "../../core/household.ts";

const messages = {
  "family.created": "household.log.familyCreated",
  "family.renamed": "household.log.familyRenamed",
  "family.deletion_planned": "household.log.deletionPlanned",
  "family.deletion_cancelled": "household.log.deletionCancelled",
  "member.added": "household.log.memberAdded",
  "member.role_changed": "household.log.roleChanged",
  "member.removed": "household.log.memberRemoved",
  "member.left": "household.log.memberLeft",
  "invitation.sent": "household.log.invitationSent",
  "invitation.revoked": "household.log.invitationRevoked",
  "invitation.accepted": "household.log.invitationAccepted",
  "memory.deleted": "household.log.memoryDeleted",
  "memory.restored": "household.log.memoryRestored",
  "memory.erased": "household.log.memoryErased",
  "person.removed": "household.log.personRemoved",
} as const satisfies Record<AuditEntry["act"], string>;

/** The message of the catalogue that tells an act of the log. */
export function findLogMessage(act: AuditEntry["act"]) {
  return messages[act];
}
