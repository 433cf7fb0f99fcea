import { Form, useNavigation } from "react-router";
import type { Person, Speaker } from "../../core/schemas.ts";
import { Button } from "../components/button.tsx";
import { SelectField } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";

type Named = Pick<Person, "id" | "name">;

/** Whose voices were told apart in this recording: a name given here stands at everything that the voice says. */
export function Voices({
  speakers,
  people,
  isAsked,
}: {
  speakers: Speaker[];
  people: Named[];
  /** Somebody has just asked for the voices to be told apart. */
  isAsked: boolean;
}) {
  const { t } = useWords();
  const busy = useNavigation().state !== "idle";
  if (speakers.length === 0) return <AskForVoices isAsked={isAsked} />;
  if (people.length === 0) return null;
  return speakers.map(({ label, personId }) => (
    <Form key={label} method="post" preventScrollReset className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="intent" value="voice" />
      <input type="hidden" name="label" value={label} />
      <WhoSpeaks
        key={personId}
        id={`voice-${label}`}
        name="personId"
        label={t("people.voice", { label })}
        people={people}
        personId={personId}
      />
      <Button type="submit" disabled={busy}>
        {t("common.save")}
      </Button>
    </Form>
  ));
}

/** Asks for the voices to be told apart, and says what to do where nobody can. */
function AskForVoices({ isAsked }: { isAsked: boolean }) {
  const { t } = useWords();
  const busy = useNavigation().state !== "idle";
  if (isAsked) return <Notice>{t("people.voicesAsked")}</Notice>;
  return (
    <Form method="post" preventScrollReset className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <input type="hidden" name="intent" value="voices" />
      <p className="min-w-60 flex-1 text-soft">{t("people.voicesText")}</p>
      <Button type="submit" disabled={busy}>
        {t("people.voicesAsk")}
      </Button>
    </Form>
  );
}

interface WhoSpeaksProps {
  id: string;
  name: string;
  label: string;
  people: Named[];
  personId: string | undefined;
}

/** Chooses one of the family, or nobody. */
export function WhoSpeaks({ id, name, label, people, personId }: WhoSpeaksProps) {
  const { t } = useWords();
  return (
    <SelectField id={id} name={name} label={label} defaultValue={personId ?? ""}>
      <option value="">{t("people.whoSpeaksUnknown")}</option>
      {people.map((person) => (
        <option key={person.id} value={person.id}>
          {person.name}
        </option>
      ))}
    </SelectField>
  );
}
