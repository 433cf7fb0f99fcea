import { z } from "zod";
import { idSchema, roleSchema } from "../../core/schemas.ts";

/** Messages of the catalogue that may stand at a field or a form of the family's settings. */
export type FamilyMessage =
  | "household.nameMissing"
  | "household.nameTooLong"
  | "household.emailWrong"
  | "household.deleteNameWrong"
  | "household.lastOwner"
  | "household.gone"
  | "household.memberExists"
  | "household.tooMany"
  | "household.notSent"
  | "household.deletingRefused"
  | "household.tooLate";

const say = (message: FamilyMessage) => message;

/** What a form of the settings page asks for. */
export const requestSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("rename"),
    name: z.string().trim().min(1, say("household.nameMissing")).max(120, say("household.nameTooLong")),
  }),
  z.object({ intent: z.literal("role"), userId: idSchema, role: roleSchema }),
  z.object({ intent: z.literal("remove"), userId: idSchema }),
  z.object({ intent: z.literal("leave") }),
  z.object({
    intent: z.literal("invite"),
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(254, say("household.emailWrong"))
      .pipe(z.email(say("household.emailWrong"))),
    role: roleSchema,
  }),
  z.object({ intent: z.literal("revoke"), invitationId: idSchema }),
  z.object({ intent: z.literal("delete"), name: z.string(), familyName: z.string() }),
  z.object({ intent: z.literal("restore") }),
]);
export type FamilyRequest = z.infer<typeof requestSchema>;
export type FamilyIntent = FamilyRequest["intent"];

/** What came of it. `about` is the id of the member that it was about, or the address that was invited. */
export interface FamilyOutcome {
  intent: FamilyIntent;
  about: string | undefined;
  /** undefined: it was done. */
  wrong: FamilyMessage | undefined;
  /** What was typed, so that it doesn't vanish. */
  values: Record<string, string>;
}

/** The message for a refusal that belongs at the form; undefined: the error page tells it. */
export function findFamilyMessage(code: string): FamilyMessage | undefined {
  switch (code) {
    case "member.last_owner":
      return "household.lastOwner";
    case "member.not_found":
    case "invitation.not_found":
    case "invitation.spent":
      return "household.gone";
    case "member.exists":
      return "household.memberExists";
    case "invitation.too_many":
      return "household.tooMany";
    case "invitation.not_sent":
      return "household.notSent";
    case "family.deleting":
      return "household.deletingRefused";
    case "family.deleted":
      return "household.tooLate";
    default:
      return undefined;
  }
}
