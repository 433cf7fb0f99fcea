import { leftOpen } from "../core/interview/ask-next.ts";
import { coverageOf } from "../core/interview/coverage.ts";
import type { Session } from "../core/interview/session.ts";
import type { InterviewKeeping } from "../core/queue-stores.ts";

/** A session as Postgres keeps it. */
export function mirrorSession(session: Session): Parameters<InterviewKeeping["save"]>[1] {
  const { stage, phase, turns, declined, memories, activeAt } = session;
  return {
    state: stage,
    turns,
    coverage: coverageOf(session),
    followUps: leftOpen(session),
    declined,
    memories: memories.map(({ id, turnIds }) => ({ id, turnIds })),
    closedAt: phase === "closed" ? new Date(activeAt).toISOString() : undefined,
  };
}
