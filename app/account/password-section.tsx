import { TextField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { useAccountWords } from "../session/use-account-words.ts";
import { AccountForm } from "./account-form.tsx";
import type { AccountOutcome } from "./forms.ts";

/** Another password, for whoever knows the one of now. `email` is for the browser's own book of passwords. */
export function PasswordSection({ email, outcome }: { email: string; outcome: AccountOutcome | undefined }) {
  const { t } = useWords();
  const say = useAccountWords();
  const own = outcome?.intent === "password" ? outcome : undefined;
  return (
    <Section id="password" title={t("account.passwordTitle")}>
      {own?.done && <Notice tone="good">{t("account.passwordChanged")}</Notice>}
      <details open={own && !own.done}>
        <summary className="min-h-11 cursor-pointer py-2">{t("account.changePassword")}</summary>
        <div className="pt-3">
          <AccountForm intent="password" outcome={outcome} submit={t("account.reset")}>
            <input type="text" autoComplete="username" value={email} readOnly hidden />
            <div className="grid w-full max-w-md gap-4">
              <TextField
                id="current"
                name="current"
                type="password"
                label={t("account.current")}
                error={say(own?.errors.current)}
                autoComplete="current-password"
                required
              />
              <TextField
                id="new-password"
                name="password"
                type="password"
                label={t("account.next")}
                hint={t("entry.passwordHint")}
                error={say(own?.errors.password)}
                autoComplete="new-password"
                required
              />
            </div>
            <label className="flex min-h-11 items-center gap-3">
              <input type="checkbox" name="endOthers" defaultChecked className="size-6 accent-accent" />
              {t("account.endOthers")}
            </label>
          </AccountForm>
        </div>
      </details>
    </Section>
  );
}
