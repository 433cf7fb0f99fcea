import { requireRole, type Viewer } from "./access.ts";
import { AppError, notFound } from "./errors.ts";
import { type MemoryRecord, presentMemory } from "./memory-record.ts";
import { nextStep, queueOf } from "./pipeline.ts";
import type { Services } from "./ports.ts";
import type { Memory, MemoryFilters, MemoryPatch, Page, SegmentPatch, Transcript } from "./schemas.ts";
import type { InFamily, Listed, NewMemory } from "./stores.ts";
import { timeWords } from "./time-words.ts";

/** Lists a family's memories, newest first, and says which family it is. */
export async function listMemories(
  services: Services,
  viewer: Viewer,
  familyId: string,
  filters: MemoryFilters,
  page: Page,
): Promise<InFamily<Listed<Memory>>> {
  const listed = await services.memories.list(viewer, familyId, filters, page);
  if (!listed) throw notFound("family");
  return { ...listed, items: listed.items.map(presentMemory) };
}

/** Opens one memory. */
export async function openMemory(services: Services, viewer: Viewer, memoryId: string): Promise<Memory> {
  const seen = await services.memories.find(viewer, memoryId);
  if (!seen) throw notFound("memory");
  return presentMemory(seen.memory);
}

/**
 * Opens one memory with its words (undefined until they have been heard), the viewer's role, the family's people and the
 * names that an editor said are strangers'.
 */
export async function readMemory(services: Services, viewer: Viewer, memoryId: string) {
  const seen = await services.memories.findWithTranscript(viewer, memoryId);
  if (!seen) throw notFound("memory");
  const { memory, transcript, ...around } = seen;
  return {
    ...around,
    memory: presentMemory(memory),
    transcript: transcript && presentTranscript(transcript),
  };
}

/**
 * Accepts a recording whose octets lie in R2 already, and wakes the pipeline. The same id again answers the same memory.
 * The row is the truth: when the wake-up call is lost, the sweep sends it again.
 */
export async function acceptRecording(
  services: Services,
  viewer: Viewer,
  memory: NewMemory,
): Promise<Memory> {
  const created = await services.memories.create(viewer, memory);
  requireRole("family", created.role, "editor");
  if (!created.narratorKnown) throw unknownPerson("narratorId");
  if (!created.memory) throw notFound("family");
  services.log("memory.accepted", {
    familyId: memory.familyId,
    memoryId: memory.id,
    bytes: memory.recording.bytes,
  });
  await wake(services, created.memory);
  return presentMemory(created.memory);
}

/** Changes what a person may change. `version` undefined skips the check; a stale one is refused with 412. */
export async function editMemory(
  services: Services,
  viewer: Viewer,
  memoryId: string,
  version: number | undefined,
  patch: MemoryPatch,
): Promise<Memory> {
  const { role, memory, narratorKnown, updated } = await services.memories.update(
    viewer,
    memoryId,
    version,
    patch,
  );
  requireRole("memory", role, "editor");
  if (!memory) throw notFound("memory");
  if (!narratorKnown) throw unknownPerson("narratorId");
  if (!updated) {
    throw new AppError(
      "memory.stale",
      412,
      "Somebody changed this memory in the meantime. Look at it again, then save.",
    );
  }
  return presentMemory(memory);
}

/** Corrects the words of one segment. */
export async function editSegment(
  services: Services,
  viewer: Viewer,
  memoryId: string,
  segmentId: string,
  patch: SegmentPatch,
): Promise<Transcript> {
  const { role, speakerKnown, segmentFound, transcript } = await services.memories.updateSegment(
    viewer,
    memoryId,
    segmentId,
    patch,
  );
  requireRole("memory", role, "editor");
  if (!speakerKnown) throw unknownPerson("speakerId");
  if (!segmentFound || !transcript) throw notFound("segment");
  return presentTranscript(transcript);
}

/** Begins the failed step again. */
export async function retryMemory(services: Services, viewer: Viewer, memoryId: string): Promise<Memory> {
  const { role, memory, retried } = await services.memories.retry(viewer, memoryId);
  requireRole("memory", role, "editor");
  if (!memory) throw notFound("memory");
  if (!retried) {
    throw new AppError(
      "memory.not_retryable",
      409,
      "There is nothing to try again: this memory has not failed in a way that trying again could mend.",
    );
  }
  await wake(services, memory);
  return presentMemory(memory);
}

/** A transcript as clients see it: where a person corrected the text, its words are the corrected ones. */
export function presentTranscript({ language, segments, speakers = [] }: Transcript): Transcript {
  return {
    language,
    segments: segments.map((segment) => ({ ...segment, words: timeWords(segment) })),
    ...(speakers.length > 0 ? { speakers } : {}),
  };
}

/** A narrator or speaker who isn't one of the family's people; `path` names the field. */
export function unknownPerson(path: "narratorId" | "speakerId"): AppError {
  return new AppError("person.not_found", 422, "The person named here isn't one of this family's people.", {
    errors: [{ path, message: "not one of this family's people" }],
  });
}

/** Sends word to the consumer of the step that a memory waits for. */
export async function wake(services: Services, memory: MemoryRecord): Promise<void> {
  const step = nextStep(memory, new Date());
  if (!step) return;
  await services.wakeUps.send({
    version: 1,
    type: queueOf(step),
    memoryId: memory.id,
    requestId: services.requestId,
  });
}
