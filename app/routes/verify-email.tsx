import { data, Form, Link } from "react-router";
import { AppError } from "../../core/errors.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { appContext } from "../context.ts";
import { useWords } from "../messages/use-words.ts";
import { explainRefusal } from "../session/account-forms.ts";
import { EntryPage } from "../session/entry-page.tsx";
import { readLinkToken } from "../session/link-token.ts";
import { useAccountWords } from "../session/use-account-words.ts";
import type { Route } from "./+types/verify-email";

export async function action({ request, context }: Route.ActionArgs) {
  const { accounts } = context.get(appContext).services;
  try {
    const cookies = await accounts.verifyEmail(request, readLinkToken(request));
    const headers = cookies.map((cookie): [string, string] => ["Set-Cookie", cookie]);
    return data({ wrong: undefined }, { headers });
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return data({ wrong: explainRefusal(error) }, { status: error.status });
  }
}

/** Where the mailed link leads. Mail programs look at links by themselves: only the button proves the address. */
export default function VerifyEmail({ actionData }: Route.ComponentProps) {
  const { t } = useWords();
  const say = useAccountWords();
  if (actionData && !actionData.wrong) {
    return (
      <EntryPage title={t("account.verifiedTitle")}>
        <p role="status">{t("account.verified")}</p>
        <p>
          <ButtonLink to="/" kind="main" reloadDocument>
            {t("account.toVault")}
          </ButtonLink>
        </p>
      </EntryPage>
    );
  }
  return (
    <EntryPage title={t("account.verifyTitle")}>
      {actionData?.wrong ? (
        <>
          <p role="alert" className="font-medium text-accent">
            {say([actionData.wrong])}
          </p>
          <p>
            <Link to="/account" className="inline-block py-2">
              {t("account.askAgain")}
            </Link>
          </p>
        </>
      ) : (
        <>
          <p>{t("account.verifyText")}</p>
          <Form method="post">
            <Button type="submit" kind="main">
              {t("account.verify")}
            </Button>
          </Form>
        </>
      )}
    </EntryPage>
  );
}
