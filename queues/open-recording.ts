import { AppError } from "../core/errors.ts";
import type { MemoryRecord } from "../core/memory-record.ts";
import type { RangeSource, Services } from "../core/ports.ts";

/** Opens a memory's temporary audio in R2; `recording.missing` (410) ends a memory whose audio is gone. */
export async function openRecording(services: Services, { recording }: MemoryRecord): Promise<RangeSource> {
  const { objectKey } = recording;
  const source = objectKey === undefined ? undefined : await services.recordings.open(objectKey);
  if (!source)
    throw new AppError("recording.missing", 410, "The recording's audio is no longer where we kept it.");
  return source;
}
