import { AppError } from "../core/errors.ts";
import type { InterviewSessions } from "../core/ports.ts";
import { fromRefusal, type Refusal } from "../core/refusal.ts";

/** What crosses from a session to the Worker: errors as data, since a thrown one would lose its code. */
export type SessionAnswer<Value> = { kind: "done"; value: Value } | { kind: "refused"; refusal: Refusal };

/** Interview sessions in Durable Objects, one an interview. */
export function createInterviewSessions(sessions: Env["INTERVIEWS"]): InterviewSessions {
  const find = (interviewId: string) => sessions.getByName(interviewId);
  return {
    begin: async (beginning) => unwrap(await find(beginning.id).begin(beginning)),
    view: async (id) => unwrap(await find(id).view()),
    findQuestion: async (id, questionId) => unwrap(await find(id).findQuestion(questionId)),
    stage: async (id, uploadId, pcm) => unwrap(await find(id).stage(uploadId, pcm)),
    unstage: async (id, uploadId) => unwrap(await find(id).unstage(uploadId)),
    answerByRecording: async (id, turnId, uploadId) =>
      unwrap(await find(id).answerByRecording(turnId, uploadId)),
    answerInWriting: async (id, turnId, text) => unwrap(await find(id).answerInWriting(turnId, text)),
    control: async (id, control) => unwrap(await find(id).control(control)),
    end: async (id) => unwrap(await find(id).end()),
    forget: (id) => find(id).forget(),
    async connect(id, request) {
      const answer = await find(id).fetch(request);
      if (answer.status === 404) throw notBegun();
      return answer;
    },
  };
}

/** There is a row of this interview, but its session was never begun. */
export function notBegun(): AppError {
  return new AppError("interview.not_begun", 404, "This interview has not begun.");
}

function unwrap<Value>(answer: SessionAnswer<Value>): Value {
  if (answer.kind === "refused") throw fromRefusal(answer.refusal);
  return answer.value;
}
