import type { Invitation } from "../../core/household.ts";
import { Field, TextField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { FamilyForm, isAbout } from "./family-form.tsx";
import type { FamilyOutcome } from "./forms.ts";
import { RoleSelect } from "./members-section.tsx";

/** Inviting somebody, and who is invited. Owners only. */
export function InviteSection({
  familyId,
  invitations,
  outcome,
}: {
  familyId: string;
  invitations: Invitation[];
  outcome: FamilyOutcome | undefined;
}) {
  const { t, language } = useWords();
  const asked = isAbout(outcome, "invite");
  const revoked = isAbout(outcome, "revoke");
  return (
    <Section id="invite" title={t("household.inviteTitle")}>
      <p className="max-w-words">{t("household.inviteText")}</p>
      {asked && !asked.wrong && (
        <Notice tone="good" className="wrap-anywhere">
          {t("household.invited", { email: asked.values.email ?? "" })}
        </Notice>
      )}
      {/* Begun anew once it is sent, so that the next address finds an empty field. */}
      <FamilyForm
        key={asked && !asked.wrong ? asked.about : ""}
        familyId={familyId}
        intent="invite"
        outcome={outcome}
        fieldNames={["email"]}
        submit={t("household.invite")}
        kind="main"
      >
        <div className="grid w-full max-w-md gap-4">
          <TextField
            id="invite-email"
            name="email"
            type="email"
            label={t("household.email")}
            error={asked?.wrong && t(asked.wrong)}
            defaultValue={asked?.wrong ? asked.values.email : ""}
            autoComplete="off"
            inputMode="email"
            dir="ltr"
            required
          />
          <Field id="invite-role" label={t("household.inviteRole")}>
            <RoleSelect id="invite-role" chosen="viewer" />
          </Field>
        </div>
      </FamilyForm>
      {revoked && (
        <Notice tone={revoked.wrong ? "careful" : "good"}>{t(revoked.wrong ?? "household.revoked")}</Notice>
      )}
      {invitations.length > 0 && (
        <div className="grid gap-3 border-t border-hairline pt-4">
          <h3>{t("household.openTitle")}</h3>
          <ul className="grid divide-y divide-hairline">
            {invitations.map(({ id, email, role, expiresAt }) => (
              <li
                key={id}
                className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0"
              >
                <div className="grid min-w-0">
                  <p dir="ltr" className="wrap-anywhere text-start">
                    {email}
                  </p>
                  <p className="text-soft">
                    {t(`household.roles.${role}`)},{" "}
                    {t("household.until", { date: formatDay(expiresAt, language) })}
                  </p>
                </div>
                <FamilyForm
                  familyId={familyId}
                  intent="revoke"
                  submit={t("household.revoke")}
                  submitLabel={t("household.revokeWhose", { email })}
                >
                  <input type="hidden" name="invitationId" value={id} />
                </FamilyForm>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
