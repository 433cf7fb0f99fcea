import { href } from "react-router";
import { ButtonLink } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";

interface OpenInterview {
  id: string;
  narrator: string | undefined;
  createdAt: string;
  turnCount: number;
}

/** The way back to interviews that were left and are not closed yet. */
export function OpenInterviews({ open }: { open: OpenInterview[] }) {
  const { t, language } = useWords();
  if (open.length === 0) return null;
  return (
    <section aria-labelledby="open" className="grid gap-3 rounded-soft border border-good bg-card p-5">
      <h2 id="open">{t("interview.openTitle")}</h2>
      <p>{t("interview.openText")}</p>
      <ul className="grid gap-3">
        {open.map(({ id, narrator, createdAt, turnCount }) => {
          const date = formatDay(createdAt, language);
          const which = narrator
            ? t("interview.openOf", { name: narrator, date })
            : t("interview.openBy", { date });
          return (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-5 gap-y-2">
              <span id={`open-${id}`}>
                {which}, {t("interview.turns", { count: turnCount })}
              </span>
              <ButtonLink
                to={href("/interviews/:interviewId", { interviewId: id })}
                aria-describedby={`open-${id}`}
              >
                {t("interview.goOn")}
              </ButtonLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
