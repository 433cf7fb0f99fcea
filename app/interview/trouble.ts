import type { ConversationTrouble } from "./store.ts";

const messages = {
  denied: "interview.trouble.denied",
  missing: "interview.trouble.missing",
  busy: "interview.trouble.busy",
  unsupported: "interview.trouble.unsupported",
  interrupted: "interview.trouble.interrupted",
  full: "interview.trouble.full",
  unheard: "interview.trouble.unheard",
  "turn-over": "interview.trouble.turnOver",
  unreadable: "interview.trouble.unreadable",
  "not-sent": "interview.trouble.notSent",
} as const satisfies Record<ConversationTrouble, string>;

/** The message of the catalogue for what went wrong in an interview. */
export function findTroubleMessage(trouble: ConversationTrouble) {
  return messages[trouble];
}
