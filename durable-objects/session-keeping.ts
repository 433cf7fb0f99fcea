import { describeError } from "../core/errors.ts";
import { type Effect, idleMs, type Session } from "../core/interview/session.ts";
import type { Services } from "../core/ports.ts";
import type { InterviewStorage, Plan } from "./interview-storage.ts";
import { joinTurns } from "./join-turns.ts";
import { mirrorSession } from "./mirror-session.ts";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** What doesn't get through for so long is given up; the audio stays where it is. */
const givenUpMs = 30 * dayMs;

interface Around {
  session(): Session | undefined;
  made(memoryId: string): void;
  gone(): Promise<void>;
  failed(): void;
}

/** Brings a session into Postgres and its memories into the pipeline, again and again until all is through. */
export class SessionKeeping {
  #services: Services;
  #storage: InterviewStorage;
  #around: Around;
  #plan: Plan;
  #running: Promise<void> | undefined;
  #alarmAt: number | undefined;

  constructor(services: Services, storage: InterviewStorage, around: Around) {
    this.#services = services;
    this.#storage = storage;
    this.#around = around;
    this.#plan = storage.plan();
  }

  get plan(): Plan {
    return this.#plan;
  }

  /** Notes, with the state, what is to be done; the alarm sees to it should this run end before it is. */
  note(effects: Effect[]): void {
    const { changed, retryAt, idleAt } = this.#plan;
    const has = (...types: Effect["type"][]) => effects.some(({ type }) => types.includes(type));
    const idles = effects.flatMap((effect) => (effect.type === "wake-at" ? [effect.time] : []));
    const patch: Partial<Plan> = {};
    if (has("save")) patch.changed = changed + 1;
    if (has("save", "make-memories", "hear", "ask") && retryAt === undefined) {
      patch.retryAt = Date.now() + minuteMs;
    }
    // The alarm may ring too early: it is asked then how long nobody has spoken.
    const [idle] = idles;
    if (idle !== undefined && (idleAt === undefined || idle < idleAt)) patch.idleAt = idle;
    this.#change(patch);
  }

  /** Does all that is left; whoever asks meanwhile waits for the same run. Never rejects: what fails is tried again later. */
  run(): Promise<void> {
    this.#running ??= this.#runAll().finally(() => {
      this.#running = undefined;
      if (this.#plan.failures === 0 && this.#next()) void this.run();
    });
    return this.#running;
  }

  /** Something failed: the alarm begins it again, each time after a longer while. */
  retryLater(): void {
    const now = Date.now();
    const failures = this.#plan.failures + 1;
    const failingSince = this.#plan.failingSince ?? now;
    const delay = Math.min(dayMs, minuteMs * 2 ** this.#plan.failures);
    const retryAt = now - failingSince < givenUpMs ? now + delay : undefined;
    this.#change({ failures, failingSince, retryAt });
    void this.schedule();
  }

  /** The alarm of failures, or of idleness, has rung. */
  ranRetry(busy: boolean): void {
    this.#change({ retryAt: busy ? Date.now() + minuteMs : undefined });
  }

  ranIdle(): void {
    this.#change({ idleAt: undefined });
  }

  async schedule(): Promise<void> {
    const { retryAt, idleAt } = this.#plan;
    const times = [retryAt, idleAt].filter((time) => time !== undefined);
    const alarmAt = times.length > 0 ? Math.min(...times) : undefined;
    if (alarmAt === this.#alarmAt) return;
    this.#alarmAt = alarmAt;
    await this.#storage.setAlarm(alarmAt);
  }

  /** The session is looked at again when it may have been idle for long enough. */
  watchIdleness(session: Session): void {
    if (session.phase === "closing" || session.phase === "closed") return;
    if (this.#plan.idleAt !== undefined) return;
    this.#change({ idleAt: Math.max(session.activeAt + idleMs, Date.now() + minuteMs) });
  }

  async #runAll(): Promise<void> {
    try {
      for (let act = this.#next(); act; act = this.#next()) await act();
      this.#change({ failures: 0, failingSince: undefined });
    } catch (error) {
      const interviewId = this.#around.session()?.id;
      this.#services.log("interview.unfinished", { interviewId, ...describeError(error) }, "error");
      this.retryLater();
      this.#around.failed();
    }
  }

  /** What is to be done first. */
  #next(): (() => Promise<void>) | undefined {
    const session = this.#around.session();
    if (!session) return undefined;
    if (this.#plan.saved !== this.#plan.changed) return () => this.#save(session);
    if (session.phase !== "closing") return undefined;
    const memory = session.memories.find(({ made }) => !made);
    return (
      memory &&
      (async () => {
        await joinTurns(this.#services, this.#storage, session, memory);
        this.#around.made(memory.id);
      })
    );
  }

  async #save(session: Session): Promise<void> {
    const { changed } = this.#plan;
    const known = await this.#services.interviewKeeping.save(session.id, mirrorSession(session));
    if (known) this.#change({ saved: changed });
    else await this.#around.gone();
  }

  #change(patch: Partial<Plan>): void {
    if (Object.keys(patch).length === 0 || !this.#around.session()) return;
    this.#plan = { ...this.#plan, ...patch };
    this.#storage.savePlan(this.#plan);
  }
}
