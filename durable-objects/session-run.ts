import { notBegun } from "../adapters/interview-sessions.ts";
import { createServices } from "../adapters/services.ts";
import { AppError, describeError } from "../core/errors.ts";
import { askNext } from "../core/interview/ask-next.ts";
import type { Control, SessionView } from "../core/interview/frames.ts";
import type { HeardSegment } from "../core/interview/interview.ts";
import { beginSession, nextTurn } from "../core/interview/next-turn.ts";
import type { Effect, Session, SessionBeginning, SessionEvent } from "../core/interview/session.ts";
import { openTurn, viewSession } from "../core/interview/view.ts";
import type { AnsweredTurn, Services } from "../core/ports.ts";
import type { Client, InterviewStorage } from "./interview-storage.ts";
import { SessionKeeping } from "./session-keeping.ts";
import type { SessionSockets } from "./session-sockets.ts";
import { SessionWaiting } from "./session-waiting.ts";
import { showEffect } from "./show-effect.ts";
import { TurnListening } from "./turn-listening.ts";

/** What is stored in the same breath as the state that an event leads to. */
interface Along {
  client?: Client;
  /** Audio of the event's turn: kept if the rules say so. */
  pcm?: Uint8Array;
  /** Audio that was sent over HTTP and belongs to this turn now. */
  staged?: { uploadId: string; turnId: string };
}

/** Names of a family that the transcription is told, at most. */
const mostNames = 40;

/**
 * One session at work: each event goes through `nextTurn`, the state and what must last with it are stored at once, and
 * then the effects are performed in their order.
 */
export class SessionRun {
  #storage: InterviewStorage;
  #sockets: SessionSockets;
  #services: Services;
  #listening: TurnListening;
  #keeping: SessionKeeping;
  #session: Session | undefined;
  #asking: AbortController | undefined;
  #waiting = new SessionWaiting();
  /** Work that is under way in memory; what is lost with it comes again by `woken`. */
  #busy = 0;

  constructor(env: Env, id: string, storage: InterviewStorage, sockets: SessionSockets) {
    this.#storage = storage;
    this.#sockets = sockets;
    this.#services = createServices(env, `interview-${id}`);
    this.#listening = new TurnListening(this.#services, storage);
    this.#keeping = new SessionKeeping(this.#services, storage, {
      session: () => this.#session,
      made: (memoryId) => this.apply({ type: "memory-made", now: Date.now(), memoryId }),
      gone: () => this.forget(),
      failed: () => this.#waiting.fail(),
    });
    this.#session = storage.load();
    if (!this.#session) return;
    this.#wake();
    void this.#keeping.run();
  }

  get session(): Session | undefined {
    return this.#session;
  }

  view(): SessionView {
    const view = viewSession(this.#required());
    const open = openTurn(this.#required());
    return { ...view, seconds: view.seconds + (open ? this.#storage.seconds(open.id) : 0) };
  }

  async begin(beginning: SessionBeginning): Promise<SessionView> {
    if (!this.#session) {
      const { state, effects } = beginSession(beginning, Date.now());
      this.#storage.begin(state);
      this.#session = state;
      this.#keeping.note(effects);
      this.#finishCommit(effects, {});
    }
    await this.#settle();
    return this.view();
  }

  /** Stores what an event leads to and performs it. `whenStored` runs between the two. */
  apply(event: SessionEvent, along: Along = {}, whenStored = () => {}): void {
    const before = this.#required();
    const { state, effects } = nextTurn(before, event);
    this.#storage.commit(() => {
      this.#storage.save(before, state);
      if (along.client) this.#storage.saveClient(along.client);
      if (along.staged) this.#storage.move(along.staged.uploadId, along.staged.turnId);
      for (const effect of effects) {
        if (effect.type === "keep-audio" && event.type === "chunk" && along.pcm) {
          this.#storage.append(event.turnId, along.pcm);
        }
        if (effect.type === "erase-audio") {
          this.#storage.erase(effect.turnId, effect.fromSeconds, effect.toSeconds);
        }
        if (effect.type === "forget-audio") this.#storage.dropAudio();
      }
      this.#keeping.note(effects);
    });
    this.#session = state;
    whenStored();
    this.#finishCommit(effects, {
      turnId: event.type === "chunk" ? event.turnId : undefined,
      pcm: along.pcm,
    });
  }

  async control(control: Control): Promise<SessionView> {
    this.apply({ type: "control", now: Date.now(), control });
    await this.#settle();
    return this.view();
  }

  async answerInWriting(turnId: string | undefined, text: string): Promise<AnsweredTurn> {
    const turn = this.#openTurn(turnId);
    this.apply({ type: "written", now: Date.now(), turnId: turn, text });
    return this.#answered(turn);
  }

  async answerByRecording(turnId: string | undefined, uploadId: string): Promise<AnsweredTurn> {
    const turn = this.#openTurn(turnId);
    if (this.#required().offRecord) {
      const detail = "Off the record nothing is kept. Go on the record again, then send the answer.";
      throw new AppError("interview.off_record", 409, detail);
    }
    const segments = await this.#work(() =>
      this.#listening.transcribe([turn, uploadId], this.#hearing(this.#required())),
    );
    // Somebody may have answered or skipped meanwhile.
    this.#openTurn(turn);
    this.#listening.drop();
    const seconds = this.#storage.seconds(turn) + this.#storage.seconds(uploadId);
    const heard = { now: Date.now(), turnId: turn, by: "upload", seconds } as const;
    const staged = { uploadId, turnId: turn };
    this.apply(segments ? { ...heard, type: "answered", segments } : { ...heard, type: "unheard" }, {
      staged,
    });
    return this.#answered(turn);
  }

  async end(): Promise<string[]> {
    const { stage } = this.#required();
    if (stage !== "closing" && stage !== "closed") {
      this.apply({ type: "control", now: Date.now(), control: "stop" });
    }
    void this.#keeping.run();
    await this.#waiting.until(this.#required(), (session) => session.phase === "closed");
    return this.#required().memories.map(({ id }) => id);
  }

  /** An alarm rang: what failed is tried again, and a session in which nobody speaks any more closes. */
  async ring(): Promise<void> {
    if (!this.#session) return;
    const now = Date.now();
    const { retryAt, idleAt } = this.#keeping.plan;
    if (idleAt !== undefined && now >= idleAt) {
      this.#keeping.ranIdle();
      // What closes is tried again after longer and longer, below.
      if (this.#session.phase !== "closing") this.apply({ type: "alarm", now });
      this.#keeping.watchIdleness(this.#session);
    }
    if (retryAt !== undefined && now >= retryAt) {
      this.#keeping.ranRetry(this.#busy > 0);
      if (this.#busy === 0) this.#wake();
      await this.#keeping.run();
    }
    await this.#keeping.schedule();
  }

  /** Nothing stays of it: its family is gone, or goes. */
  async forget(): Promise<void> {
    if (!this.#session) return;
    this.#services.log("interview.gone", { interviewId: this.#session.id });
    this.#asking?.abort();
    this.#listening.drop();
    this.#waiting.fail();
    this.#session = undefined;
    this.#sockets.closeAll();
    await this.#storage.forget();
  }

  /** Begins again what was under way; nothing can be in what is over. */
  #wake(): void {
    if (this.#required().phase !== "closed") this.apply({ type: "woken", now: Date.now() });
  }

  #required(): Session {
    if (!this.#session) throw notBegun();
    return this.#session;
  }

  /** The turn that waits for its answer. */
  #openTurn(turnId: string | undefined): string {
    const session = this.#required();
    const open = session.phase === "answering" ? session.turns.at(-1) : undefined;
    if (!open || (turnId !== undefined && open.id !== turnId)) {
      const detail =
        "This question isn't open any more: it was answered, skipped, or the interview has ended.";
      throw new AppError("interview.turn_over", 409, detail);
    }
    return open.id;
  }

  async #answered(turnId: string): Promise<AnsweredTurn> {
    await this.#settle();
    const turn = this.#required().turns.find(({ id }) => id === turnId);
    if (!turn) throw new AppError("interview.turn_over", 409, "This question isn't there any more.");
    return { turn, view: this.view() };
  }

  #finishCommit(effects: Effect[], chunk: { turnId?: string; pcm?: Uint8Array }): void {
    for (const effect of effects) this.#perform(effect, chunk);
    void this.#keeping.schedule();
    this.#waiting.tell(this.#required());
  }

  #perform(effect: Effect, { turnId, pcm }: { turnId?: string; pcm?: Uint8Array }): void {
    const session = this.#required();
    const said = showEffect(session, () => this.view(), effect);
    if (said) this.#sockets.tellAll(said);
    switch (effect.type) {
      case "keep-audio":
        if (turnId && pcm) this.#listening.hear(turnId, pcm, this.#hearing(session), this.#onHeard);
        break;
      case "hear-only":
        if (turnId && pcm) this.#listening.hearOnly(turnId, pcm, this.#hearing(session), this.#onHeard);
        break;
      case "erase-audio":
      case "stop-hearing":
        this.#listening.drop();
        break;
      case "hear":
        this.#start(() => this.#hear(effect.turnId));
        break;
      case "ask":
        this.#start(() => this.#ask(session, effect.aim));
        break;
      case "save":
      case "make-memories":
        void this.#keeping.run();
        break;
      default:
      // Shown, or done with the state.
    }
  }

  /** What the live line understands; it may come when all is over. */
  #onHeard = (turnId: string, segments: (HeardSegment & { final: boolean })[]): void => {
    if (this.#session) this.apply({ type: "heard", now: Date.now(), turnId, segments });
  };

  #hearing(session: Session) {
    const { language, ledger } = session;
    return { language, prompt: ledger.knownNames.slice(0, mostNames).join(", ") };
  }

  async #hear(turnId: string): Promise<void> {
    const segments = await this.#listening.finish(turnId, this.#hearing(this.#required()));
    const now = Date.now();
    const seconds = this.#storage.seconds(turnId);
    if (segments) return this.apply({ type: "answered", now, turnId, by: "voice", segments, seconds });
    const detail = "The words can't be heard now; what was told is kept.";
    this.#sockets.tellAll({ type: "error", code: "interview.transcription_failed", detail });
    this.apply({ type: "unheard", now, turnId, by: "voice", seconds });
  }

  async #ask(session: Session, aim: Extract<Effect, { type: "ask" }>["aim"]): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#sockets.tellAll({ type: "thinking" });
    const question = await askNext(this.#services, session, aim, asking.signal);
    if (asking.signal.aborted) return;
    const turnId = this.#services.newId();
    this.apply({ type: "question", now: Date.now(), turnId, question });
  }

  /** Goes on in the background; what fails is tried again by the alarm. */
  #start(work: () => Promise<void>): void {
    void this.#work(work).catch((error: unknown) => {
      if (!this.#session) return;
      this.#services.log(
        "interview.failed",
        { interviewId: this.#session.id, ...describeError(error) },
        "error",
      );
      this.#keeping.retryLater();
      this.#waiting.fail();
    });
  }

  async #work<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#busy += 1;
    try {
      return await work();
    } finally {
      this.#busy -= 1;
    }
  }

  /** Until it is the narrator's turn again, or the session closes. */
  #settle(): Promise<void> {
    return this.#waiting.until(this.#required(), ({ phase }) => phase !== "asking" && phase !== "hearing");
  }
}
