import type { Services } from "../core/ports.ts";
import type { Outcome } from "./attempt.ts";
import { attemptSideWork } from "./side-work.ts";

/** How many passages one message says the meaning of: one short call to the vendor. */
const passagesAtOnce = 64;

/** A queue waits this long at most, in seconds, and comes back this often; after that the sweep's next call does. */
const patience = 300;
const maxDeliveries = 3;

/**
 * Says what the passages of a memory mean, so that they are found by paraphrases. It touches nothing but their vectors:
 * a memory is ready, and found by its words, without them. Whatever goes wrong leaves the rest to the sweep.
 */
export function embedMemory(services: Services, memoryId: string, deliveries: number): Promise<Outcome> {
  const about = { name: "embedding", memoryId, deliveries, maxDeliveries, patience };
  return attemptSideWork(services, about, () => embedPassages(services, memoryId));
}

async function embedPassages(services: Services, memoryId: string): Promise<void> {
  const { embedder, passages, requestId } = services;
  const waiting = await passages.listWithoutMeaning(embedder.model, memoryId, passagesAtOnce + 1);
  const now = waiting.slice(0, passagesAtOnce);
  if (now.length === 0) return;
  const texts = now.map(({ text }) => text);
  const vectors = await embedder.embed(texts, { requestId });
  const kept = await passages.keepMeanings(
    embedder.model,
    now.map((passage, index) => ({ ...passage, vector: vectors[index] ?? [] })),
  );
  services.log("memory.embedded", { memoryId, familyId: now[0]?.familyId, asked: now.length, kept });
  if (waiting.length > now.length)
    await services.wakeUps.send({ version: 1, type: "embedding", memoryId, requestId });
}
