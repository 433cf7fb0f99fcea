import { DurableObject } from "cloudflare:workers";
import { notBegun, type SessionAnswer } from "../adapters/interview-sessions.ts";
import { AppError } from "../core/errors.ts";
import type { Control, SessionView } from "../core/interview/frames.ts";
import type { InterviewLanguage, Question } from "../core/interview/interview.ts";
import type { SessionBeginning } from "../core/interview/session.ts";
import type { AnsweredTurn } from "../core/ports.ts";
import { toRefusal } from "../core/refusal.ts";
import type { SessionTable } from "./session-table.ts";

/** One interview. Its pages' sockets, its alarm and whoever asks over HTTP meet here; the rules are core/interview's. */
export class InterviewSession extends DurableObject<Env> {
  /** Rules and schemas are loaded with the first interview, since no Worker's start should wait for them. */
  #table!: SessionTable;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    void ctx.blockConcurrencyWhile(async () => {
      const { SessionTable } = await import("./session-table.ts");
      this.#table = new SessionTable(env, ctx);
    });
  }

  begin(beginning: SessionBeginning): Promise<SessionAnswer<SessionView>> {
    return answer(() => this.#table.run.begin(beginning));
  }

  view(): Promise<SessionAnswer<SessionView>> {
    return answer(() => this.#table.run.view());
  }

  findQuestion(
    questionId: string,
  ): Promise<SessionAnswer<{ question: Question; language: InterviewLanguage } | undefined>> {
    return answer(() => {
      const { session } = this.#table.run;
      const turn = session?.turns.find(({ question }) => question.id === questionId);
      return session && turn && { question: turn.question, language: session.language };
    });
  }

  /** Lays audio beside the session until an answer takes it. */
  stage(uploadId: string, pcm: ReadableStream<Uint8Array>): Promise<SessionAnswer<void>> {
    return answer(async () => {
      this.#table.run.view();
      await this.#table.storage.appendAll(uploadId, pcm);
    });
  }

  unstage(uploadId: string): Promise<SessionAnswer<void>> {
    return answer(() => {
      this.#table.run.view();
      this.#table.storage.drop(uploadId);
    });
  }

  answerByRecording(turnId: string | undefined, uploadId: string): Promise<SessionAnswer<AnsweredTurn>> {
    return answer(() => this.#table.run.answerByRecording(turnId, uploadId));
  }

  answerInWriting(turnId: string | undefined, text: string): Promise<SessionAnswer<AnsweredTurn>> {
    return answer(() => this.#table.run.answerInWriting(turnId, text));
  }

  control(control: Control): Promise<SessionAnswer<SessionView>> {
    return answer(() => this.#table.run.control(control));
  }

  end(): Promise<SessionAnswer<string[]>> {
    return answer(() => this.#table.run.end());
  }

  forget(): Promise<void> {
    return this.#table.run.forget();
  }

  /** Takes a request for a WebSocket; 404 while nothing has begun. */
  override async fetch(): Promise<Response> {
    if (!this.#table.run.session) return new Response(null, { status: notBegun().status });
    return this.#table.sockets.accept();
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#table.receive(socket, message);
  }

  override webSocketClose(): void {
    // The session goes on without its page: it may come back, or an alarm closes it.
  }

  override webSocketError(): void {
    // As above.
  }

  override async alarm(): Promise<void> {
    await this.#table.run.ring();
  }
}

/** Errors cross to the Worker as data. */
async function answer<Value>(act: () => Value | Promise<Value>): Promise<SessionAnswer<Value>> {
  try {
    return { kind: "done", value: await act() };
  } catch (error) {
    if (error instanceof AppError) return { kind: "refused", refusal: toRefusal(error) };
    throw error;
  }
}
