import type { ReactNode } from "react";
import type { Member } from "../../core/household.ts";
import { type Role, roleSchema } from "../../core/schemas.ts";
import { inputClass } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { FamilyForm, isAbout } from "./family-form.tsx";
import type { FamilyOutcome } from "./forms.ts";

interface MembersProps {
  familyId: string;
  viewerId: string;
  isOwner: boolean;
  members: Member[];
  outcome: FamilyOutcome | undefined;
}

/** Who belongs to the family. Owners change what each may do; everybody may leave. */
export function MembersSection({ members, ...props }: MembersProps) {
  const { t } = useWords();
  const { outcome } = props;
  return (
    <Section id="members" title={t("household.membersTitle")}>
      {outcome?.intent === "remove" && (
        <Notice tone={outcome.wrong ? "careful" : "good"}>{t(outcome.wrong ?? "household.removed")}</Notice>
      )}
      <ul className="grid divide-y divide-hairline">
        {members.map((member) => (
          <MemberItem key={member.userId} member={member} {...props} />
        ))}
      </ul>
    </Section>
  );
}

function MemberItem({
  familyId,
  viewerId,
  isOwner,
  member,
  outcome,
}: Omit<MembersProps, "members"> & { member: Member }) {
  const { t, language } = useWords();
  const { userId, name, email, role } = member;
  const isSelf = userId === viewerId;
  const changed = isAbout(outcome, "role", userId);
  return (
    <li className="grid gap-3 py-4 first:pt-0 last:pb-0">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:gap-6">
        <div className="grid min-w-0 gap-0.5">
          <p>
            <strong dir="auto" className="font-semibold wrap-anywhere">
              {name}
            </strong>
            {isSelf && <span className="text-soft"> ({t("household.you")})</span>}
          </p>
          {isOwner && email && (
            <p dir="ltr" className="wrap-anywhere text-start text-soft">
              {email}
            </p>
          )}
          <p className="text-soft">
            {isOwner ? "" : `${t(`household.roles.${role}`)}, `}
            {t("household.since", { date: formatDay(member.since, language) })}
          </p>
        </div>
        {isOwner && <RoleForm familyId={familyId} member={member} outcome={outcome} />}
      </div>
      {changed && !changed.wrong && (
        <p role="status" className="text-good">
          {t("household.roleSaved", { name, role: t(`household.roles.${role}`) })}
        </p>
      )}
      {isSelf && (
        <Asked summary={t("household.leave")} open={isAbout(outcome, "leave") !== undefined}>
          <p>{t("household.leaveText")}</p>
          <FamilyForm familyId={familyId} intent="leave" outcome={outcome} submit={t("household.leaveYes")} />
        </Asked>
      )}
      {isOwner && !isSelf && (
        <Asked summary={t("household.remove")} label={t("household.removeWhom", { name })} open={false}>
          <p>{t("household.removeText", { name })}</p>
          <FamilyForm familyId={familyId} intent="remove" submit={t("household.removeYes", { name })}>
            <input type="hidden" name="userId" value={userId} />
          </FamilyForm>
        </Asked>
      )}
    </li>
  );
}

function RoleForm({
  familyId,
  member: { userId, name, role },
  outcome,
}: {
  familyId: string;
  member: Member;
  outcome: FamilyOutcome | undefined;
}) {
  const { t } = useWords();
  return (
    <FamilyForm
      familyId={familyId}
      intent="role"
      about={userId}
      outcome={outcome}
      submit={t("common.save")}
      submitLabel={t("household.saveRole", { name })}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 sm:w-80"
    >
      <input type="hidden" name="userId" value={userId} />
      <RoleSelect key={role} chosen={role} label={t("household.roleOf", { name })} />
    </FamilyForm>
  );
}

/** The roles to choose from, in plain words. */
export function RoleSelect({ chosen, id, label }: { chosen: Role; label?: string; id?: string }) {
  const { t } = useWords();
  return (
    <select name="role" id={id} aria-label={label} defaultValue={chosen} className={inputClass}>
      {roleSchema.options.map((each) => (
        <option key={each} value={each}>
          {t(`household.roles.${each}`)}
        </option>
      ))}
    </select>
  );
}

/** Something that is asked about once more before it is done; without JavaScript, too. */
export function Asked({
  summary,
  label,
  open,
  children,
}: {
  summary: string;
  label?: string;
  open: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open}>
      <summary aria-label={label} className="min-h-11 w-fit py-2 text-soft underline underline-offset-4">
        {summary}
      </summary>
      <div className="grid max-w-words gap-3 border-s-4 border-careful py-1 ps-4">{children}</div>
    </details>
  );
}
