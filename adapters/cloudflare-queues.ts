import type { WakeUps } from "../core/ports.ts";
import type { WakeUp } from "../core/schemas.ts";

/** Sends wake-up calls to the queue whose consumer performs the step. */
export function createWakeUps(queues: Record<WakeUp["type"], Queue<WakeUp>>): WakeUps {
  return {
    async send(message, delaySeconds) {
      await queues[message.type].send(message, {
        contentType: "json",
        ...(delaySeconds ? { delaySeconds } : {}),
      });
    },
  };
}
