import type { Viewer } from "../access.ts";
import { notFound } from "../errors.ts";
import type { Services } from "../ports.ts";
import type { InterviewLanguage, Question } from "./interview.ts";
import { requireInterview } from "./interviews.ts";

/** A question of an interview, for every member of its family. */
export async function findQuestion(
  services: Services,
  viewer: Viewer,
  interviewId: string,
  questionId: string,
): Promise<{ question: Question; language: InterviewLanguage }> {
  const { interview } = await requireInterview(services, viewer, interviewId, "viewer");
  const mirrored = interview.turns.find(({ question }) => question.id === questionId);
  if (mirrored) return { question: mirrored.question, language: interview.language };
  // What was asked a moment ago may not be mirrored yet.
  const asked = await services.interviewSessions.findQuestion(interviewId, questionId);
  if (!asked) throw notFound("question");
  return asked;
}

/** What the interviewer says with a question, sentence by sentence: the first can be heard while the next is made. */
export function listSentences({ acknowledgement, text }: Question, language: InterviewLanguage): string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  return [acknowledgement ?? "", text].flatMap((said) =>
    Array.from(segmenter.segment(said), ({ segment }) => segment.trim()).filter(
      (sentence) => sentence !== "",
    ),
  );
}
