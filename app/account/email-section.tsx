import { TextField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { useAccountWords } from "../session/use-account-words.ts";
import { AccountForm } from "./account-form.tsx";
import type { AccountOutcome } from "./forms.ts";

/** The address that one signs in with: whether it is proved, and how to change it. */
export function EmailSection({
  email,
  isProved,
  outcome,
}: {
  email: string;
  isProved: boolean;
  outcome: AccountOutcome | undefined;
}) {
  const { t } = useWords();
  const say = useAccountWords();
  const done = outcome?.done ? outcome.intent : undefined;
  const errors = outcome?.intent === "email" ? outcome.errors : {};
  return (
    <Section id="email" title={t("account.emailTitle")}>
      <p className="font-medium wrap-anywhere" dir="ltr">
        {email}
      </p>
      {isProved ? (
        <p className="text-good">{t("account.emailProved")}</p>
      ) : (
        <>
          <p className="text-careful">{t("account.emailUnproved")}</p>
          <AccountForm intent="verify" outcome={outcome} submit={t("account.sendAgain")} />
        </>
      )}
      {done === "verify" && <Notice tone="good">{t("account.sent")}</Notice>}
      {done === "email" && <Notice tone="good">{t("account.emailAsked")}</Notice>}
      <details open={outcome?.intent === "email" && !outcome.done}>
        <summary className="min-h-11 cursor-pointer py-2">{t("account.changeEmail")}</summary>
        <div className="pt-3">
          <AccountForm intent="email" outcome={outcome} submit={t("account.changeEmailNow")}>
            <div className="grid w-full max-w-md gap-4">
              <TextField
                id="new-email"
                name="email"
                type="email"
                label={t("account.newEmail")}
                hint={t("account.changeEmailHint")}
                error={say(errors.email)}
                autoComplete="email"
                inputMode="email"
                required
              />
              <TextField
                id="email-password"
                name="password"
                type="password"
                label={t("account.current")}
                error={say(errors.password)}
                autoComplete="current-password"
                required
              />
            </div>
          </AccountForm>
        </div>
      </details>
    </Section>
  );
}
