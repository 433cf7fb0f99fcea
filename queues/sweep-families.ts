import type { Services } from "../core/ports.ts";

/**
 * Goes a step on with families whose days of grace are over: their memories are erased by the pipeline (audio, kept copy,
 * rows), their people's photos leave R2, their interviews' sessions are forgotten, and once nothing of that is left the rest
 * goes. Every step may be cut short and done again.
 */
export async function sweepFamilies(services: Services): Promise<void> {
  const { familyPurge, photos: pictures, interviewSessions, wakeUps, requestId, log } = services;
  const { memoryIds, photos, interviewIds, erasedFamilyIds } = await familyPurge.advance();
  for (const memoryId of memoryIds) {
    await wakeUps.send({ version: 1, type: "pinning", memoryId, requestId });
  }
  for (const photo of photos) {
    await pictures.remove(photo.key);
    await familyPurge.forgetPhoto(photo);
  }
  for (const interviewId of interviewIds) {
    await interviewSessions.forget(interviewId);
    await familyPurge.forgetInterview(interviewId);
  }
  for (const familyId of erasedFamilyIds) log("family.erased", { familyId });
}
