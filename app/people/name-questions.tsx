import { type FetcherWithComponents, Link, useFetcher } from "react-router";
import type { NameCandidate } from "../../core/name-likeness.ts";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { Answered } from "./answered.tsx";
import type { NameOutcome } from "./change-names.ts";

export interface OpenQuestion {
  name: string;
  candidates: NameCandidate[];
}

/** What the people's page answers to a form about names. */
type Answer = { names: NameOutcome } | { error: unknown };

/** Under the people of a story: "is this the relative?" One answer, and it is asked nowhere again. */
export function NameQuestions({ familyId, questions }: { familyId: string; questions: OpenQuestion[] }) {
  const fetcher = useFetcher<Answer>();
  const action = `/families/${familyId}/people`;
  return (
    <div className="grid gap-3">
      <Answered
        outcome={fetcher.data && "names" in fetcher.data ? fetcher.data.names : undefined}
        action={action}
        fetcher={fetcher}
      />
      {questions.map(({ name, candidates: [candidate] }) =>
        candidate ? (
          <Question key={name} action={action} name={name} candidate={candidate} fetcher={fetcher} />
        ) : null,
      )}
    </div>
  );
}

interface QuestionProps {
  action: string;
  name: string;
  candidate: NameCandidate;
  fetcher: FetcherWithComponents<Answer>;
}

function Question({ action, name, candidate, fetcher }: QuestionProps) {
  const { t } = useWords();
  const busy = fetcher.state !== "idle";
  return (
    <fetcher.Form
      method="post"
      action={action}
      className="grid gap-2 rounded-soft border border-hairline bg-card p-4"
    >
      <input type="hidden" name="intent" value="answer" />
      <input type="hidden" name="name" value={name} />
      <input type="hidden" name="who" value={candidate.personId} />
      <p dir="auto" className="font-medium">
        {t("people.isIt", { name, person: candidate.name })}
      </p>
      <Button type="submit" name="meaning" value="alias" disabled={busy}>
        {t("people.yesAlias")}
      </Button>
      <Button type="submit" name="meaning" value="misheard" disabled={busy}>
        {t("people.yesMisheard")}
      </Button>
      <Button type="submit" name="meaning" value="stranger" disabled={busy}>
        {t("people.stranger")}
      </Button>
      <Link to={action} className="inline-flex min-h-11 items-center justify-center text-soft">
        {t("people.somebodyElse")}
      </Link>
    </fetcher.Form>
  );
}
