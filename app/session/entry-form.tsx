import { type FormMetadata, getFormProps } from "@conform-to/react";
import type { ReactNode } from "react";
import { Form, useNavigation } from "react-router";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { useAccountWords } from "./use-account-words.ts";

/** A form in front of the door: its fields, what was refused, and the button that sends it. */
export function EntryForm<Fields extends Record<string, unknown>>({
  form,
  submit,
  children,
}: {
  form: FormMetadata<Fields, string[]>;
  submit: string;
  children: ReactNode;
}) {
  const { t } = useWords();
  const say = useAccountWords();
  const busy = useNavigation().state === "submitting";
  return (
    <Form method="post" {...getFormProps(form)} className="grid gap-5">
      {children}
      {form.errors && (
        <p role="alert" className="font-medium text-accent">
          {say(form.errors)}
        </p>
      )}
      <Button type="submit" kind="main" disabled={busy}>
        {busy ? t("entry.working") : submit}
      </Button>
    </Form>
  );
}
