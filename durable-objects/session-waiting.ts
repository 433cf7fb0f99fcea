import { AppError } from "../core/errors.ts";
import type { Session } from "../core/interview/session.ts";

/** How long a request waits for what it has set going. */
const patienceMs = 120_000;

interface Waiter {
  isThere(session: Session): boolean;
  resolve(): void;
  reject(error: AppError): void;
}

/** Requests that wait until their session has come somewhere. */
export class SessionWaiting {
  #waiters = new Set<Waiter>();

  /** Waits until a session is there; 503 `interview.unfinished` when something fails meanwhile, or it takes too long. */
  async until(session: Session, isThere: (session: Session) => boolean): Promise<void> {
    if (isThere(session)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter: Waiter = { isThere, resolve, reject };
    const timer = setTimeout(() => reject(unfinished()), patienceMs);
    this.#waiters.add(waiter);
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }

  tell(session: Session): void {
    for (const waiter of this.#waiters) if (waiter.isThere(session)) waiter.resolve();
  }

  fail(): void {
    for (const waiter of this.#waiters) waiter.reject(unfinished());
  }
}

function unfinished(): AppError {
  return new AppError(
    "interview.unfinished",
    503,
    "What was told is safe, but something that is needed is away. It goes on by itself in a while.",
    { headers: { "Retry-After": "60" } },
  );
}
