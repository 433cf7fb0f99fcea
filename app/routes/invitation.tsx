import { data, Form, href, redirect, useNavigation } from "react-router";
import { AppError } from "../../core/errors.ts";
import { acceptInvitation, openInvitation } from "../../core/invitations.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { appContext } from "../context.ts";
import { useWords } from "../messages/use-words.ts";
import { EntryPage } from "../session/entry-page.tsx";
import { rememberFamily } from "../session/last-family.ts";
import { visitAsViewer } from "../session/visit.ts";
import { formatDay } from "../words/dates.ts";
import type { Route } from "./+types/invitation";

/**
 * Whoever has the address of this page can join: nothing may keep it or tell it on. Not `no-referrer`: under that, a form
 * sent without JavaScript would come from nowhere, and be refused.
 */
export function headers() {
  return { "Cache-Control": "no-store", "Referrer-Policy": "strict-origin" };
}

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const { services, viewer } = context.get(appContext);
  try {
    const found = await openInvitation(services, viewer, params.token);
    if (found.isMember) {
      throw redirect(href("/families/:familyId", { familyId: found.familyId }), {
        headers: rememberFamily(request, found.familyId),
      });
    }
    const { family, invitedBy, role, email, expiresAt } = found;
    return {
      offer: { family: family.name, invitedBy, role, email, expiresAt },
      viewerName: viewer?.name,
      isLate: false,
      here: href("/invitations/:token", params),
    };
  } catch (error) {
    if (!(error instanceof AppError) || (error.status !== 404 && error.status !== 410)) throw error;
    return data(
      { offer: undefined, viewerName: viewer?.name, isLate: error.status === 410, here: "/" },
      { status: error.status },
    );
  }
}

export async function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    try {
      const { id } = await acceptInvitation(services, viewer, visit.params.token);
      throw redirect(href("/families/:familyId", { familyId: id }), {
        headers: rememberFamily(visit.request, id),
      });
    } catch (error) {
      // Somebody was quicker, or it came too late: the page says so itself.
      if (error instanceof AppError && (error.status === 404 || error.status === 410)) return null;
      throw error;
    }
  });
}

/** What an invitation's link opens: who invites to what, and one button. */
export default function InvitationPage({ loaderData }: Route.ComponentProps) {
  const { t, language } = useWords();
  const busy = useNavigation().state !== "idle";
  const { offer, viewerName, isLate, here } = loaderData;
  if (!offer) {
    return (
      <EntryPage title={t(isLate ? "invitation.lateTitle" : "invitation.goneTitle")}>
        <p>{t(isLate ? "invitation.lateText" : "invitation.goneText")}</p>
        <p>
          <ButtonLink to="/">{t("invitation.home")}</ButtonLink>
        </p>
      </EntryPage>
    );
  }
  const { family, invitedBy, role, email, expiresAt } = offer;
  const next = `?next=${encodeURIComponent(here)}`;
  return (
    <EntryPage title={t("invitation.title")}>
      <p dir="auto" className="font-serif text-xl font-semibold wrap-anywhere">
        {invitedBy ? t("invitation.by", { name: invitedBy, family }) : t("invitation.byNobody", { family })}
      </p>
      <p>
        {t("invitation.text")} {t(`invitation.may.${role}`)}
      </p>
      {viewerName ? (
        <Form method="post" className="grid gap-3">
          <p className="text-soft">{t("invitation.signedIn", { name: viewerName })}</p>
          <Button type="submit" kind="main" disabled={busy}>
            {t(busy ? "invitation.joining" : "invitation.join")}
          </Button>
        </Form>
      ) : (
        <div className="grid gap-3">
          <p className="text-soft">{t("invitation.needAccount")}</p>
          <ButtonLink to={`/sign-up${next}`} kind="main">
            {t("invitation.signUp")}
          </ButtonLink>
          <ButtonLink to={`/sign-in${next}`}>{t("invitation.signIn")}</ButtonLink>
        </div>
      )}
      <p className="text-soft">{t("invitation.sentTo", { email, date: formatDay(expiresAt, language) })}</p>
    </EntryPage>
  );
}
