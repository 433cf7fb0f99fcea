import { and, eq } from "drizzle-orm";
import type { FamilySettingsStore } from "../../core/stores.ts";
import { readAudit, selectAudit } from "./audit.ts";
import { asViewer, type Database } from "./database.ts";
import { familyColumns, readFamilyRow } from "./families.ts";
import { readInvitation, selectOpenInvitations } from "./invitations.ts";
import { readMember, selectMembers } from "./members.ts";
import { family, member } from "./schema.ts";

/** All that the page of a family's settings shows, in one round trip. */
export function createFamilySettingsStore(db: Database): FamilySettingsStore {
  return {
    async open(viewer, familyId, page) {
      const [[seen], members, invitations, log] = await asViewer(db, viewer, [
        db
          .select(familyColumns)
          .from(member)
          .innerJoin(family, eq(family.id, member.familyId))
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId))),
        selectMembers(db, viewer, familyId),
        selectOpenInvitations(db, familyId),
        selectAudit(db, familyId, page),
      ]);
      return (
        seen && {
          family: readFamilyRow(seen),
          members: members.map(readMember),
          invitations: invitations.map(readInvitation),
          log: readAudit(log, page),
        }
      );
    },
  };
}
