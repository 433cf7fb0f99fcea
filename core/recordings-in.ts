import type { Viewer } from "./access.ts";
import { AppError } from "./errors.ts";
import { acceptRecording } from "./memories.ts";
import type { RangeSource, Services } from "./ports.ts";
import type { Memory, RecordingFields } from "./schemas.ts";

/** What one recording may hold in bytes, by whichever way it comes in: 500 MB. */
export const recordingLimitBytes = 500_000_000;
/** What one request may carry in bytes: a request body ends at 100 MB on Cloudflare's lower plans. */
export const requestLimitBytes = 95_000_000;

/** Where the temporary audio of a memory lies. */
export function recordingKey(familyId: string, memoryId: string): string {
  return `recordings/${familyId}/${memoryId}`;
}

/** A recording of no bytes. */
export function emptyRecording(): AppError {
  return new AppError("recording.empty", 422, "There is no sound in this file: it is empty.");
}

/** A file that is not one of the recordings we accept. */
export function unsupportedRecording(
  detail = "This file is not a WAV, MP3, M4A, Ogg, WebM or FLAC recording.",
): AppError {
  return new AppError("recording.unsupported", 415, detail);
}

/** A recording that is broken or breaks off. */
export function damagedRecording(cause?: unknown): AppError {
  const detail = "The recording is damaged or incomplete: no sound can be read from it.";
  return new AppError("recording.damaged", 422, detail, { cause });
}

/** A recording of more bytes than `limitBytes`. */
export function tooLargeRecording(limitBytes: number): AppError {
  const megabytes = Math.floor(limitBytes / 1_000_000);
  const elsewhere =
    limitBytes < recordingLimitBytes
      ? " Send larger ones, up to 500 MB, in pieces to /api/v1/uploads (tus 1.0.0)."
      : "";
  return new AppError("recording.too_large", 413, `A recording may be ${megabytes} MB at most.${elsewhere}`);
}

export interface ArrivedRecording {
  memoryId: string;
  familyId: string;
  objectKey: string;
  fields: RecordingFields;
  /** Answers the SHA-256 (hex) of the octets; asked only once the content is known to be good. */
  hash(source: RangeSource): Promise<string>;
}

/**
 * Judges a recording that lies in R2 by its content and makes it a memory; the same id again is the same memory.
 * Refusals are AppErrors below 500 (`recording.unsupported`, `recording.too_long`, …); what to do with the octets
 * then is the caller's part.
 */
export async function takeInRecording(
  services: Services,
  viewer: Viewer,
  arrived: ArrivedRecording,
): Promise<Memory> {
  const source = await services.recordings.open(arrived.objectKey);
  if (!source) {
    throw new AppError("recording.missing", 410, "The recording is no longer here. Please send it again.");
  }
  const probe = await services.media.probe(source);
  const { waveform } = arrived.fields;
  return acceptRecording(services, viewer, {
    id: arrived.memoryId,
    familyId: arrived.familyId,
    fields: arrived.fields,
    recording: {
      objectKey: arrived.objectKey,
      bytes: source.bytes,
      probe,
      sha256: await arrived.hash(source),
      waveform,
      waveformSource: waveform ? "decoded" : undefined,
    },
  });
}
