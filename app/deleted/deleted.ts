import { z } from "zod";
import type { DeletedMemory } from "../../core/deleting.ts";
import { idSchema } from "../../core/schemas.ts";

/** What is shown of a deleted story. */
export function makeDeleted({ memory, deletedAt, eraseAt }: DeletedMemory) {
  return {
    id: memory.id,
    title: memory.title,
    language: memory.language,
    createdAt: memory.createdAt,
    narrator: memory.narrator?.name,
    seconds: memory.recording.seconds,
    deletedAt,
    eraseAt,
  };
}
export type Deleted = ReturnType<typeof makeDeleted>;

/** What a person may do with a deleted story. */
export const decisionSchema = z.object({ intent: z.enum(["restore", "erase"]), memoryId: idSchema });
