import { parseWithZod } from "@conform-to/zod/v4";
import { href, redirect } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { AppError } from "../../core/errors.ts";
import {
  answerInWriting,
  controlInterview,
  inSession,
  openInterview,
} from "../../core/interview/interviews.ts";
import { Afterwards } from "../interview/afterwards.tsx";
import { ConversationPage } from "../interview/conversation-page.tsx";
import { goOnFormSchema } from "../interview/forms.ts";
import { useWords } from "../messages/use-words.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/interview";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const seen = await openInterview(services, viewer, readId("interview", visit.params.interviewId));
    const { family, interview } = seen;
    const mayTell = roleAllows(family.role, "editor");
    const { id, state } = interview;
    const isGoingOn = mayTell && state !== "closed" && state !== "closing";
    return {
      familyId: family.id,
      mayBegin: mayTell && !family.deleteAfter,
      interview: {
        id,
        state,
        narrator: interview.narrator,
        topic: interview.topic,
        language: interview.language,
        followUps: interview.followUps,
        memories: interview.memories,
        createdAt: interview.createdAt,
        turns: interview.turns.map(({ id, question, outcome, text, offRecord }) => ({
          id,
          question: question.text,
          askedBy: question.askedBy,
          outcome,
          text,
          offRecord,
        })),
      },
      view: isGoingOn
        ? await inSession(services, viewer, seen, () => services.interviewSessions.view(id))
        : undefined,
    };
  });
}

/** What the forms of an open interview do where there is no JavaScript. */
export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const interviewId = readId("interview", visit.params.interviewId);
    const submission = parseWithZod(await visit.request.formData(), { schema: goOnFormSchema });
    if (submission.status === "success") {
      const asked = submission.value;
      try {
        if (asked.intent === "write") {
          await answerInWriting(services, viewer, interviewId, asked.turnId, asked.text);
        } else await controlInterview(services, viewer, interviewId, asked.control);
      } catch (error) {
        // Answered in the meantime: the page shows the question that is open now.
        if (!(error instanceof AppError) || error.status !== 409) throw error;
      }
    }
    throw redirect(href("/interviews/:interviewId", { interviewId }));
  });
}

export default function InterviewRoute({ loaderData }: Route.ComponentProps) {
  const { interview, view, familyId, mayBegin } = loaderData;
  const { t } = useWords();
  const isOpen = view && view.phase !== "closing" && view.phase !== "closed";
  return (
    <>
      <title>{`${t("interview.title")} · ${t("brand")}`}</title>
      {isOpen ? (
        <ConversationPage key={interview.id} interview={interview} first={view} />
      ) : (
        <Afterwards interview={interview} familyId={familyId} mayBegin={mayBegin} />
      )}
    </>
  );
}
