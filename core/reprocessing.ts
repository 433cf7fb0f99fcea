import { z } from "zod";
import { requireRole, type Viewer } from "./access.ts";
import { AppError, notFound } from "./errors.ts";
import { wake } from "./memories.ts";
import { presentMemory } from "./memory-record.ts";
import type { Services } from "./ports.ts";
import type { Memory } from "./schemas.ts";

/** Where to begin anew: hear the recording again, or only read again what was heard. */
export const reprocessSchema = z.object({ from: z.enum(["transcribe", "enrich"]) });
export type Reprocess = z.infer<typeof reprocessSchema>;

/**
 * Makes a memory's words or its reading anew, e.g. by a better model. What a person edited stays; until the new words
 * are there the old ones do, too. Without words to read it begins by hearing. 409 while it is at work.
 */
export async function reprocessMemory(
  services: Services,
  viewer: Viewer,
  memoryId: string,
  { from }: Reprocess,
): Promise<Memory> {
  const { role, memory, begun } = await services.memories.reprocess(viewer, memoryId, from);
  requireRole("memory", role, "editor");
  if (!memory) throw notFound("memory");
  if (!begun) {
    throw new AppError(
      "memory.at_work",
      409,
      "This memory is being worked on already. It can be done again once that has ended.",
    );
  }
  services.log("memory.reprocessed", { memoryId, familyId: memory.familyId, from });
  await wake(services, memory);
  return presentMemory(memory);
}
