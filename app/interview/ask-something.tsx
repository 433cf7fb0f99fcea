import { Form, useNavigation } from "react-router";
import { Button } from "../components/button.tsx";
import { Field, inputClass } from "../components/field.tsx";
import { NarratorField } from "../components/narrator-field.tsx";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/section.tsx";
import { useWords } from "../messages/use-words.ts";
import type { QuestionOutcome } from "./forms.ts";

/** Where any member says what they would like to be asked. */
export function AskSomething({
  people,
  chosen,
  outcome,
}: {
  people: { id: string; name: string }[];
  chosen: string | undefined;
  outcome: QuestionOutcome | undefined;
}) {
  const { t } = useWords();
  const isBusy = useNavigation().state === "submitting";
  const wrong = outcome?.kind === "wrong" ? outcome : undefined;
  return (
    <Section id="ask" title={t("interview.askTitle")}>
      <p>{t("interview.askText")}</p>
      {outcome?.kind === "asked" && <Notice tone="good">{t("interview.asked")}</Notice>}
      <Form method="post" preventScrollReset className="grid justify-items-start gap-4">
        <input type="hidden" name="intent" value="ask" />
        <div className="grid w-full gap-4">
          <Field id="ask-text" label={t("interview.askLabel")} error={wrong && t(wrong.message)}>
            <textarea
              // Begun anew once it waits, so that the next question finds an empty field.
              key={outcome?.kind === "asked" ? outcome.questionId : undefined}
              id="ask-text"
              name="text"
              rows={3}
              maxLength={300}
              dir="auto"
              required
              defaultValue={wrong?.text}
              aria-invalid={wrong ? true : undefined}
              aria-describedby={wrong ? "ask-text-error" : undefined}
              className={inputClass}
            />
          </Field>
          {people.length > 0 && (
            <NarratorField
              people={people}
              nobody={t("interview.askAnybody")}
              id="ask-narrator"
              name="narratorId"
              label={t("interview.askWhom")}
              defaultValue={chosen}
            />
          )}
        </div>
        <Button type="submit" disabled={isBusy}>
          {t("interview.askSend")}
        </Button>
      </Form>
    </Section>
  );
}
