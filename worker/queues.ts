import { createServices } from "../adapters/services.ts";
import { consume } from "../queues/consumer.ts";
import { buryDeadLetters } from "../queues/dead-letters.ts";

/** Each queue and who consumes it. */
export async function consumeQueue(batch: MessageBatch, env: Env): Promise<void> {
  const services = (requestId: string) => createServices(env, requestId);
  switch (batch.queue) {
    case "enrichment":
    case "pinning":
      return consume(batch, services);
    case "dead-letters":
      return buryDeadLetters(batch, services);
    default:
      throw new Error(`nobody consumes the queue ${batch.queue}`);
  }
}
