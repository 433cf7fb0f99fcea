import { requireRole, type Viewer } from "../access.ts";
import { AppError, notFound } from "../errors.ts";
import { refuseDeleting, requireOpenFamily } from "../families.ts";
import { unknownPerson } from "../memories.ts";
import type { AnsweredTurn, Services } from "../ports.ts";
import type { Page, Role } from "../schemas.ts";
import type { InFamily, Listed } from "../stores.ts";
import type { Control, SessionView } from "./frames.ts";
import type {
  Interview,
  InterviewSummary,
  NewInterview,
  QueuedQuestion,
  QueuedQuestionFields,
} from "./interview.ts";

/** A family's interviews, newest first. */
export async function listInterviews(
  services: Services,
  viewer: Viewer,
  familyId: string,
  page: Page,
): Promise<InFamily<Listed<InterviewSummary>>> {
  const listed = await services.interviews.list(viewer, familyId, page);
  if (!listed) throw notFound("family");
  return listed;
}

/** A family's interviews, what its relatives would like to be asked, and who may be asked. */
export async function listWithQuestions(services: Services, viewer: Viewer, familyId: string, page: Page) {
  const listed = await services.interviews.listWithQuestions(viewer, familyId, page);
  if (!listed) throw notFound("family");
  return listed;
}

/** What the page that begins an interview shows: whom to ask, what waits to be asked, which interview is still open. */
export async function prepareInterview(services: Services, viewer: Viewer, familyId: string) {
  const prepared = await services.interviews.prepare(viewer, familyId);
  if (!prepared) throw notFound("family");
  return prepared;
}

/**
 * Begins an interview and finds its first question; the same id again is the same interview. Editors only. Refuses with
 * 422 `person.not_found` a narrator of another family, with 409 `family.deleting` a family that is to be deleted.
 */
export async function beginInterview(
  services: Services,
  viewer: Viewer,
  familyId: string,
  id: string,
  fields: NewInterview,
): Promise<{ interview: Interview; view: SessionView }> {
  const { family, narratorKnown, begun } = await services.interviews.begin(viewer, familyId, id, {
    ...fields,
    language: fields.language ?? "en",
  });
  requireOpenFamily(family);
  if (!narratorKnown) throw unknownPerson("narratorId");
  if (!begun) throw notFound("family");
  const { interview, ledger } = begun;
  const { narrator, language, topic, chapter, patienceSeconds } = interview;
  const view = await services.interviewSessions.begin({
    id,
    familyId,
    startedBy: { userId: viewer.userId, name: viewer.name, email: viewer.email },
    narrator,
    language,
    topic,
    chapter,
    patienceSeconds,
    ledger,
  });
  services.log("interview.begun", { familyId, interviewId: id });
  return { interview, view };
}

/** An interview as it was last mirrored, for every member. */
export async function openInterview(
  services: Services,
  viewer: Viewer,
  interviewId: string,
): Promise<InFamily<{ interview: Interview }>> {
  return requireInterview(services, viewer, interviewId, "viewer");
}

/** An interview with its session as it is at this moment, for whoever may take part. */
export async function joinInterview(
  services: Services,
  viewer: Viewer,
  interviewId: string,
): Promise<InFamily<{ interview: Interview; view: SessionView }>> {
  const seen = await requireInterview(services, viewer, interviewId, "editor");
  const view = await inSession(services, viewer, seen, () => services.interviewSessions.view(interviewId));
  return { ...seen, view };
}

/** Hands a WebSocket to the session. */
export async function connectInterview(
  services: Services,
  viewer: Viewer,
  interviewId: string,
  request: Request,
): Promise<Response> {
  const seen = await requireInterview(services, viewer, interviewId, "editor");
  return inSession(services, viewer, seen, () => services.interviewSessions.connect(interviewId, request));
}

/** Answers the open question in writing. `turnId` names the turn that is meant: 409 `interview.turn_over` when it has ended. */
export async function answerInWriting(
  services: Services,
  viewer: Viewer,
  interviewId: string,
  turnId: string | undefined,
  text: string,
): Promise<AnsweredTurn> {
  const seen = await requireInterview(services, viewer, interviewId, "editor");
  return inSession(services, viewer, seen, () =>
    services.interviewSessions.answerInWriting(interviewId, turnId, text),
  );
}

/** What the buttons do, for pages without a socket. */
export async function controlInterview(
  services: Services,
  viewer: Viewer,
  interviewId: string,
  control: Control,
): Promise<SessionView> {
  const seen = await requireInterview(services, viewer, interviewId, "editor");
  return inSession(services, viewer, seen, () => services.interviewSessions.control(interviewId, control));
}

/** Ends an interview and answers the ids of the memories that it became; ended twice, the same. */
export async function endInterview(
  services: Services,
  viewer: Viewer,
  interviewId: string,
): Promise<string[]> {
  const seen = await requireInterview(services, viewer, interviewId, "editor");
  return inSession(services, viewer, seen, () => services.interviewSessions.end(interviewId));
}

/** Any member asks something that an interview to come shall ask. */
export async function queueQuestion(
  services: Services,
  viewer: Viewer,
  familyId: string,
  id: string,
  fields: QueuedQuestionFields,
): Promise<QueuedQuestion> {
  const { family, narratorKnown, question } = await services.interviews.queueQuestion(
    viewer,
    familyId,
    id,
    fields,
  );
  if (!family) throw notFound("family");
  refuseDeleting(family);
  if (!narratorKnown) throw unknownPerson("narratorId");
  if (!question) throw notFound("family");
  return question;
}

/** The questions of relatives, newest first: those that wait, and those that were answered. */
export async function listQuestions(
  services: Services,
  viewer: Viewer,
  familyId: string,
  page: Page,
): Promise<InFamily<Listed<QueuedQuestion>>> {
  const listed = await services.interviews.listQuestions(viewer, familyId, page);
  if (!listed) throw notFound("family");
  return listed;
}

/** Takes a question back while nobody has answered it: whoever asked it, and editors. 409 `question.answered`. */
export async function removeQuestion(services: Services, viewer: Viewer, questionId: string): Promise<void> {
  const { role, mine, removed } = await services.interviews.removeQuestion(viewer, questionId);
  requireRole("question", role, mine ? "viewer" : "editor");
  if (removed) return;
  throw new AppError(
    "question.answered",
    409,
    "This question has been answered already, so it stays with its answer.",
  );
}

/** The interview, for who has at least this role in its family. */
export async function requireInterview(
  services: Services,
  viewer: Viewer,
  interviewId: string,
  needed: Role,
): Promise<InFamily<{ interview: Interview }>> {
  const seen = await services.interviews.find(viewer, interviewId);
  requireRole("interview", seen?.family.role, needed);
  if (!seen) throw notFound("interview");
  return seen;
}

/** A row whose session never began, since the Worker died between the two, gets it now. */
export async function inSession<Answer>(
  services: Services,
  viewer: Viewer,
  { family, interview }: InFamily<{ interview: Interview }>,
  act: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "interview.not_begun") throw error;
    const { narrator, topic, chapter, language, patienceSeconds } = interview;
    const fields = { narratorId: narrator?.id, topic, chapter, language, patienceSeconds };
    await beginInterview(services, viewer, family.id, interview.id, fields);
    return act();
  }
}
