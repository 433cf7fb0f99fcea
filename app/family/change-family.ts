import type { Viewer } from "../../core/access.ts";
import { chooseMailLanguage } from "../../core/account-mails.ts";
import { AppError } from "../../core/errors.ts";
import { keepFamily, planFamilyDeletion, renameFamily } from "../../core/families.ts";
import { inviteByMail, revokeInvitation } from "../../core/invitations.ts";
import { changeRole, removeMember } from "../../core/members.ts";
import type { Services } from "../../core/ports.ts";
import {
  type FamilyMessage,
  type FamilyOutcome,
  type FamilyRequest,
  findFamilyMessage,
  requestSchema,
} from "./forms.ts";

/** Does what a form of the settings page asks for. */
export async function changeFamily(
  services: Services,
  viewer: Viewer,
  familyId: string,
  request: Request,
): Promise<FamilyOutcome> {
  const values = Object.fromEntries(
    [...(await request.formData())].map(([name, value]) => [name, String(value)]),
  );
  const asked = requestSchema.safeParse(values);
  const about = values.userId ?? values.email;
  if (!asked.success) {
    const intent = requestSchema.options.find(({ shape }) => shape.intent.value === values.intent)?.shape
      .intent.value;
    const issue = asked.error.issues[0];
    // Only what somebody types can be wrong; the rest is written by our own forms.
    if (!intent || !issue?.message.startsWith("household.")) {
      throw new AppError("form.unknown", 400, "This form is not known here.");
    }
    return { intent, about, wrong: issue.message as FamilyMessage, values };
  }
  const { intent } = asked.data;
  try {
    return { intent, about, wrong: await act(services, viewer, familyId, asked.data, request), values };
  } catch (error) {
    const wrong = error instanceof AppError ? findFamilyMessage(error.code) : undefined;
    if (!wrong) throw error;
    return { intent, about, wrong, values };
  }
}

async function act(
  services: Services,
  viewer: Viewer,
  familyId: string,
  asked: FamilyRequest,
  request: Request,
): Promise<FamilyMessage | undefined> {
  switch (asked.intent) {
    case "rename":
      await renameFamily(services, viewer, familyId, asked.name);
      return undefined;
    case "role":
      await changeRole(services, viewer, familyId, asked.userId, asked.role);
      return undefined;
    case "remove":
      await removeMember(services, viewer, familyId, asked.userId);
      return undefined;
    case "leave":
      await removeMember(services, viewer, familyId, viewer.userId);
      return undefined;
    case "invite": {
      const { email, role } = asked;
      const language = chooseMailLanguage(request.headers);
      await inviteByMail(services, viewer, familyId, services.newId(), { email, role }, language);
      return undefined;
    }
    case "revoke":
      await revokeInvitation(services, viewer, familyId, asked.invitationId);
      return undefined;
    case "delete":
      if (fold(asked.name) !== fold(asked.familyName)) return "household.deleteNameWrong";
      await planFamilyDeletion(services, viewer, familyId);
      return undefined;
    case "restore":
      await keepFamily(services, viewer, familyId);
      return undefined;
  }
}

/** A name as it is compared: neither its case nor its spaces matter to somebody who means it. */
function fold(name: string): string {
  return name.normalize("NFC").trim().replaceAll(/\s+/g, " ").toLocaleLowerCase();
}
