import { VendorError } from "../core/errors.ts";
import { retryDelay } from "../core/pipeline.ts";
import type { Services } from "../core/ports.ts";
import type { Outcome } from "./attempt.ts";

/** How many passages one message says the meaning of: one short call to the vendor. */
const passagesAtOnce = 64;

/** A queue waits this long at most, in seconds, and comes back this often; after that the sweep's next call does. */
const patience = 300;
const maxDeliveries = 3;

/**
 * Says what the passages of a memory mean, so that they are found by paraphrases. It touches nothing but their vectors:
 * a memory is ready, and found by its words, without them. Whatever goes wrong leaves the rest to the sweep.
 */
export async function embedMemory(
  services: Services,
  memoryId: string,
  deliveries: number,
): Promise<Outcome> {
  const { embedder, passages, requestId } = services;
  const waiting = await passages.listWithoutMeaning(embedder.model, memoryId, passagesAtOnce + 1);
  const now = waiting.slice(0, passagesAtOnce);
  if (now.length === 0) return { kind: "done" };
  let vectors: number[][];
  try {
    vectors = await embedder.embed(
      now.map(({ text }) => text),
      { requestId },
    );
  } catch (error) {
    if (error instanceof VendorError) return meet(services, memoryId, deliveries, error);
    throw error;
  }
  const kept = await passages.keepMeanings(
    embedder.model,
    now.map((passage, index) => ({ ...passage, vector: vectors[index] ?? [] })),
  );
  services.log("memory.embedded", { memoryId, familyId: now[0]?.familyId, asked: now.length, kept });
  if (waiting.length > now.length)
    await services.wakeUps.send({ version: 1, type: "embedding", memoryId, requestId });
  return { kind: "done" };
}

function meet(services: Services, memoryId: string, deliveries: number, error: VendorError): Outcome {
  const seconds = retryDelay(deliveries, error.retryAfter);
  const again = error.retryable && deliveries < maxDeliveries && seconds <= patience;
  services.log(
    again ? "embedding.postponed" : "embedding.left",
    { memoryId, code: error.code, deliveries, seconds: again ? seconds : undefined },
    error.retryable ? "warn" : "error",
  );
  return again ? { kind: "again", seconds } : { kind: "done" };
}
