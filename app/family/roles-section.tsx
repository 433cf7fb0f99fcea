import { roleSchema } from "../../core/schemas.ts";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";

/** What each role may do, in plain words. */
export function RolesSection() {
  const { t } = useWords();
  return (
    <Section id="roles" title={t("household.rolesTitle")}>
      <dl className="grid max-w-words gap-3">
        {roleSchema.options.map((role) => (
          <div key={role}>
            <dt className="font-semibold">{t(`household.roles.${role}`)}</dt>
            <dd>{t(`household.may.${role}`)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
