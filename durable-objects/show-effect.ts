import type { SessionView } from "../core/interview/frames.ts";
import type { Effect, Session } from "../core/interview/session.ts";
import type { Said } from "./session-sockets.ts";

/** What the pages are told of an effect; undefined where it is none of theirs. */
export function showEffect(session: Session, view: () => SessionView, effect: Effect): Said | undefined {
  const find = (turnId: string) => session.turns.find(({ id }) => id === turnId);
  switch (effect.type) {
    case "show":
      return { type: "state", view: view() };
    case "show-partial":
      return { type: "partial", turnId: effect.turnId, text: effect.text };
    case "show-final": {
      const turn = find(effect.turnId);
      return turn && { type: "final", turnId: turn.id, text: turn.text, segments: turn.segments };
    }
    case "show-question": {
      const turn = find(effect.turnId);
      if (!turn) return undefined;
      const audioUrl = `/api/v1/interviews/${session.id}/questions/${turn.question.id}/audio`;
      return { type: "question", turnId: turn.id, question: turn.question, audioUrl };
    }
    case "show-memory":
      return { type: "memory", memoryId: effect.memoryId };
    default:
      return undefined;
  }
}
