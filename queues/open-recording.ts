import { AppError } from "../core/errors.ts";
import type { MemoryRecord } from "../core/memory-record.ts";
import { isKept } from "../core/pipeline.ts";
import type { RangeSource, Services } from "../core/ports.ts";

/**
 * Opens a memory's temporary audio in R2, or its kept copy where that has taken its place: a memory may be done again
 * long after. `recording.missing` (410) ends a memory whose audio is gone.
 */
export async function openRecording(
  services: Services,
  { recording, pin }: MemoryRecord,
): Promise<RangeSource> {
  const { objectKey, bytes, probe } = recording;
  const temporary = objectKey === undefined ? undefined : await services.recordings.open(objectKey);
  if (temporary) return temporary;
  if (pin.cid && isKept(pin)) return services.keptAudio.open(pin.cid, bytes, probe.contentType);
  throw new AppError("recording.missing", 410, "The recording's audio is no longer where we kept it.");
}
