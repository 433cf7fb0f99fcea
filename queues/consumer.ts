import { refusalIn } from "../core/errors.ts";
import type { Services } from "../core/ports.ts";
import { wakeUpSchema } from "../core/schemas.ts";
import { attemptStep } from "./attempt.ts";
import { embedMemory } from "./embedding.ts";
import { performStep } from "./perform-step.ts";
import { tellSpeakersApart } from "./speakers.ts";

/** What is done beside a memory's way. */
const sideWork = { embedding: embedMemory, speakers: tellSpeakersApart };

/**
 * The one place that maps outcomes to ack, retry with delay, or dead letter. Each message is judged alone, so that a
 * poisonous one harms none of its batch; what keeps throwing is moved to `dead-letters` by the platform.
 */
export async function consume(
  batch: MessageBatch,
  createServices: (requestId: string) => Services,
): Promise<void> {
  for (const message of batch.messages) {
    const parsed = wakeUpSchema.safeParse(message.body);
    const services = createServices(parsed.success ? parsed.data.requestId : message.id);
    if (!parsed.success) {
      services.log(
        "message.malformed",
        { queue: batch.queue, messageId: message.id, attempts: message.attempts },
        "error",
      );
      message.retry();
      continue;
    }
    try {
      const { type, memoryId } = parsed.data;
      const outcome =
        type === "embedding" || type === "speakers"
          ? await sideWork[type](services, memoryId, message.attempts)
          : await attemptStep(services, { ...parsed.data, type }, performStep);
      if (outcome.kind === "done") message.ack();
      else message.retry({ delaySeconds: outcome.seconds });
    } catch (error) {
      services.log(
        "message.retried",
        {
          queue: batch.queue,
          memoryId: parsed.data.memoryId,
          attempts: message.attempts,
          code: refusalIn(error)?.code,
          error: error instanceof Error ? error.name : typeof error,
        },
        "warn",
      );
      message.retry({ delaySeconds: Math.min(300, 5 * 2 ** message.attempts) });
    }
  }
}
