import { Form, Link, useNavigation } from "react-router";
import { mailTimings, type NotificationKind, notificationKinds } from "../../core/news.ts";
import type { WayOfTelling } from "../../core/notifications.ts";
import { Button } from "../components/button.tsx";
import { SelectField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { readLanguage } from "../messages/read-language.ts";
import { useWords } from "../messages/use-words.ts";
import { mailField, pageField, readTellingForm } from "../notifications/settings-form.ts";
import { visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/account.notifications";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, (services, viewer) => services.notifications.readSettings(viewer));
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const telling = readTellingForm(await visit.request.formData());
    await services.notifications.changeSettings(viewer, { language: readLanguage(visit.request), telling });
    return { saved: true };
  });
}

/** What somebody is told, and how. */
export default function NewsSettings({ loaderData, actionData }: Route.ComponentProps) {
  const { telling, emailVerified } = loaderData;
  const { t } = useWords();
  const isBusy = useNavigation().formMethod === "POST";
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-6 px-5 pt-6 pb-24">
      <title>{`${t("news.settingsTitle")} · ${t("brand")}`}</title>
      <h1>{t("news.settingsTitle")}</h1>
      <p className="max-w-words">{t("news.settingsText")}</p>
      {!emailVerified && (
        <p className="max-w-words text-careful">
          {t("news.unproved")} <Link to="/account#email">{t("account.title")}</Link>
        </p>
      )}
      <Form method="post" preventScrollReset className="grid gap-4">
        {notificationKinds.map((kind) => (
          <Kind key={kind} kind={kind} way={telling[kind]} />
        ))}
        <p className="text-base text-soft">{t("news.language")}</p>
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit" kind="main" disabled={isBusy}>
            {t("common.save")}
          </Button>
          {actionData?.saved && !isBusy && <Notice tone="good">{t("common.saved")}</Notice>}
        </div>
      </Form>
    </main>
  );
}

function Kind({ kind, way }: { kind: NotificationKind; way: WayOfTelling }) {
  const { t } = useWords();
  const kinds = {
    "memory.ready": t("news.kinds.ready"),
    "memory.failed": t("news.kinds.failed"),
    "member.joined": t("news.kinds.joined"),
    "name.heard": t("news.kinds.heard"),
    "family.deleting": t("news.kinds.deleting"),
  };
  const timings = { off: t("news.never"), "at-once": t("news.atOnce"), digest: t("news.daily") };
  return (
    <fieldset className="rounded-soft border border-hairline bg-card px-5 pt-2 pb-5">
      <legend className="contents">
        <h2 className="pt-3 text-xl">{kinds[kind]}</h2>
      </legend>
      <div className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2 sm:items-end">
        <SelectField
          id={mailField(kind)}
          name={mailField(kind)}
          label={t("news.mail")}
          defaultValue={way.mail}
        >
          {mailTimings.map((timing) => (
            <option key={timing} value={timing}>
              {timings[timing]}
            </option>
          ))}
        </SelectField>
        <label className="flex min-h-12 items-center gap-3">
          <input
            type="checkbox"
            name={pageField(kind)}
            defaultChecked={way.page}
            className="size-6 accent-accent"
          />
          {t("news.onPage")}
        </label>
      </div>
    </fieldset>
  );
}
