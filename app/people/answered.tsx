import { type FetcherWithComponents, Form, useNavigation } from "react-router";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import type { NameOutcome } from "./change-names.ts";

/** Says what an answer changed, and offers to take it back where that is honest. */
export function Answered({
  outcome,
  action,
  fetcher,
}: {
  outcome: NameOutcome | undefined;
  action: string;
  fetcher?: FetcherWithComponents<unknown>;
}) {
  const { t } = useWords();
  const navigation = useNavigation();
  const busy = (fetcher ?? navigation).state !== "idle";
  const FormPart = fetcher?.Form ?? Form;
  if (!outcome) return null;
  if (outcome.kind === "taken-back") return <Notice tone="good">{t("people.takenBack")}</Notice>;
  if (outcome.kind === "refused") return <Notice tone="careful">{t(outcome.message)}</Notice>;
  const { key, name, meaning, memories, transcripts } = outcome.answered;
  const text = {
    alias: () => t("people.answeredAlias", { name, count: memories }),
    misheard: () => t("people.answeredMisheard", { name, count: Math.max(memories, transcripts) }),
    stranger: () => t("people.answeredStranger", { name }),
  }[meaning]();
  return (
    <Notice tone="good">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p>{text}</p>
        {meaning !== "misheard" && (
          <FormPart method="post" action={action} preventScrollReset>
            <input type="hidden" name="intent" value="take-back" />
            <input type="hidden" name="key" value={key} />
            <Button type="submit" disabled={busy}>
              {t("common.undo")}
            </Button>
          </FormPart>
        )}
      </div>
    </Notice>
  );
}
