import type { Services } from "../core/ports.ts";
import { shiftTurns, tellVoicesApart, type VoiceTurn } from "../core/voices.ts";
import type { Outcome } from "./attempt.ts";
import { openRecording } from "./open-recording.ts";
import { attemptSideWork } from "./side-work.ts";

/** A vendor that is busy is asked again this often; after that somebody may ask anew. */
const maxDeliveries = 5;

/**
 * Tells the voices of a recording apart because somebody asked for it. It touches nothing but who speaks: whatever goes
 * wrong leaves the memory as it is, and its speakers can be named by hand.
 */
export function tellSpeakersApart(
  services: Services,
  memoryId: string,
  deliveries: number,
): Promise<Outcome> {
  // A server without such a model says so each time: it isn't asked again.
  const about = { name: "speakers", memoryId, deliveries, maxDeliveries, final: "diarization.refused" };
  return attemptSideWork(services, about, async () => {
    const found = await services.speakers.findWords(memoryId);
    if (!found) return;
    const { memory, transcript } = found;
    const told = tellVoicesApart(transcript, await hearVoices(services, found));
    await services.speakers.keepVoices(memory, told);
    services.log("speakers.told", { memoryId, familyId: memory.familyId, voices: told.speakers.length });
  });
}

type Words = NonNullable<Awaited<ReturnType<Services["speakers"]["findWords"]>>>;

async function hearVoices(services: Services, { memory, transcript }: Words): Promise<VoiceTurn[]> {
  const { probe } = memory.recording;
  const source = await openRecording(services, memory);
  const plan = await services.media.planParts(source, probe);
  const turns: VoiceTurn[] = [];
  for (const part of plan) {
    const cut = await services.media.cutPart(source, probe, part);
    const heard = await services.diarizer.tellApart(cut, {
      requestId: services.requestId,
      language: transcript.language === "und" ? undefined : transcript.language,
    });
    // Nobody tells us whether the A of one part is the A of another.
    const name = plan.length > 1 ? String(part.index + 1) : "";
    turns.push(...shiftTurns(heard, { start: cut.start, name }));
  }
  return turns;
}
