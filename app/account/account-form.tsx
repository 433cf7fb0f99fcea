import type { ReactNode } from "react";
import { Form, useNavigation } from "react-router";
import { Button } from "../components/button.tsx";
import { useAccountWords } from "../session/use-account-words.ts";
import type { AccountIntent, AccountOutcome } from "./forms.ts";

/** A form of the page of one's account: its outcome stays at it, with and without JavaScript. */
export function AccountForm({
  intent,
  outcome,
  submit,
  submitLabel,
  children,
}: {
  intent: AccountIntent;
  outcome: AccountOutcome | undefined;
  submit: string;
  /** What the button does, where its words alone don't tell it from others. */
  submitLabel?: string;
  children?: ReactNode;
}) {
  const say = useAccountWords();
  const { state, formData } = useNavigation();
  const busy = state !== "idle" && formData?.get("intent") === intent;
  // What was done leaves no password behind in its fields.
  const emptied = outcome?.intent === intent && outcome.done ? outcome.at : undefined;
  const wrong = outcome?.intent === intent ? say(outcome.errors[""]) : undefined;
  return (
    <Form key={emptied} method="post" preventScrollReset className="grid justify-items-start gap-4">
      <input type="hidden" name="intent" value={intent} />
      {children}
      {wrong && (
        <p role="alert" className="font-medium text-accent">
          {wrong}
        </p>
      )}
      <Button type="submit" disabled={busy} aria-label={submitLabel}>
        {submit}
      </Button>
    </Form>
  );
}
