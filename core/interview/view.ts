import type { SessionView } from "./frames.ts";
import type { Turn } from "./interview.ts";
import type { Session } from "./session.ts";

/** What a page shows of a session. */
export function viewSession(session: Session): SessionView {
  return {
    stage: session.stage,
    phase: session.phase,
    offRecord: session.offRecord,
    ...(session.offRecordBy ? { offRecordBy: session.offRecordBy } : {}),
    paused: session.paused,
    turn: session.turns.at(-1),
    turnCount: session.turns.length,
    seconds: session.turns.reduce((sum, { seconds }) => sum + seconds, 0),
    patienceSeconds: session.patienceSeconds,
  };
}

/** The turn that is being answered, or of which the last words are being heard. */
export function openTurn(session: Session): Turn | undefined {
  const last = session.turns.at(-1);
  return last?.outcome === "open" ? last : undefined;
}

/** The open turn, if it is the one that is meant. */
export function findOpen(session: Session, turnId: string): Turn | undefined {
  const turn = openTurn(session);
  return turn?.id === turnId ? turn : undefined;
}
