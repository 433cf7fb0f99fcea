import { parseWithZod } from "@conform-to/zod/v4";
import type { Viewer } from "../../core/access.ts";
import { AppError } from "../../core/errors.ts";
import { queueQuestion, removeQuestion } from "../../core/interview/interviews.ts";
import type { Services } from "../../core/ports.ts";
import { type InterviewMessage, type QuestionOutcome, questionFormSchema } from "./forms.ts";

/** Does what a form of the list of interviews asks for. */
export async function changeQuestions(
  services: Services,
  viewer: Viewer,
  familyId: string,
  form: FormData,
): Promise<QuestionOutcome> {
  const submission = parseWithZod(form, { schema: questionFormSchema });
  if (submission.status !== "success") {
    const message = (submission.error?.text?.[0] ?? "interview.refused") as InterviewMessage;
    return { kind: "wrong", message, text: String(form.get("text") ?? "") };
  }
  const asked = submission.value;
  if (asked.intent === "ask") {
    const { text, narratorId } = asked;
    const question = await queueQuestion(services, viewer, familyId, services.newId(), { text, narratorId });
    return { kind: "asked", questionId: question.id };
  }
  try {
    await removeQuestion(services, viewer, asked.questionId);
    return { kind: "removed" };
  } catch (error) {
    if (error instanceof AppError && error.code === "question.answered") return { kind: "answered-already" };
    // Somebody took it back before.
    if (error instanceof AppError && error.status === 404) return { kind: "removed" };
    throw error;
  }
}
