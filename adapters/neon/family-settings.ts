import type { FamilySettingsStore } from "../../core/stores.ts";
import { readAudit, selectAudit } from "./audit.ts";
import { asViewer, type Database } from "./database.ts";
import { readFamilyRow, selectFamily } from "./families.ts";
import { readInvitation, selectOpenInvitations } from "./invitations.ts";
import { readMember, selectMembers } from "./members.ts";

/** All that the page of a family's settings shows, in one round trip. */
export function createFamilySettingsStore(db: Database): FamilySettingsStore {
  return {
    async open(viewer, familyId, page) {
      const [[seen], members, invitations, log] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
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
