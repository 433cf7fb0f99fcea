import { Form, useNavigation } from "react-router";
import { Button, ButtonLink } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { ownWords } from "../words/own-words.ts";
import type { Outcome } from "./change-memory.ts";
import type { MemoryMessage } from "./forms.ts";
import type { MemoryView } from "./view.ts";

/** The form that stands in the title's place while it is changed. */
export function TitleForm({ memory, outcome }: { memory: MemoryView; outcome: Outcome | undefined }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const invalid = outcome?.kind === "invalid" && outcome.intent === "rename" ? outcome : undefined;
  const error = invalid?.errors.title?.[0] as MemoryMessage | undefined;
  return (
    <Form method="post" action={`/memories/${memory.id}`} preventScrollReset className="grid max-w-2xl gap-3">
      <input type="hidden" name="intent" value="rename" />
      <input type="hidden" name="version" value={memory.version} />
      <input type="hidden" name="was" value={memory.title} />
      <TextField
        id="title"
        name="title"
        label={t("memory.titleLabel")}
        error={error && t(error)}
        defaultValue={invalid?.values.title ?? memory.title}
        maxLength={200}
        required
        autoFocus
        className="font-serif text-xl font-semibold"
        {...ownWords(memory.language)}
      />
      <p className="flex flex-wrap gap-3">
        <Button type="submit" kind="main" disabled={busy}>
          {t(busy ? "common.saving" : "common.save")}
        </Button>
        <ButtonLink to={`/memories/${memory.id}`} replace preventScrollReset>
          {t("common.cancel")}
        </ButtonLink>
      </p>
    </Form>
  );
}
