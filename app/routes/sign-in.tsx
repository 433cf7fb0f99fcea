import { getInputProps, useForm } from "@conform-to/react";
import { Link } from "react-router";
import { TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { type SignInFields, signInSchema } from "../session/account-forms.ts";
import { enter, readEntry } from "../session/enter.ts";
import { EntryForm } from "../session/entry-form.tsx";
import { EntryPage } from "../session/entry-page.tsx";
import { useAccountWords } from "../session/use-account-words.ts";
import type { Route } from "./+types/sign-in";

export function loader(visit: Route.LoaderArgs) {
  return readEntry(visit);
}

export function action(visit: Route.ActionArgs) {
  return enter(visit, signInSchema, (accounts, fields) => accounts.signIn(visit.request, fields));
}

export default function SignIn({ loaderData: { next }, actionData }: Route.ComponentProps) {
  const { t } = useWords();
  const say = useAccountWords();
  const [form, fields] = useForm<SignInFields>({ lastResult: actionData });
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return (
    <EntryPage title={t("entry.signInTitle")}>
      <EntryForm form={form} submit={t("entry.signIn")}>
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
          error={say(fields.password.errors)}
          autoComplete="current-password"
          required
        />
      </EntryForm>
      <p>
        <Link to="/forgot-password" className="inline-block py-2">
          {t("account.forgot")}
        </Link>
      </p>
      <p>
        <Link to={`/sign-up${query}`} className="inline-block py-2">
          {t("entry.toSignUp")}
        </Link>
      </p>
    </EntryPage>
  );
}
