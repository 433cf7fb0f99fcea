import { getInputProps, useForm } from "@conform-to/react";
import { Link } from "react-router";
import { TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { type SignUpFields, signUpSchema } from "../session/account-forms.ts";
import { enter, readEntry } from "../session/enter.ts";
import { EntryForm } from "../session/entry-form.tsx";
import { EntryPage } from "../session/entry-page.tsx";
import { useAccountWords } from "../session/use-account-words.ts";
import type { Route } from "./+types/sign-up";

export function loader(visit: Route.LoaderArgs) {
  return readEntry(visit);
}

export function action(visit: Route.ActionArgs) {
  return enter(visit, signUpSchema, (accounts, fields) => accounts.signUp(visit.request, fields));
}

export default function SignUp({ loaderData: { next }, actionData }: Route.ComponentProps) {
  const { t } = useWords();
  const say = useAccountWords();
  const [form, fields] = useForm<SignUpFields>({ lastResult: actionData });
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return (
    <EntryPage title={t("entry.signUpTitle")}>
      <EntryForm form={form} submit={t("entry.signUp")}>
        <TextField
          {...getInputProps(fields.name, { type: "text" })}
          key={fields.name.key}
          label={t("entry.name")}
          hint={t("entry.nameHint")}
          error={say(fields.name.errors)}
          autoComplete="name"
          required
        />
        <TextField
          {...getInputProps(fields.email, { type: "email" })}
          key={fields.email.key}
          label={t("entry.email")}
          error={say(fields.email.errors)}
          autoComplete="username"
          inputMode="email"
          required
        />
        <TextField
          {...getInputProps(fields.password, { type: "password" })}
          key={fields.password.key}
          label={t("entry.password")}
          hint={t("entry.passwordHint")}
          error={say(fields.password.errors)}
          autoComplete="new-password"
          required
        />
      </EntryForm>
      <p>
        <Link to={`/sign-in${query}`} className="inline-block py-2">
          {t("entry.toSignIn")}
        </Link>
      </p>
    </EntryPage>
  );
}
