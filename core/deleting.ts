import { z } from "zod";
import { requireRole, type Viewer } from "./access.ts";
import { notFound } from "./errors.ts";
import { wake } from "./memories.ts";
import { type MemoryRecord, presentMemory } from "./memory-record.ts";
import type { Services } from "./ports.ts";
import { type Memory, memorySchema, type Page } from "./schemas.ts";
import type { Listed } from "./stores.ts";

/** Days in which a deleted memory can be restored; then what is left of it is erased. */
export const restoreDays = 30;

/** A memory that nobody finds any more, but that can still be restored until `eraseAt`. */
export const deletedMemorySchema = z.object({
  memory: memorySchema,
  deletedAt: z.iso.datetime(),
  eraseAt: z.iso.datetime(),
});
export type DeletedMemory = z.infer<typeof deletedMemorySchema>;

export const deletionSchema = z.object({
  /** true: it is erased at once and can't be restored. */
  forever: z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"] }).optional(),
});

/**
 * Deletes a memory: it is gone for everybody at once. It can be restored for 30 days, unless it is deleted `forever`
 * (which a memory deleted before may be, too): then the pipeline erases it now. Answers the family that it was of.
 */
export async function deleteMemory(
  services: Services,
  viewer: Viewer,
  memoryId: string,
  forever = false,
): Promise<string> {
  const { role, familyId } = await services.deletions.remove(viewer, memoryId, forever);
  requireRole("memory", role, "editor");
  if (!familyId) throw notFound("memory");
  services.log("memory.deleted", { memoryId, familyId, forever });
  if (forever) {
    const { requestId } = services;
    await services.wakeUps.send({ version: 1, type: "pinning", memoryId, requestId });
  }
  return familyId;
}

/** Brings a deleted memory back as it was; what was interrupted goes on. Restoring a living memory changes nothing. */
export async function restoreMemory(services: Services, viewer: Viewer, memoryId: string): Promise<Memory> {
  const { role, memory, restored } = await services.deletions.restore(viewer, memoryId);
  requireRole("memory", role, "editor");
  if (!memory) throw notFound("memory");
  if (restored) {
    services.log("memory.restored", { memoryId, familyId: memory.familyId });
    await wake(services, memory);
    // What it means was forgotten with its place in the search.
    const { requestId } = services;
    await services.wakeUps.send({ version: 1, type: "embedding", memoryId, requestId });
  }
  return presentMemory(memory);
}

/** Lists what a family's editors can still restore. */
export async function listDeleted(
  services: Services,
  viewer: Viewer,
  familyId: string,
  page: Page,
): Promise<Listed<DeletedMemory>> {
  const listed = await services.deletions.list(viewer, familyId, page);
  requireRole("family", listed?.family.role, "editor");
  if (!listed) throw notFound("family");
  return { items: listed.items.flatMap(presentDeleted), nextCursor: listed.nextCursor };
}

/** A deleted memory that the viewer may restore; undefined when there is none of this id, or no longer. */
export async function findDeleted(
  services: Services,
  viewer: Viewer,
  memoryId: string,
): Promise<DeletedMemory | undefined> {
  const memory = await services.deletions.find(viewer, memoryId);
  return memory && presentDeleted(memory)[0];
}

function presentDeleted(record: MemoryRecord): DeletedMemory[] {
  const { deletedAt, eraseAt } = record;
  return deletedAt && eraseAt ? [{ memory: presentMemory(record), deletedAt, eraseAt }] : [];
}
