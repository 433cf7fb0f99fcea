import { href } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { listWithQuestions } from "../../core/interview/interviews.ts";
import { pageSchema } from "../../core/schemas.ts";
import { ButtonLink } from "../components/button.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { AskSomething } from "../interview/ask-something.tsx";
import { changeQuestions } from "../interview/change-questions.ts";
import { InterviewList } from "../interview/interview-list.tsx";
import { QuestionQueue } from "../interview/question-queue.tsx";
import { useWords } from "../messages/use-words.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/interviews";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const query = new URL(visit.request.url).searchParams;
    const page = pageSchema.parse({ cursor: query.get("cursor")?.slice(0, 200) });
    const { family, items, nextCursor, questions, people } = await listWithQuestions(
      services,
      viewer,
      familyId,
      page,
    );
    const mayBegin = roleAllows(family.role, "editor") && !family.deleteAfter;
    return {
      familyId,
      mayBegin,
      mayAsk: !family.deleteAfter,
      people,
      interviews: items.map(({ id, narrator, topic, state, createdAt, turnCount, memories }) => ({
        id,
        narrator: narrator?.name,
        topic,
        isOpen: state !== "closed",
        createdAt,
        turnCount,
        memories: memories.map((memory) => ({ id: memory.id, title: memory.title })),
      })),
      nextCursor,
      questions: questions.map(({ id, text, askedBy, narrator, interviewId, answeredAt, memoryId }) => ({
        id,
        text,
        by: askedBy?.name,
        whom: narrator?.name,
        interviewId,
        answeredAt,
        memoryId,
        mayRemove: !answeredAt && (mayBegin || askedBy?.id === viewer.userId),
      })),
      for: query.get("for") ?? undefined,
    };
  });
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    return changeQuestions(services, viewer, familyId, await visit.request.formData());
  });
}

/** A family's interviews, and what its members would like to be asked. */
export default function Interviews({ loaderData, actionData: outcome }: Route.ComponentProps) {
  const { familyId, mayBegin, mayAsk, people, interviews, nextCursor, questions } = loaderData;
  const { t } = useWords();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-6xl gap-8 px-5 pt-2 pb-24">
      <title>{`${t("interview.listTitle")} · ${t("brand")}`}</title>
      <div>
        <p>
          <QuietLink to={href("/families/:familyId", { familyId })}>{t("common.back")}</QuietLink>
        </p>
        <header className="flex flex-wrap items-end justify-between gap-5">
          <h1>{t("interview.listTitle")}</h1>
          {mayBegin && (
            <ButtonLink to={href("/families/:familyId/interviews/new", { familyId })} kind="main">
              {t("interview.begin")}
            </ButtonLink>
          )}
        </header>
      </div>
      <div className="grid grid-cols-1 items-start gap-10 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <InterviewList interviews={interviews} familyId={familyId} nextCursor={nextCursor} />
        <div className="grid grid-cols-1 gap-8">
          {mayAsk && <AskSomething people={people} chosen={loaderData.for} outcome={outcome} />}
          <QuestionQueue questions={questions} outcome={outcome} />
        </div>
      </div>
    </main>
  );
}
