import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import { nameMemory } from "../vault/titles.ts";
import { formatDay } from "../words/dates.ts";
import { DecisionForm } from "./decision-form.tsx";
import type { Deleted } from "./deleted.ts";

/** Says that a story was deleted, and takes it back at a press. */
export function DeletedNotice({ deleted, familyId }: { deleted: Deleted; familyId: string }) {
  const { t, language } = useWords();
  return (
    <Notice className="flex flex-wrap items-center justify-between gap-x-4">
      <span>
        {t("deleting.done", { title: nameMemory(deleted, t, language) })}{" "}
        <span className="text-soft">
          {t("deleting.until", { date: formatDay(deleted.eraseAt, language) })}
        </span>
      </span>
      <DecisionForm familyId={familyId} memoryId={deleted.id} intent="restore">
        <Button type="submit" kind="plain">
          {t("common.undo")}
        </Button>
      </DecisionForm>
    </Notice>
  );
}
