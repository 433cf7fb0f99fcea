import { type FetcherWithComponents, Form } from "react-router";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import type { Outcome } from "./change-memory.ts";

/** Says that a change is kept, and takes it back at a press. */
export function Saved({
  outcome,
  version,
  fetcher,
}: {
  outcome: Outcome | undefined;
  version: number;
  fetcher?: FetcherWithComponents<unknown>;
}) {
  const { t } = useWords();
  if (outcome?.kind === "refused") {
    return (
      <Notice tone="careful">
        {t(outcome.code === "memory.stale" ? "memory.stale" : "memory.notSaved")}
      </Notice>
    );
  }
  if (outcome?.kind !== "done") return null;
  const FormPart = fetcher?.Form ?? Form;
  return (
    <Notice className="flex flex-wrap items-center justify-between gap-x-4">
      <span>{t("common.saved")}</span>
      {outcome.undo && (
        <FormPart method="post" preventScrollReset>
          <input type="hidden" name="intent" value={outcome.intent} />
          <input type="hidden" name="version" value={version} />
          {Object.entries(outcome.undo).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" kind="plain">
            {t("common.undo")}
          </Button>
        </FormPart>
      )}
    </Notice>
  );
}
