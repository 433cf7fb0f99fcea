import type { AuditEntry } from "../../core/household.ts";
import { type Role, roleSchema } from "../../core/schemas.ts";
import { ButtonLink } from "../components/button.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { findLogMessage } from "./log-messages.ts";

/** Who did what to the family, newest first. Owners only. */
export function LogSection({
  items,
  nextCursor,
  isNewest,
}: {
  items: AuditEntry[];
  nextCursor: string | undefined;
  isNewest: boolean;
}) {
  const { t } = useWords();
  return (
    <Section id="log" title={t("household.logTitle")}>
      <p className="text-soft">{t("household.logText")}</p>
      {items.length === 0 && <p>{t("household.logEmpty")}</p>}
      <ol className="grid divide-y divide-hairline">
        {items.map((entry) => (
          <li key={entry.id} className="py-3 first:pt-0 last:pb-0">
            <LogLine entry={entry} />
          </li>
        ))}
      </ol>
      {(nextCursor || !isNewest) && (
        <p className="flex flex-wrap gap-3">
          {!isNewest && <ButtonLink to="?#log">{t("household.logNewest")}</ButtonLink>}
          {nextCursor && (
            <ButtonLink to={`?log=${encodeURIComponent(nextCursor)}#log`}>
              {t("household.logMore")}
            </ButtonLink>
          )}
        </p>
      )}
    </Section>
  );
}

function LogLine({ entry: { act, actor, details, createdAt } }: { entry: AuditEntry }) {
  const { t, language } = useWords();
  const nameRole = (role: string | undefined) =>
    roleSchema.safeParse(role).success ? t(`household.roles.${role as Role}`) : "";
  const somebody = t("household.bySomebody");
  const by = actor ? (actor.name ?? somebody) : t("household.byNobody");
  const isAboutRoles = act === "member.role_changed";
  const words = {
    name: details.name ?? somebody,
    title: details.title ?? t("household.aStory"),
    email: details.email ?? "",
    role: nameRole(details.role),
    from: isAboutRoles ? nameRole(details.from) : (details.from ?? ""),
    to: isAboutRoles ? nameRole(details.to) : (details.to ?? ""),
    on: details.on ? formatDay(details.on, language) : "",
  };
  return (
    <>
      <p dir="auto" className="wrap-anywhere">
        {t(findLogMessage(act), words)}
      </p>
      <p className="text-soft">
        <span dir="auto">{by}</span>, {formatDay(createdAt, language)}
      </p>
    </>
  );
}
