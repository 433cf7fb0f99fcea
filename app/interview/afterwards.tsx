import { href, Link } from "react-router";
import type { Interview } from "../../core/interview/interview.ts";
import { ButtonLink } from "../components/button.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { useWords } from "../messages/use-words.ts";
import { useWatch } from "../vault/use-watch.ts";
import { formatDay } from "../words/dates.ts";
import { ownWords } from "../words/own-words.ts";
import { type ShownTurn, TurnList } from "./turn-list.tsx";

type ShownInterview = Pick<
  Interview,
  "id" | "state" | "narrator" | "topic" | "language" | "followUps" | "memories" | "createdAt"
> & { turns: ShownTurn[] };

/** An interview that is over, or that somebody may only look at: its stories, and question and answer. */
export function Afterwards({
  interview,
  familyId,
  mayBegin,
}: {
  interview: ShownInterview;
  familyId: string;
  mayBegin: boolean;
}) {
  const { t, language } = useWords();
  const { state, narrator, topic, turns, followUps, memories } = interview;
  const isClosed = state === "closed";
  const isUnderWay = !isClosed && state !== "closing";
  const isAtWork = memories.some(({ status }) => status !== "ready" && status !== "failed");
  useWatch(!isClosed || isAtWork);
  const own = ownWords(interview.language);
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-3xl gap-8 px-5 pt-2 pb-24">
      <header className="grid gap-1">
        <p>
          <QuietLink to={href("/families/:familyId/interviews", { familyId })}>
            {t("interview.toList")}
          </QuietLink>
        </p>
        <h1 dir="auto">
          {narrator ? t("interview.doneWith", { name: narrator.name }) : t("interview.done")}
        </h1>
        <p className="text-soft">{formatDay(interview.createdAt, language)}</p>
        {topic && <p {...own}>{t("interview.aboutTopic", { topic })}</p>}
      </header>
      {isUnderWay && <p role="status">{t("interview.underWay")}</p>}
      {state === "closing" && (
        <section className="grid gap-2 rounded-soft border border-good bg-card p-5">
          <h2>{t("interview.closingTitle")}</h2>
          <p role="status">{t("interview.closingText")}</p>
        </section>
      )}
      {memories.length > 0 && (
        <section aria-labelledby="memories" className="grid gap-3">
          <h2 id="memories">{t("interview.memoriesTitle")}</h2>
          <ul className="grid gap-3">
            {memories.map(({ id, title, status }) => (
              <li key={id} className="grid gap-1 rounded-soft border border-hairline bg-card p-5">
                <Link
                  to={href("/memories/:memoryId", { memoryId: id })}
                  className="justify-self-start py-1 font-serif text-xl"
                  {...(title ? own : {})}
                >
                  {title || t("interview.untitled")}
                </Link>
                <span className="text-soft">{t(describeStatus(status))}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isClosed && memories.length === 0 && <p className="max-w-words">{t("interview.doneNothing")}</p>}
      {turns.length > 0 && (
        <section aria-labelledby="turns" className="grid gap-4">
          <h2 id="turns">{t("interview.transcript")}</h2>
          <TurnList turns={turns} language={interview.language} />
        </section>
      )}
      {followUps.length > 0 && (
        <section aria-labelledby="next" className="grid gap-3">
          <h2 id="next">{t("interview.nextTime")}</h2>
          <ul className="grid list-disc gap-2 ps-5">
            {followUps.map((question) => (
              <li key={question} {...own}>
                {question}
              </li>
            ))}
          </ul>
        </section>
      )}
      {isClosed && mayBegin && (
        <p>
          <ButtonLink
            to={`${href("/families/:familyId/interviews/new", { familyId })}${narrator ? `?for=${narrator.id}` : ""}`}
            kind="main"
          >
            {t("interview.again")}
          </ButtonLink>
        </p>
      )}
    </main>
  );
}

function describeStatus(status: string) {
  if (status === "ready") return "interview.memoryReady";
  return status === "failed" ? "interview.memoryFailed" : "interview.memoryAtWork";
}
