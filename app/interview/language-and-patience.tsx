import { SelectField } from "../components/field.tsx";
import { languageNames, languages } from "../messages/languages.ts";
import { useWords } from "../messages/use-words.ts";

/** Silences to choose from, in seconds. */
const silences = [5, 8, 15, 30, 60];

/** The language that is asked in, and how long we stay silent. */
export function LanguageAndPatience() {
  const { t, language } = useWords();
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <SelectField
        id="interview-language"
        name="language"
        label={t("interview.language")}
        defaultValue={language}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {languageNames[each]}
          </option>
        ))}
      </SelectField>
      <SelectField
        id="interview-patience"
        name="patienceSeconds"
        label={t("interview.patience")}
        hint={t("interview.patienceHint")}
      >
        <option value="">{t("interview.patienceAsBefore")}</option>
        {silences.map((count) => (
          <option key={count} value={count}>
            {t("interview.seconds", { count })}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
