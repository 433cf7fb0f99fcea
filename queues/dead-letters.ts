import type { Services } from "../core/ports.ts";
import { wakeUpSchema } from "../core/schemas.ts";

/**
 * Messages that nobody could handle. They are written down loudly and let go: the row is the truth, and the sweep
 * wakes whatever still waits, so replaying one is always safe.
 */
export async function buryDeadLetters(
  batch: MessageBatch,
  createServices: (requestId: string) => Services,
): Promise<void> {
  for (const message of batch.messages) {
    const parsed = wakeUpSchema.safeParse(message.body);
    const services = createServices(parsed.success ? parsed.data.requestId : message.id);
    services.log(
      "message.dead",
      {
        messageId: message.id,
        memoryId: parsed.success ? parsed.data.memoryId : undefined,
        readable: parsed.success,
      },
      "error",
    );
    message.ack();
  }
}
