import { Form, useNavigation } from "react-router";
import type { Person } from "../../core/schemas.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { Field, inputClass, SelectField, TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import type { PersonOutcome } from "./change-person.ts";
import type { PeopleMessage } from "./forms.ts";

const months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

/** Everything that can be known of somebody, in one form. */
export function PersonForm({ person, outcome }: { person: Person; outcome: PersonOutcome | undefined }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const invalid = outcome?.kind === "invalid" ? outcome : undefined;
  const say = (field: string) => {
    const message = invalid?.errors[field]?.[0] as PeopleMessage | undefined;
    return message && t(message);
  };
  const value = (field: string, kept: string | undefined) =>
    invalid ? (invalid.values[field] ?? "") : (kept ?? "");
  return (
    <Form
      method="post"
      action={`/people/${person.id}`}
      className="grid max-w-2xl gap-5 rounded-soft border border-hairline bg-card p-5"
    >
      <h2>{t("people.edit")}</h2>
      <input type="hidden" name="intent" value="save" />
      <TextField
        id="name"
        name="name"
        label={t("people.name")}
        hint={t("people.nameHint")}
        error={say("name")}
        defaultValue={value("name", person.name)}
        maxLength={120}
        autoComplete="off"
        dir="auto"
        required
      />
      <TextBox
        name="aliases"
        label={t("people.aliases")}
        hint={t("people.aliasesHint")}
        error={say("aliases")}
        value={value("aliases", person.aliases?.join("\n"))}
        rows={2}
      />
      <DateFields which="born" date={person.bornOn} value={value} say={say} />
      <DateFields which="died" date={person.diedOn} value={value} say={say} />
      <TextField
        id="birthplace"
        name="birthplace"
        label={t("people.birthplace")}
        defaultValue={value("birthplace", person.birthplace)}
        maxLength={200}
        autoComplete="off"
        dir="auto"
      />
      <TextBox name="bio" label={t("people.bio")} value={value("bio", person.bio)} rows={4} />
      <p className="flex flex-wrap gap-3">
        <Button type="submit" kind="main" disabled={busy}>
          {t(busy ? "common.saving" : "common.save")}
        </Button>
        <ButtonLink to={`/people/${person.id}`}>{t("common.cancel")}</ButtonLink>
      </p>
    </Form>
  );
}

interface TextBoxProps {
  name: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  rows: number;
}

function TextBox({ name, label, hint, error, value, rows }: TextBoxProps) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return (
    <Field id={name} label={label} hint={hint} error={error}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        maxLength={5000}
        defaultValue={value}
        dir="auto"
        aria-describedby={described || undefined}
        aria-invalid={error ? true : undefined}
        className={`${inputClass} [field-sizing:content]`}
      />
    </Field>
  );
}

interface DateFieldsProps {
  which: "born" | "died";
  date: string | undefined;
  value: (field: string, kept: string | undefined) => string;
  say: (field: string) => string | undefined;
}

/** A date as far as it is known: a year, a month of it, a day of that. */
function DateFields({ which, date, value, say }: DateFieldsProps) {
  const { t, language } = useWords();
  const [year, month, day] = date?.split("-") ?? [];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">{t(which === "born" ? "people.bornOn" : "people.diedOn")}</legend>
      <div className="grid items-start gap-5 sm:grid-cols-[8rem_1fr_8rem]">
        <TextField
          id={`${which}Year`}
          name={`${which}Year`}
          label={t("people.year")}
          error={say(`${which}Year`)}
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          defaultValue={value(`${which}Year`, year)}
        />
        <SelectField
          id={`${which}Month`}
          name={`${which}Month`}
          label={t("people.month")}
          defaultValue={value(`${which}Month`, month)}
        >
          <option value="">{t("people.monthUnknown")}</option>
          {months.map((each) => (
            <option key={each} value={each}>
              {new Date(Date.UTC(2000, Number(each) - 1, 1)).toLocaleDateString(language, {
                month: "long",
                timeZone: "UTC",
              })}
            </option>
          ))}
        </SelectField>
        <TextField
          id={`${which}Day`}
          name={`${which}Day`}
          label={t("people.day")}
          error={say(`${which}Day`)}
          inputMode="numeric"
          maxLength={2}
          autoComplete="off"
          defaultValue={value(`${which}Day`, day && String(Number(day)))}
        />
      </div>
    </fieldset>
  );
}
