import { requireRole, type Viewer } from "./access.ts";
import { AppError, notFound } from "./errors.ts";
import { presentTranscript } from "./memories.ts";
import type { Services } from "./ports.ts";
import type { Transcript } from "./schemas.ts";

/**
 * Asks for the voices of a recording to be told apart: a call of its own to a model that can, made in the background.
 * The memory stays as it is meanwhile, and where there is no such model.
 */
export async function askForVoices(services: Services, viewer: Viewer, memoryId: string): Promise<void> {
  const seen = await services.memories.findWithTranscript(viewer, memoryId);
  requireRole("memory", seen?.role, "editor");
  if (!seen?.transcript) {
    throw new AppError("transcript.not_ready", 409, "The words of this memory have not been heard yet.");
  }
  const { requestId } = services;
  await services.wakeUps.send({ version: 1, type: "speakers", memoryId, requestId });
}

/** Says whose voice it is (undefined: nobody knows), in everything that this voice says. */
export async function nameVoice(
  services: Services,
  viewer: Viewer,
  memoryId: string,
  label: string,
  personId: string | undefined,
): Promise<Transcript> {
  const { role, personKnown, transcript } = await services.speakers.nameVoice(
    viewer,
    memoryId,
    label,
    personId,
  );
  requireRole("memory", role, "editor");
  if (!personKnown) {
    throw new AppError("person.not_found", 422, "The person named here isn't one of this family's people.", {
      errors: [{ path: "personId", message: "not one of this family's people" }],
    });
  }
  if (!transcript) throw notFound("speaker");
  return presentTranscript(transcript);
}
