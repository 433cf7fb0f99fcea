import type { ReactNode } from "react";
import { Form, href, useNavigation } from "react-router";
import { Button, type ButtonKind } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import type { FamilyIntent, FamilyOutcome } from "./forms.ts";

/** A form of the family's settings: what came of it stands at it, with and without JavaScript. */
export function FamilyForm({
  familyId,
  intent,
  about,
  outcome,
  fieldNames = [],
  submit,
  submitLabel,
  kind,
  className = "grid justify-items-start gap-4",
  children,
}: {
  familyId: string;
  intent: FamilyIntent;
  /** Whom it is about, where there are several forms of this kind. */
  about?: string;
  outcome?: FamilyOutcome;
  /** Fields that say themselves what is wrong with them. */
  fieldNames?: string[];
  submit: string;
  /** What the button does, where its words alone don't tell it from others. */
  submitLabel?: string;
  kind?: ButtonKind;
  className?: string;
  children?: ReactNode;
}) {
  const { t } = useWords();
  const { state, formData } = useNavigation();
  const busy = state !== "idle" && formData?.get("intent") === intent;
  const own = isAbout(outcome, intent, about);
  return (
    <Form
      method="post"
      action={href("/families/:familyId/settings", { familyId })}
      // What is said of a deletion stands above.
      preventScrollReset={intent !== "delete"}
      className={className}
    >
      <input type="hidden" name="intent" value={intent} />
      {children}
      {own?.wrong && fieldNames.length === 0 && (
        <p role="alert" className="font-medium text-accent">
          {t(own.wrong)}
        </p>
      )}
      <Button type="submit" kind={kind} disabled={busy} aria-label={submitLabel}>
        {submit}
      </Button>
    </Form>
  );
}

/** The outcome, if it is this form's. */
export function isAbout(
  outcome: FamilyOutcome | undefined,
  intent: FamilyIntent,
  about?: string,
): FamilyOutcome | undefined {
  return outcome?.intent === intent && (about === undefined || outcome.about === about) ? outcome : undefined;
}
