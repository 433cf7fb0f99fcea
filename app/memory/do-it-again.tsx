import { Form, useNavigation } from "react-router";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import type { Outcome } from "./change-memory.ts";

/** Makes the words or the reading anew, under a fold that says what that does. */
export function DoItAgain({ hasWords, outcome }: { hasWords: boolean; outcome: Outcome | undefined }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const isRefused =
    outcome?.kind === "refused" && (outcome.intent === "listen-again" || outcome.intent === "read-again");
  const ways = hasWords ? (["listen", "read"] as const) : (["listen"] as const);
  return (
    <details className="rounded-soft border border-hairline bg-card px-5" open={isRefused}>
      <summary className="py-3 font-medium">{t("again.heading")}</summary>
      <Form method="post" className="grid max-w-words gap-4 pt-1 pb-5">
        {isRefused && <Notice tone="careful">{t("again.busy")}</Notice>}
        <p>{t("again.text")}</p>
        {ways.map((way) => (
          <div key={way} className="grid justify-items-start gap-1">
            <Button type="submit" name="intent" value={`${way}-again`} disabled={busy}>
              {t(`again.${way}`)}
            </Button>
            <p className="text-soft">{t(`again.${way}Hint`)}</p>
          </div>
        ))}
      </Form>
    </details>
  );
}
