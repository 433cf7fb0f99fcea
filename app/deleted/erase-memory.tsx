import { useNavigation } from "react-router";
import { AskFirst } from "../components/ask-first.tsx";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { DecisionForm } from "./decision-form.tsx";

/** Deletes a story for good after asking. */
export function EraseMemory({
  familyId,
  memoryId,
  title,
  isAsked,
}: {
  familyId: string;
  memoryId: string;
  title: string;
  isAsked: boolean;
}) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  return (
    <AskFirst
      id="erase"
      to={`?erase=${memoryId}#erase`}
      act={t("deleting.erase")}
      label={`${t("deleting.erase")}: ${title}`}
      title={t("deleting.eraseTitle", { title })}
      text={t("deleting.eraseText")}
      no={t("deleting.eraseNo")}
      yes={
        <DecisionForm familyId={familyId} memoryId={memoryId} intent="erase">
          <Button type="submit" kind="main" disabled={busy}>
            {t("deleting.eraseYes")}
          </Button>
        </DecisionForm>
      }
      isAsked={isAsked}
      heading="h3"
      className="w-full"
    />
  );
}
