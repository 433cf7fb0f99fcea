import { AppError } from "../core/errors.ts";
import { energyFrame, planCut } from "../core/interview/cut-memories.ts";
import { bytesPerSecond, sampleRate } from "../core/interview/frames.ts";
import type { Session } from "../core/interview/session.ts";
import { writeWavHeader } from "../core/interview/wav.ts";
import type { Services } from "../core/ports.ts";
import { recordingKey, takeInRecording } from "../core/recordings-in.ts";
import type { InterviewStorage } from "./interview-storage.ts";

/** Silence is looked for in so much of a turn's start and end. */
const endBytes = 10 * bytesPerSecond;

interface Stretch {
  turnId: string;
  /** Bytes of the turn's audio. */
  from: number;
  to: number;
}

/**
 * Makes one memory of a session: its turns' audio becomes one WAV file in R2, and that a memory at the pipeline's begin. The
 * same memory again is the same memory. Throws what the database, R2 or the family refuse; the audio stays here then.
 */
export async function joinTurns(
  services: Services,
  storage: InterviewStorage,
  session: Session,
  memory: { id: string; turnIds: string[] },
): Promise<void> {
  const { familyId, startedBy, narrator, language } = session;
  const objectKey = recordingKey(familyId, memory.id);
  const stretches = findStretches(storage, session, memory.turnIds);
  const pcm = readStretches(storage, stretches);
  const stored = await services.recordings.put(objectKey, pcm, Number.MAX_SAFE_INTEGER);
  const recordedOn = new Date(session.createdAt).toISOString().slice(0, 10);
  const arrive = (narratorId: string | undefined) =>
    takeInRecording(services, startedBy, {
      memoryId: memory.id,
      familyId,
      objectKey,
      fields: { narratorId, language, recordedOn },
      hash: async () => stored.sha256,
    });
  try {
    await arrive(narrator?.id);
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    // An earlier run may have got through before its member lost the right to do so.
    if ((await services.pipeline.knownObjectKeys([objectKey])).has(objectKey)) return;
    // Whoever told it was taken off the family's list since: the story stays.
    if (error.code !== "person.not_found") throw error;
    await arrive(undefined);
  }
}

/** What is kept of each turn, from shortly before its first word to shortly after its last. */
function findStretches(storage: InterviewStorage, session: Session, turnIds: string[]): Stretch[] {
  return session.turns
    .filter(({ id }) => turnIds.includes(id))
    .map(({ id }) => {
      const bytes = storage.bytes(id);
      const { fromSeconds, toSeconds } = planCut({
        head: measureEnergies(storage, id, 0, Math.min(endBytes, bytes)),
        tail: measureEnergies(storage, id, Math.max(0, bytes - endBytes), bytes),
        seconds: bytes / bytesPerSecond,
      });
      return { turnId: id, from: toBytes(fromSeconds), to: Math.min(toBytes(toSeconds), bytes) };
    })
    .filter(({ from, to }) => from < to);
}

/** The root mean square of each frame of a stretch, the last whole one ending where the stretch does. */
function measureEnergies(storage: InterviewStorage, turnId: string, from: number, to: number): number[] {
  const frameSamples = energyFrame * sampleRate;
  const begin = from + (((to - from) / 2) % frameSamples) * 2;
  const energies: number[] = [];
  let sum = 0;
  let count = 0;
  for (const bytes of storage.read(turnId, begin, to)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < bytes.length; at += 2) {
      sum += view.getInt16(at, true) ** 2;
      count += 1;
      if (count < frameSamples) continue;
      energies.push(Math.sqrt(sum / count));
      sum = 0;
      count = 0;
    }
  }
  return energies;
}

function toBytes(seconds: number): number {
  return Math.round(seconds * sampleRate) * 2;
}

/** A WAV file of these stretches, a row at a time. */
function readStretches(storage: InterviewStorage, stretches: Stretch[]): ReadableStream<Uint8Array> {
  let bytes = 0;
  for (const { from, to } of stretches) bytes += to - from;
  function* read(): Generator<Uint8Array> {
    yield writeWavHeader(bytes);
    for (const { turnId, from, to } of stretches) yield* storage.read(turnId, from, to);
  }
  const chunks = read();
  return new ReadableStream({
    pull(controller) {
      const { done, value } = chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
