import { TextField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { FamilyForm, isAbout } from "./family-form.tsx";
import type { FamilyOutcome } from "./forms.ts";

/** What the family is called. Owners only. */
export function NameSection({
  familyId,
  name,
  outcome,
}: {
  familyId: string;
  name: string;
  outcome: FamilyOutcome | undefined;
}) {
  const { t } = useWords();
  const asked = isAbout(outcome, "rename");
  return (
    <Section id="name" title={t("household.nameTitle")}>
      {asked && !asked.wrong && <Notice tone="good">{t("household.saved")}</Notice>}
      <FamilyForm
        familyId={familyId}
        intent="rename"
        outcome={outcome}
        fieldNames={["name"]}
        submit={t("common.save")}
      >
        <div className="w-full max-w-md">
          <TextField
            key={name}
            id="family-name"
            name="name"
            label={t("household.nameLabel")}
            error={asked?.wrong && t(asked.wrong)}
            defaultValue={asked?.wrong ? asked.values.name : name}
            autoComplete="off"
            dir="auto"
            maxLength={120}
            required
          />
        </div>
      </FamilyForm>
    </Section>
  );
}
