import { AppError } from "../core/errors.ts";
import { proposeNames } from "../core/heard-names.ts";
import { keepCorrections } from "../core/keep-corrections.ts";
import { presentTranscript } from "../core/memories.ts";
import type { RangeSource, Services } from "../core/ports.ts";
import { proveEnrichment } from "../core/prove-enrichment.ts";
import type { Claimed } from "../core/queue-stores.ts";
import type { Heard, Probe, Transcript } from "../core/schemas.ts";
import { stitchTranscripts } from "../core/stitch.ts";
import { teachNames } from "../core/teach-names.ts";
import { leaseSeconds, type StepResult } from "./attempt.ts";
import { openRecording } from "./open-recording.ts";

/** Hears a recording, then reads what was said: the steps of the `enrichment` queue. */
export async function enrichMemory(services: Services, claimed: Claimed): Promise<StepResult> {
  return claimed.step === "enrich" ? readStory(services, claimed) : hearNextPart(services, claimed);
}

/** One message hears one part, so that no invocation outlives its limits and a retry repeats little. */
async function hearNextPart(
  services: Services,
  { lease, memory, plan: keptPlan, parts, known, transcript: earlier }: Claimed,
): Promise<StepResult> {
  const { probe } = memory.recording;
  const source = await openRecording(services, memory);
  const plan = keptPlan ?? (await services.media.planParts(source, probe));
  // Without a plan that was kept, these parts were heard another time.
  if (!keptPlan) parts.clear();
  if (!keptPlan && plan.length > 1 && !(await services.pipeline.keepPlan(lease, plan)))
    return { kind: "lost" };
  const part = plan.find(({ index }) => !parts.has(index));
  if (part) {
    const stage = { name: "transcribe" as const, progress: parts.size / plan.length };
    if (!(await services.pipeline.report(lease, stage, leaseSeconds))) return { kind: "lost" };
    const cut = await services.media.cutPart(source, probe, part);
    const heard = await services.transcriber.transcribe(cut, {
      requestId: services.requestId,
      prompt: teachNames(known, memory.narrator?.id),
      language: memory.language,
    });
    parts.set(part.index, { start: cut.start, heard });
    if (plan.some(({ index }) => !parts.has(index))) {
      const kept = await services.pipeline.keepPart(
        lease,
        { index: part.index, start: cut.start, heard },
        plan.length,
      );
      return kept ? { kind: "forward", next: "transcribe" } : { kind: "lost" };
    }
  }
  const heard = joinParts(services, parts);
  if (heard.segments.length === 0) {
    throw new AppError("recording.empty", 422, "We listened to the whole recording and heard nobody speak.");
  }
  const waveform = memory.recording.waveform ? undefined : await drawWaveform(services, source, probe, heard);
  const before = earlier && (await services.pipeline.readWords(lease));
  const words = before ? keepCorrections(heard, before.transcript, before.corrected, services.newId) : heard;
  const kept = await services.pipeline.keepTranscript(lease, words, waveform, before);
  return kept ? { kind: "forward", next: "enrich" } : { kind: "lost" };
}

async function readStory(
  services: Services,
  { lease, memory, transcript: words, known }: Claimed,
): Promise<StepResult> {
  if (!words) throw new AppError("transcript.missing", 500, "The words of this recording are missing.");
  // As they are read: corrected, and with names as the family spells them.
  const transcript = presentTranscript(words);
  if (!(await services.pipeline.report(lease, { name: "enrich", progress: 0 }, leaseSeconds)))
    return { kind: "lost" };
  const text = transcript.segments.map((segment) => segment.text).join(" ");
  const [draft, mentions] = await Promise.all([
    services.enricher.draft(
      {
        transcript,
        knownNames: known.flatMap(({ name, aliases }) => [name, ...aliases]),
        recordedOn: memory.recordedOn,
      },
      { requestId: services.requestId },
    ),
    services.mentions.find(text, transcript.language),
  ]);
  const enrichment = proveEnrichment(draft, mentions, transcript, known, { recordedOn: memory.recordedOn });
  const asked = proposeNames(enrichment.people, known, []).flatMap(({ name, candidates: [likeliest] }) =>
    likeliest ? [{ name, person: likeliest.name }] : [],
  );
  const kept = await services.pipeline.keepEnrichment(lease, enrichment, asked);
  if (kept) await wakeEmbedding(services, memory.id);
  return kept ? { kind: "forward", next: "pin" } : { kind: "lost" };
}

async function wakeEmbedding({ wakeUps, requestId }: Services, memoryId: string): Promise<void> {
  // A call that is lost costs a few minutes: the sweep finds what has no meaning yet.
  await wakeUps.send({ version: 1, type: "embedding", memoryId, requestId }).catch(() => {});
}

async function drawWaveform(services: Services, source: RangeSource, probe: Probe, transcript: Transcript) {
  const measured = await services.media.measureWaveform(source, probe);
  if (measured) return { bars: measured, source: "decoded" as const };
  const bars = await services.media.estimateWaveform(
    source,
    probe,
    transcript.segments.flatMap((segment) => segment.words),
  );
  return { bars, source: "estimated" as const };
}

function joinParts(services: Services, parts: Map<number, { start: number; heard: Heard }>): Transcript {
  const inOrder = [...parts.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, { start, heard }]) => ({ start, transcript: heard }));
  const joined = stitchTranscripts(inOrder);
  return {
    language: joined.language,
    segments: joined.segments.map((segment) => ({ ...segment, id: services.newId() })),
  };
}
