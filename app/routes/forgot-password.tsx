import { getInputProps, useForm } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { Link } from "react-router";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { TextField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { appContext } from "../context.ts";
import { useWords } from "../messages/use-words.ts";
import { emailSchema, explainRefusal } from "../session/account-forms.ts";
import { EntryForm } from "../session/entry-form.tsx";
import { EntryPage } from "../session/entry-page.tsx";
import { useAccountWords } from "../session/use-account-words.ts";
import type { Route } from "./+types/forgot-password";

const forgotSchema = z.object({ email: emailSchema });

export async function action({ request, context }: Route.ActionArgs) {
  const { accounts } = context.get(appContext).services;
  const submission = parseWithZod(await request.formData(), { schema: forgotSchema });
  if (submission.status !== "success") return { sent: false, reply: submission.reply() };
  try {
    await accounts.requestPasswordReset(request, submission.value.email);
    return { sent: true, reply: submission.reply() };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return { sent: false, reply: submission.reply({ formErrors: [explainRefusal(error)] }) };
  }
}

/** Has a link for a new password mailed. What is said afterwards is the same whether there is such an account or not. */
export default function ForgotPassword({ actionData }: Route.ComponentProps) {
  const { t } = useWords();
  const say = useAccountWords();
  const [form, fields] = useForm<z.input<typeof forgotSchema>>({ lastResult: actionData?.reply });
  return (
    <EntryPage title={t("account.forgotTitle")}>
      {actionData?.sent ? (
        <>
          <Notice tone="good">{t("account.forgotSent")}</Notice>
          <p>{t("account.forgotNone")}</p>
        </>
      ) : (
        <>
          <p>{t("account.forgotText")}</p>
          <EntryForm form={form} submit={t("account.forgotSend")}>
            <TextField
              {...getInputProps(fields.email, { type: "email" })}
              key={fields.email.key}
              label={t("entry.email")}
              error={say(fields.email.errors)}
              autoComplete="username"
              inputMode="email"
              required
            />
          </EntryForm>
        </>
      )}
      <p>
        <Link to="/sign-in" className="inline-block py-2">
          {t("account.backToSignIn")}
        </Link>
      </p>
    </EntryPage>
  );
}
