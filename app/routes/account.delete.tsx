import { data, Form, redirect, useNavigation } from "react-router";
import { leaveForGood } from "../../core/accounts.ts";
import { AppError } from "../../core/errors.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { explainRefusal, passwordSchema } from "../session/account-forms.ts";
import { useAccountWords } from "../session/use-account-words.ts";
import { visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/account.delete";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async () => null);
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const password = passwordSchema.safeParse((await visit.request.formData()).get("password"));
    if (!password.success) return { wrong: password.error.issues[0]?.message, families: [] };
    try {
      await leaveForGood(services, visit.request, viewer, password.data);
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      const families = error.code === "account.last_owner" ? error.errors?.map(({ message }) => message) : [];
      return data({ wrong: explainRefusal(error), families: families ?? [] }, { status: error.status });
    }
    const headers = new Headers();
    for (const cookie of await services.accounts.forgetCopy()) headers.append("Set-Cookie", cookie);
    throw redirect("/account/keep", { headers });
  });
}

/** The last question before an account goes. */
export default function DeleteAccount({ actionData }: Route.ComponentProps) {
  const { t } = useWords();
  const say = useAccountWords();
  const busy = useNavigation().state === "submitting";
  const held = actionData?.families ?? [];
  const wrong = actionData?.wrong && held.length === 0 ? say([actionData.wrong]) : undefined;
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-2xl grid-cols-1 gap-5 px-5 pt-6 pb-24">
      <title>{`${t("account.deleteTitle")} · ${t("brand")}`}</title>
      <h1>{t("account.deleteTitle")}</h1>
      <p className="max-w-words">{t("account.deleteText")}</p>
      <p className="max-w-words">{t("account.deleteGrace")}</p>
      {held.length > 0 && (
        <div role="alert" className="grid gap-2 rounded-soft border border-careful bg-card px-5 py-4">
          <p>{t("account.lastOwner")}</p>
          <ul className="list-disc ps-6">
            {held.map((name) => (
              <li key={name} dir="auto">
                {name}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Form method="post" className="grid max-w-md gap-5">
        <TextField
          id="password"
          name="password"
          type="password"
          label={t("account.current")}
          error={wrong}
          autoComplete="current-password"
          required
        />
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/account">{t("account.deleteNo")}</ButtonLink>
          <Button type="submit" kind="main" disabled={busy}>
            {t("account.deleteYes")}
          </Button>
        </div>
      </Form>
    </main>
  );
}
