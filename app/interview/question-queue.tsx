import { Form, href, Link } from "react-router";
import type { QueuedQuestion } from "../../core/interview/interview.ts";
import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import { AskedQuestion } from "./asked-question.tsx";
import type { QuestionOutcome } from "./forms.ts";

type ShownQuestion = Pick<QueuedQuestion, "id" | "text" | "interviewId" | "answeredAt" | "memoryId"> & {
  by: string | undefined;
  whom: string | undefined;
  mayRemove: boolean;
};

/** What relatives asked: what still waits, and what was answered. */
export function QuestionQueue({
  questions,
  outcome,
}: {
  questions: ShownQuestion[];
  outcome: QuestionOutcome | undefined;
}) {
  const { t } = useWords();
  const answered = questions.filter(({ answeredAt }) => answeredAt);
  const waiting = questions.filter(({ answeredAt }) => !answeredAt);
  return (
    <>
      <section aria-labelledby="waiting" className="grid gap-3">
        <h2 id="waiting">{t("interview.waitingTitle")}</h2>
        {outcome?.kind === "removed" && <Notice tone="good">{t("interview.removed")}</Notice>}
        {outcome?.kind === "answered-already" && <Notice tone="careful">{t("interview.notRemoved")}</Notice>}
        {waiting.length === 0 && <p className="text-soft">{t("interview.waitingNone")}</p>}
        <QuestionList questions={waiting} />
      </section>
      {answered.length > 0 && (
        <section aria-labelledby="answered" className="grid gap-3">
          <h2 id="answered">{t("interview.answeredTitle")}</h2>
          <QuestionList questions={answered} />
        </section>
      )}
    </>
  );
}

function QuestionList({ questions }: { questions: ShownQuestion[] }) {
  const { t } = useWords();
  return (
    <ul className="grid gap-4">
      {questions.map(({ id, text, by, whom, mayRemove, interviewId, answeredAt, memoryId }) => (
        <li key={id} className="grid justify-items-start gap-1 border-s-2 border-accent ps-4">
          <AskedQuestion text={text} by={by} whom={whom} />
          {answeredAt && memoryId && (
            <Link
              to={href("/memories/:memoryId", { memoryId })}
              className="inline-flex min-h-11 items-center"
              aria-label={`${t("interview.toAnswer")}: ${text}`}
            >
              {t("interview.toAnswer")}
            </Link>
          )}
          {answeredAt && !memoryId && interviewId && (
            <Link
              to={href("/interviews/:interviewId", { interviewId })}
              className="inline-flex min-h-11 items-center"
              aria-label={`${t("interview.toInterview")}: ${text}`}
            >
              {t("interview.toInterview")}
            </Link>
          )}
          {mayRemove && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="intent" value="remove" />
              <input type="hidden" name="questionId" value={id} />
              <Button type="submit" kind="plain" aria-label={t("interview.removeWhich", { text })}>
                {t("interview.remove")}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}
