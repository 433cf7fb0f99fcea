import type { Viewer } from "./access.ts";
import { AppError, notFound, VendorError } from "./errors.ts";
import type { RangeSource, Services } from "./ports.ts";

/** The octets of a memory's recording, wherever they lie now, with a tag that changes when they do. */
export interface Playback {
  source: RangeSource;
  contentType: string;
  etag: string;
}

/** Opens a recording for listening: the temporary audio while it is there, afterwards the kept copy. */
export async function openPlayback(services: Services, viewer: Viewer, memoryId: string): Promise<Playback> {
  const seen = await services.memories.find(viewer, memoryId);
  if (!seen) throw notFound("memory");
  const { recording, pin } = seen.memory;
  const temporary = recording.objectKey ? await services.recordings.open(recording.objectKey) : undefined;
  const source =
    temporary ??
    (pin.cid && pin.pinnedAt
      ? services.keptAudio.open(pin.cid, recording.bytes, recording.probe.contentType)
      : undefined);
  if (!source) {
    throw new AppError("recording.missing", 404, "The audio of this memory is no longer where we kept it.");
  }
  return { source, contentType: recording.probe.contentType, etag: `"${recording.sha256}"` };
}

/** A range of octets as HTTP asks for it (RFC 9110, 14.2). `endExclusive` counts like Array.slice. */
export type AskedRange =
  | { kind: "whole" }
  | { kind: "part"; start: number; endExclusive: number }
  | { kind: "unsatisfiable" };

/** Reads a Range header: one range of bytes; anything else is answered with the whole. */
export function readRange(header: string | undefined, bytes: number): AskedRange {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (match[1] === "" && match[2] === "")) return { kind: "whole" };
  const [, first = "", last = ""] = match;
  if (first === "") {
    const length = Number(last);
    return length === 0 || bytes === 0
      ? { kind: "unsatisfiable" }
      : { kind: "part", start: Math.max(0, bytes - length), endExclusive: bytes };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return { kind: "whole" };
  const endExclusive = last === "" ? bytes : Math.min(bytes, Number(last) + 1);
  return start < bytes ? { kind: "part", start, endExclusive } : { kind: "unsatisfiable" };
}

/** A pinning vendor's gateway that is away, said to a listener. */
export function asListenerError(error: unknown): unknown {
  if (!(error instanceof VendorError)) return error;
  return new AppError(
    "recording.away",
    503,
    "The place where this recording is kept does not answer at the moment. The recording is safe; please try again in a minute.",
    { headers: { "Retry-After": "60" }, cause: error },
  );
}
