import { type FormEvent, useState } from "react";
import { Form } from "react-router";
import { Button } from "../components/button.tsx";
import { Field, inputClass } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { useInterview } from "./store.ts";

/** Answering in writing, with and without JavaScript. */
export function WriteAnswer({
  turnId,
  isOpen,
  onToggle,
}: {
  turnId: string;
  isOpen: boolean;
  onToggle: (open: boolean) => void;
}) {
  const { t } = useWords();
  const conversation = useInterview((state) => state.conversation);
  const isSending = useInterview((state) => state.isSending);
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    if (!conversation) return;
    event.preventDefault();
    if (text.trim()) void conversation.write(text.trim());
  };
  return (
    <details
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className="rounded-soft border border-hairline bg-card px-4"
    >
      <summary className="min-h-11 py-2.5 font-medium">{t("interview.write")}</summary>
      <Form method="post" onSubmit={submit} className="grid justify-items-start gap-3 pt-1 pb-4">
        <input type="hidden" name="intent" value="write" />
        <input type="hidden" name="turnId" value={turnId} />
        <div className="w-full">
          <Field id="answer-text" label={t("interview.writeLabel")}>
            <textarea
              id="answer-text"
              name="text"
              rows={5}
              maxLength={20_000}
              dir="auto"
              required
              value={text}
              onChange={(event) => setText(event.target.value)}
              className={inputClass}
            />
          </Field>
        </div>
        <Button type="submit" disabled={isSending}>
          {t(isSending ? "interview.sending" : "interview.writeSend")}
        </Button>
      </Form>
    </details>
  );
}
