import { TextField } from "../components/field.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { FamilyForm, isAbout } from "./family-form.tsx";
import type { FamilyOutcome } from "./forms.ts";
import { Asked } from "./members-section.tsx";

/** Deleting the family's vault: what happens, and its name typed to be sure. Owners only. */
export function DeleteSection({
  familyId,
  name,
  outcome,
}: {
  familyId: string;
  name: string;
  outcome: FamilyOutcome | undefined;
}) {
  const { t } = useWords();
  const asked = isAbout(outcome, "delete");
  return (
    <Section id="delete" title={t("household.deleteTitle")}>
      <p className="max-w-words">{t("household.deleteText")}</p>
      <Asked summary={t("household.deleteOpen")} open={asked?.wrong !== undefined}>
        <FamilyForm
          familyId={familyId}
          intent="delete"
          outcome={outcome}
          fieldNames={["name"]}
          submit={t("household.deleteYes")}
        >
          <input type="hidden" name="familyName" value={name} />
          <div className="w-full max-w-md">
            <TextField
              id="delete-name"
              name="name"
              label={t("household.deleteName", { name })}
              error={asked?.wrong && t(asked.wrong)}
              autoComplete="off"
              dir="auto"
              required
            />
          </div>
        </FamilyForm>
      </Asked>
    </Section>
  );
}
