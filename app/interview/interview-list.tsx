import { href, Link } from "react-router";
import { ButtonLink } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";

interface ListedInterview {
  id: string;
  narrator: string | undefined;
  topic: string | undefined;
  isOpen: boolean;
  createdAt: string;
  turnCount: number;
  memories: { id: string; title: string }[];
}

/** The interviews of a family, newest first, each with the stories that it became. */
export function InterviewList({
  interviews,
  familyId,
  nextCursor,
}: {
  interviews: ListedInterview[];
  familyId: string;
  nextCursor: string | undefined;
}) {
  const { t, language } = useWords();
  if (interviews.length === 0) {
    return (
      <p className="max-w-words rounded-soft border border-hairline bg-card p-6">
        {t("interview.listEmpty")}
      </p>
    );
  }
  return (
    <section className="grid gap-5">
      <ul className="grid gap-4">
        {interviews.map(({ id, narrator, topic, isOpen, createdAt, turnCount, memories }) => (
          <li key={id} className="grid gap-2 rounded-soft border border-hairline bg-card p-5">
            <h2>
              <Link
                to={href("/interviews/:interviewId", { interviewId: id })}
                className="inline-block py-1.5"
                dir="auto"
              >
                {narrator ? t("interview.doneWith", { name: narrator }) : t("interview.done")}
              </Link>
            </h2>
            <p className="text-soft">
              {formatDay(createdAt, language)}, {t("interview.turns", { count: turnCount })}
              {isOpen && <strong className="font-medium text-good">, {t("interview.isOpen")}</strong>}
            </p>
            {topic && <p dir="auto">{t("interview.aboutTopic", { topic })}</p>}
            {memories.length > 0 && (
              <ul className="grid">
                {memories.map((memory) => (
                  <li key={memory.id}>
                    <Link
                      to={href("/memories/:memoryId", { memoryId: memory.id })}
                      dir="auto"
                      className="inline-flex min-h-11 items-center font-serif text-lg"
                    >
                      {memory.title || t("interview.untitled")}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {nextCursor && (
        <p>
          <ButtonLink
            to={`${href("/families/:familyId/interviews", { familyId })}?cursor=${encodeURIComponent(nextCursor)}`}
          >
            {t("interview.older")}
          </ButtonLink>
        </p>
      )}
    </section>
  );
}
