import { Form, Link, useNavigation } from "react-router";
import type { OpenName } from "../../core/heard-names.ts";
import { Button } from "../components/button.tsx";
import { SelectField } from "../components/field.tsx";
import { PlayIcon } from "../components/icons.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatClock } from "../words/durations.ts";
import { somebodyNew } from "./forms.ts";

interface OpenNameCardProps {
  open: OpenName;
  people: { id: string; name: string }[];
  mayEdit: boolean;
}

/** A name that is heard and is nobody yet: where it is heard, and who it may be. */
export function OpenNameCard({ open, people, mayEdit }: OpenNameCardProps) {
  const { t } = useWords();
  const busy = useNavigation().state !== "idle";
  const likely = open.candidates.map(({ personId }) => personId);
  const inOrder = [
    ...open.candidates.map(({ personId, name }) => ({ id: personId, name })),
    ...people.filter(({ id }) => !likely.includes(id)),
  ];
  const id = `name-${open.key.replaceAll(" ", "-")}`;
  return (
    <li className="grid content-start gap-3 rounded-soft border border-hairline bg-card p-5">
      <h3 id={id}>
        <q dir="auto">{open.name}</q>
      </h3>
      <p className="text-soft">{t("people.heardIn", { count: open.count })}</p>
      <ul className="grid gap-1">
        {open.moments.map(({ memoryId, title, start, quote }) => (
          <li key={memoryId}>
            <Link
              to={`/memories/${memoryId}?t=${Math.floor(start)}`}
              aria-label={t("people.hearAt", { quote, title, time: formatClock(start) })}
              className="inline-flex min-h-11 items-center gap-2 text-accent"
            >
              <PlayIcon className="size-4 shrink-0" />
              <q dir="auto" className="font-serif text-ink">
                {quote}
              </q>
            </Link>
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Form method="post" preventScrollReset className="grid gap-3">
          <input type="hidden" name="intent" value="answer" />
          <input type="hidden" name="name" value={open.name} />
          <SelectField
            id={`${id}-who`}
            name="who"
            label={t("people.who", { name: open.name })}
            defaultValue={likely[0] ?? somebodyNew}
          >
            {inOrder.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
            <option value={somebodyNew}>{t("people.somebodyNew", { name: open.name })}</option>
          </SelectField>
          <p className="flex flex-wrap gap-3">
            <Button type="submit" name="meaning" value="alias" disabled={busy}>
              {t("people.alias")}
            </Button>
            <Button type="submit" name="meaning" value="misheard" disabled={busy}>
              {t("people.misheard")}
            </Button>
            <Button type="submit" name="meaning" value="stranger" disabled={busy}>
              {t("people.stranger")}
            </Button>
          </p>
        </Form>
      )}
    </li>
  );
}
