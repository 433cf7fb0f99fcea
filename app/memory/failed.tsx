import { Form, useNavigation } from "react-router";
import type { Failure } from "../../core/schemas.ts";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { findFailureMessage } from "../words/refusals.ts";

/** What went wrong, that the recording is safe, and what can be done. */
export function Failed({
  failure,
  mayEdit,
  hasWords,
}: {
  failure: Failure | undefined;
  mayEdit: boolean;
  hasWords: boolean;
}) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const isGone = failure?.code === "recording.missing";
  return (
    <section className="grid max-w-2xl justify-items-start gap-3 rounded-soft border border-careful bg-card p-5">
      <h2>{t("failure.heading")}</h2>
      <p>
        {t(failure ? findFailureMessage(failure) : "failure.other")} {!isGone && t("failure.safe")}
      </p>
      {hasWords ? (
        <p className="text-soft">{t("again.kept")}</p>
      ) : (
        <p className="text-soft">{t(failure?.retryable ? "failure.retryHint" : "failure.final")}</p>
      )}
      {failure?.retryable && mayEdit && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="intent" value="retry" />
          <Button type="submit" kind="main" disabled={busy}>
            {t(busy ? "failure.retrying" : "failure.retry")}
          </Button>
        </Form>
      )}
    </section>
  );
}
