import type { Services } from "../core/ports.ts";

/** How much one sweep does at most: the next one comes in a minute. */
const stuckAtOnce = 100;
/** Passages wait without harm, and a vendor that is away is asked no more often than this. */
const embeddedAtOnce = 20;
/** An object without a row is an upload whose end never came. */
const orphanHours = 48;

/** Wakes what is stuck: a row's change and its message are not atomic, and local queues forget theirs on a restart. */
export async function sweepStuck(services: Services): Promise<void> {
  const stuck = await services.pipeline.listStuck(stuckAtOnce);
  for (const { memoryId, type } of stuck) {
    await services.wakeUps.send({ version: 1, type, memoryId, requestId: services.requestId });
  }
  if (stuck.length > 0) services.log("sweep.woke", { count: stuck.length }, "warn");
}

/** Wakes memories that can't be found by their meaning yet. */
export async function sweepMeaning({ embedder, passages, wakeUps, requestId }: Services): Promise<void> {
  for (const memoryId of await passages.listMemoriesWithoutMeaning(embedder.model, embeddedAtOnce)) {
    await wakeUps.send({ version: 1, type: "embedding", memoryId, requestId });
  }
}

/** Deletes audio that belongs to no memory, and the audio of memories that failed 30 days ago. */
export async function sweepAudio(services: Services, now: Date): Promise<void> {
  const orphans = await removeOrphans(services.recordings, services.pipeline.knownObjectKeys, now);
  const expired = await services.pipeline.listExpiredAudio(stuckAtOnce);
  for (const { familyId, memoryId, objectKey } of expired) {
    await services.recordings.remove(objectKey);
    await services.pipeline.forgetObject(familyId, memoryId);
    services.log("audio.expired", { familyId, memoryId });
  }
  if (orphans > 0) services.log("sweep.orphans", { count: orphans }, "warn");
}

/** Deletes photos that belong to nobody: those whose row was never written, and of people and families that are gone. */
export async function sweepPhotos({ photos, people, log }: Services, now: Date): Promise<void> {
  const orphans = await removeOrphans(photos, people.knownPhotoKeys, now);
  if (orphans > 0) log("sweep.photos", { count: orphans }, "warn");
}

/** Removes old objects that no row knows; answers how many. */
async function removeOrphans(
  objects: Pick<Services["recordings"], "listOlderThan" | "remove">,
  findKnown: (keys: string[]) => Promise<Set<string>>,
  now: Date,
): Promise<number> {
  const before = new Date(now.getTime() - orphanHours * 3_600_000);
  let orphans = 0;
  for await (const keys of objects.listOlderThan(before)) {
    const known = await findKnown(keys);
    for (const key of keys) {
      if (known.has(key)) continue;
      await objects.remove(key);
      orphans += 1;
    }
  }
  return orphans;
}
