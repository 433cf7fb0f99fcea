import { Link } from "react-router";
import { AppError } from "../../core/errors.ts";
import { AccountForm } from "../account/account-form.tsx";
import { changeAccount } from "../account/change-account.ts";
import { EmailSection } from "../account/email-section.tsx";
import { PasswordSection } from "../account/password-section.tsx";
import { SessionsSection } from "../account/sessions-section.tsx";
import { TextField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { useAccountWords } from "../session/use-account-words.ts";
import { visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/account";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const found = await services.ownAccount.findWithSessions(viewer);
    if (!found) throw new AppError("session.required", 401, "Please sign in first.");
    return { ...found, hereId: viewer.sessionId };
  });
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, (services, viewer) => changeAccount(services, visit.request, viewer));
}

/** What somebody's account is to themselves. */
export default function Account({ loaderData, actionData: outcome }: Route.ComponentProps) {
  const { account, sessions, hereId } = loaderData;
  const { t } = useWords();
  const say = useAccountWords();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-2xl grid-cols-1 gap-6 px-5 pt-6 pb-24">
      <title>{`${t("account.title")} · ${t("brand")}`}</title>
      <h1>{t("account.title")}</h1>
      <Section id="name" title={t("account.nameTitle")}>
        <AccountForm intent="name" outcome={outcome} submit={t("common.save")}>
          <div className="w-full max-w-md">
            <TextField
              id="own-name"
              name="name"
              label={t("entry.name")}
              hint={t("entry.nameHint")}
              error={outcome?.intent === "name" ? say(outcome.errors.name) : undefined}
              defaultValue={account.name}
              autoComplete="name"
              required
            />
          </div>
        </AccountForm>
        {outcome?.intent === "name" && outcome.done && <Notice tone="good">{t("common.saved")}</Notice>}
      </Section>
      <EmailSection email={account.email} isProved={account.emailVerified} outcome={outcome} />
      <PasswordSection email={account.email} outcome={outcome} />
      <SessionsSection sessions={sessions} hereId={hereId} outcome={outcome} />
      <p>
        <Link to="/account/notifications" className="inline-flex min-h-11 items-center">
          {t("account.notifications")}
        </Link>
      </p>
      {!account.deleteAfter && (
        <p>
          <Link to="/account/delete" className="inline-flex min-h-11 items-center text-soft">
            {t("account.deleteLink")}
          </Link>
        </p>
      )}
    </main>
  );
}
