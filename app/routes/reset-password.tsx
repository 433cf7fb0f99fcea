import { getInputProps, useForm } from "@conform-to/react";
import { Link } from "react-router";
import { z } from "zod";
import { TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { newPasswordSchema } from "../session/account-forms.ts";
import { enter } from "../session/enter.ts";
import { EntryForm } from "../session/entry-form.tsx";
import { EntryPage } from "../session/entry-page.tsx";
import { readLinkToken } from "../session/link-token.ts";
import { useAccountWords } from "../session/use-account-words.ts";
import type { Route } from "./+types/reset-password";

const resetSchema = z.object({ password: newPasswordSchema });

export function action(visit: Route.ActionArgs) {
  return enter(visit, resetSchema, (accounts, { password }) =>
    accounts.resetPassword(visit.request, { token: readLinkToken(visit.request), password }),
  );
}

/** Where the mailed link leads: a new password is chosen, and one is signed in with it. */
export default function ResetPassword({ actionData }: Route.ComponentProps) {
  const { t } = useWords();
  const say = useAccountWords();
  const [form, fields] = useForm<z.input<typeof resetSchema>>({ lastResult: actionData });
  return (
    <EntryPage title={t("account.resetTitle")}>
      <p>{t("account.resetText")}</p>
      <EntryForm form={form} submit={t("account.reset")}>
        <TextField
          {...getInputProps(fields.password, { type: "password" })}
          key={fields.password.key}
          label={t("account.next")}
          hint={t("entry.passwordHint")}
          error={say(fields.password.errors)}
          autoComplete="new-password"
          required
        />
      </EntryForm>
      <p>
        <Link to="/forgot-password" className="inline-block py-2">
          {t("account.askAgain")}
        </Link>
      </p>
    </EntryPage>
  );
}
