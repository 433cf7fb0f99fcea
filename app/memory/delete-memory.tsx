import { Form, useNavigation } from "react-router";
import { AskFirst } from "../components/ask-first.tsx";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";

/** Deletes a story after asking. */
export function DeleteMemory({ title, isAsked }: { title: string; isAsked: boolean }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  return (
    <AskFirst
      id="delete"
      to="?edit=delete#delete"
      act={t("memory.delete")}
      title={t("memory.deleteTitle", { title })}
      text={t("memory.deleteText")}
      no={t("memory.deleteNo")}
      yes={
        <Form method="post">
          <input type="hidden" name="intent" value="delete" />
          <Button type="submit" kind="main" disabled={busy}>
            {t(busy ? "memory.deleting" : "memory.deleteYes")}
          </Button>
        </Form>
      }
      isAsked={isAsked}
      className="max-w-2xl bg-card"
    />
  );
}
