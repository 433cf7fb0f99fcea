import { Form, Link, useNavigation } from "react-router";
import type { Relationship, Relative } from "../../core/relatives.ts";
import { relationshipSchema } from "../../core/schemas.ts";
import { Button } from "../components/button.tsx";
import { SelectField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import type { PersonOutcome } from "./change-person.ts";

const kinds = relationshipSchema.shape.kind.options;

interface KinProps {
  person: { id: string; name: string; relationships: Relationship[] };
  relatives: Relative[];
  mayEdit: boolean;
  outcome: PersonOutcome | undefined;
}

/** Who belongs to somebody, and what they are to them. */
export function Kin({ person, relatives, mayEdit, outcome }: KinProps) {
  const { t } = useWords();
  const busy = useNavigation().state !== "idle";
  const byId = new Map(relatives.map((relative) => [relative.id, relative]));
  const known = kinds.flatMap((kind) =>
    person.relationships.flatMap((kin) => {
      const relative = kin.kind === kind ? byId.get(kin.personId) : undefined;
      return relative ? [{ kind, relative }] : [];
    }),
  );
  const others = relatives.filter(
    ({ id }) => id !== person.id && !person.relationships.some(({ personId }) => personId === id),
  );
  const action = `/people/${person.id}`;
  return (
    <section aria-labelledby="kin" className="grid content-start gap-3">
      <h2 id="kin">{t("people.kin")}</h2>
      {known.length === 0 && <p className="text-soft">{t("people.kinNobody")}</p>}
      <ul className="grid gap-1">
        {known.map(({ kind, relative }) => (
          <li key={relative.id} className="flex flex-wrap items-center justify-between gap-x-4">
            <span>
              <span className="text-soft">{t(`people.kinds.${kind}`)}: </span>
              <Link to={`/people/${relative.id}`} className="inline-flex min-h-11 items-center">
                <span dir="auto">{relative.name}</span>
              </Link>
            </span>
            {mayEdit && (
              <Form method="post" action={action} preventScrollReset>
                <input type="hidden" name="intent" value="unrelate" />
                <input type="hidden" name="personId" value={relative.id} />
                <Button
                  type="submit"
                  kind="plain"
                  disabled={busy}
                  aria-label={t("people.kinRemoveLabel", { name: person.name, person: relative.name })}
                >
                  {t("people.kinRemove")}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {outcome?.kind === "refused" && <Notice tone="careful">{t(outcome.message)}</Notice>}
      {mayEdit && others.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 items-center underline">{t("people.addKin")}</summary>
          <Form method="post" action={action} preventScrollReset className="mt-2 grid max-w-md gap-4">
            <input type="hidden" name="intent" value="relate" />
            <SelectField id="kin-who" name="personId" label={t("people.kinWho")}>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
            <SelectField id="kin-kind" name="kind" label={t("people.kinKind", { name: person.name })}>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`people.kinds.${kind}`)}
                </option>
              ))}
            </SelectField>
            <Button type="submit" disabled={busy} className="justify-self-start">
              {t("people.kinAdd")}
            </Button>
          </Form>
        </details>
      )}
    </section>
  );
}
