import { href, Link, redirect } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { openFamilySettings } from "../../core/family-settings.ts";
import { idSchema } from "../../core/schemas.ts";
import { Notice } from "../components/notice.tsx";
import { changeFamily } from "../family/change-family.ts";
import { DeleteSection } from "../family/delete-section.tsx";
import { DeletingBanner } from "../family/deleting-banner.tsx";
import { InviteSection } from "../family/invite-section.tsx";
import { LogSection } from "../family/log-section.tsx";
import { MembersSection } from "../family/members-section.tsx";
import { NameSection } from "../family/name-section.tsx";
import { RolesSection } from "../family/roles-section.tsx";
import { useWords } from "../messages/use-words.ts";
import { forgetFamily } from "../session/last-family.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/family-settings";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const cursor = idSchema.safeParse(new URL(visit.request.url).searchParams.get("log")).data;
    const { family, members, invitations, log } = await openFamilySettings(services, viewer, familyId, {
      cursor,
      limit: 50,
    });
    return {
      viewerId: viewer.userId,
      family,
      isOwner: roleAllows(family.role, "owner"),
      members,
      invitations,
      log,
      isNewest: cursor === undefined,
    };
  });
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const outcome = await changeFamily(services, viewer, familyId, visit.request);
    if (outcome.intent === "leave" && !outcome.wrong) {
      throw redirect("/", { headers: { "Set-Cookie": forgetFamily(visit.request) } });
    }
    return outcome;
  });
}

/** A family's settings: who belongs to it, who is invited, what it is called, what was done, and its end. */
export default function FamilySettings({ loaderData, actionData: outcome }: Route.ComponentProps) {
  const { viewerId, family, isOwner, members, invitations, log, isNewest } = loaderData;
  const { t } = useWords();
  const familyId = family.id;
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-3xl grid-cols-1 gap-6 px-5 pt-6 pb-24">
      <title>{`${t("household.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <h1>{t("household.title")}</h1>
        <p dir="auto" className="wrap-anywhere text-soft">
          {family.name}
        </p>
      </header>
      {outcome?.intent === "restore" && !outcome.wrong && <Notice tone="good">{t("household.kept")}</Notice>}
      <DeletingBanner
        familyId={familyId}
        deleteAfter={family.deleteAfter}
        isOwner={isOwner}
        outcome={outcome}
      />
      <MembersSection
        familyId={familyId}
        viewerId={viewerId}
        isOwner={isOwner}
        members={members}
        outcome={outcome}
      />
      {isOwner && !family.deleteAfter && (
        <InviteSection familyId={familyId} invitations={invitations} outcome={outcome} />
      )}
      <RolesSection />
      {isOwner && (
        <>
          <NameSection familyId={familyId} name={family.name} outcome={outcome} />
          <LogSection {...log} isNewest={isNewest} />
          {!family.deleteAfter && <DeleteSection familyId={familyId} name={family.name} outcome={outcome} />}
        </>
      )}
      <p className="flex flex-wrap gap-x-6">
        <Link to={href("/families/:familyId", { familyId })} className="inline-flex min-h-11 items-center">
          {t("common.back")}
        </Link>
      </p>
    </main>
  );
}
