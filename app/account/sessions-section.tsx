import type { OwnSession } from "../../core/stores.ts";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { AccountForm } from "./account-form.tsx";
import { readDevice } from "./device.ts";
import type { AccountOutcome } from "./forms.ts";

/** Each device that is signed in, in words, and how to sign it out. Where it is we don't look. */
export function SessionsSection({
  sessions,
  hereId,
  outcome,
}: {
  sessions: OwnSession[];
  hereId: string | undefined;
  outcome: AccountOutcome | undefined;
}) {
  const { t, language } = useWords();
  const ended = outcome?.done && (outcome.intent === "end" || outcome.intent === "endOthers");
  const name = ({ userAgent }: OwnSession) => {
    const device = readDevice(userAgent);
    if (!device) return t("account.deviceUnknown");
    return device.browser ? t("account.device", device) : device.system;
  };
  return (
    <Section id="sessions" title={t("account.sessionsTitle")}>
      {ended && <Notice tone="good">{t("account.ended")}</Notice>}
      <ul className="grid gap-4">
        {sessions.map((session) => {
          const date = formatDay(session.usedAt, language);
          const device = name(session);
          return (
            <li key={session.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <div>
                <p className="font-medium">{device}</p>
                <p className="text-soft">
                  {t("account.usedOn", { date })},{" "}
                  {t("account.since", { date: formatDay(session.createdAt, language) })}
                </p>
              </div>
              {session.id === hereId ? (
                <p className="font-medium text-good">{t("account.here")}</p>
              ) : (
                <AccountForm
                  intent="end"
                  outcome={undefined}
                  submit={t("account.end")}
                  submitLabel={t("account.endLabel", { device, date })}
                >
                  <input type="hidden" name="sessionId" value={session.id} />
                </AccountForm>
              )}
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 && (
        <AccountForm intent="endOthers" outcome={outcome} submit={t("account.endAll")} />
      )}
      <p className="text-base text-soft">{t("account.sessionsHint")}</p>
    </Section>
  );
}
