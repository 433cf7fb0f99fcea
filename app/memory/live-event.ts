import * as z from "zod/mini";
import type { MemoryStatus, Stage } from "../../core/schemas.ts";

const liveEventSchema: z.ZodMiniType<{ status: MemoryStatus; stage?: Stage | null }> = z.object({
  status: z.enum(["uploading", "uploaded", "transcribing", "enriching", "pinning", "ready", "failed"]),
  stage: z.optional(
    z.nullable(
      z.object({
        name: z.enum(["transcribe", "enrich", "pin"]),
        progress: z.number(),
        retryAt: z.optional(z.string()),
      }),
    ),
  ),
});

/** What an event of a memory's stream says; undefined for what is no such event. */
export function readLiveEvent(data: string): { status: MemoryStatus; stage: Stage | undefined } | undefined {
  try {
    const parsed = liveEventSchema.safeParse(JSON.parse(data));
    return parsed.success ? { status: parsed.data.status, stage: parsed.data.stage ?? undefined } : undefined;
  } catch {
    return undefined;
  }
}
