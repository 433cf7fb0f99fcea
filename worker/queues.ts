import { createServices } from "../adapters/services.ts";
import { consume } from "../queues/consumer.ts";
import { buryDeadLetters } from "../queues/dead-letters.ts";
import { enrichMemory } from "../queues/enrichment.ts";
import { pinMemory } from "../queues/pinning.ts";

/** Each queue and who consumes it. */
export async function consumeQueue(batch: MessageBatch, env: Env): Promise<void> {
  const services = (requestId: string) => createServices(env, requestId);
  switch (batch.queue) {
    case "enrichment":
      return consume(batch, services, enrichMemory);
    case "pinning":
      return consume(batch, services, pinMemory);
    case "dead-letters":
      return buryDeadLetters(batch, services);
    default:
      throw new Error(`nobody consumes the queue ${batch.queue}`);
  }
}
