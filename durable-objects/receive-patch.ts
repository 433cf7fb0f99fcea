import { beginParts, type StoredPart, storePart } from "../adapters/r2-parts.ts";
import { partBytes } from "../adapters/r2-recordings.ts";
import { AppError } from "../core/errors.ts";
import { SNIFF_BYTES, sniffRecording } from "../core/recording-sniff.ts";
import { recordingKey } from "../core/recordings-in.ts";
import type { Patch } from "../core/tus.ts";
import { checkReceived, type Upload } from "../core/upload.ts";
import { pieceBytes, type UploadStorage } from "./upload-storage.ts";

const scratchBytes = 256 * 1024;

/**
 * Takes the bytes of one PATCH as they flow: full parts go to R2, the tail to SQLite a piece at a time, so that a cut
 * costs at most one piece. With a checksum nothing counts before all of it matches. Holds one part at most.
 * `stopped`: `stop` fired; what was durable stays. `unsupported`: the first bytes are no recording's.
 */
export async function receivePatch(
  bucket: R2Bucket,
  storage: UploadStorage,
  upload: Upload,
  patch: Patch,
  body: ReadableStream<Uint8Array>,
  stop: AbortSignal,
): Promise<"received" | "stopped" | "unsupported"> {
  const key = recordingKey(upload.familyId, upload.memoryId);
  // Loaded here, since Node's streams come with it and would slow every Worker's start.
  const digest = patch.checksum && (await import("node:crypto")).createHash(patch.checksum.algorithm);

  const part = new Uint8Array(partBytes);
  let filled = storage.readTail(part);
  let saved = filled;
  let number = storage.parts().length;
  const unproven: StoredPart[] = [];
  let received = 0;
  let looked = patch.offset >= SNIFF_BYTES;
  let foreign = false;

  const saveTail = () => {
    if (digest || filled === saved) return;
    storage.appendTail(part.subarray(saved, filled));
    saved = filled;
  };
  const sendPart = async () => {
    if (!upload.partsId) {
      upload.partsId = await beginParts(bucket, key);
      storage.save(upload);
    }
    const sent = { number: number + 1, etag: await storePart(bucket, key, upload.partsId, number + 1, part) };
    if (digest) unproven.push(sent);
    else storage.moveForward([sent], new Uint8Array());
    number += 1;
    filled = 0;
    saved = 0;
  };
  const lookAtHead = () => {
    if (looked || (filled < SNIFF_BYTES && filled < upload.length)) return;
    looked = true;
    foreign = !sniffRecording(part.subarray(0, Math.min(filled, SNIFF_BYTES)));
  };
  const take = async (chunk: Uint8Array) => {
    for (let taken = 0; taken < chunk.length; ) {
      if (filled === partBytes) await sendPart();
      const piece = chunk.subarray(taken, taken + Math.min(partBytes - filled, pieceBytes));
      part.set(piece, filled);
      filled += piece.length;
      taken += piece.length;
      lookAtHead();
      if (foreign && !digest) return;
      if (filled - saved >= pieceBytes) saveTail();
    }
  };

  // Read into the same memory again and again: a buffer for each chunk would fill the isolate faster than it is swept.
  const reader = body.getReader({ mode: "byob" });
  let scratch = new Uint8Array(scratchBytes);
  const cancel = () => void reader.cancel().catch(() => {});
  stop.addEventListener("abort", cancel);
  try {
    while (true) {
      const next = await reader
        .read(scratch)
        .catch((error) => (stop.aborted ? undefined : interrupted(error)));
      if (stop.aborted || !next) return "stopped";
      const { done, value } = next;
      if (done || !value) break;
      received += value.length;
      checkReceived(upload, patch.offset, received);
      digest?.update(value);
      await take(value);
      if (foreign && !digest) return "unsupported";
      scratch = new Uint8Array(value.buffer);
    }
    if (digest) {
      if (digest.digest("base64") !== patch.checksum?.base64) throw checksumMismatch();
      if (foreign) return "unsupported";
      storage.moveForward(unproven, part.subarray(0, filled));
    }
    return "received";
  } finally {
    stop.removeEventListener("abort", cancel);
    if (!foreign) saveTail();
    // What isn't read any more is refused to the sender instead of waiting for it.
    cancel();
  }
}

function interrupted(cause: unknown): never {
  throw new AppError("upload.interrupted", 400, "The connection broke off. Ask with HEAD where to go on.", {
    cause,
  });
}

function checksumMismatch(): AppError {
  return new AppError(
    "upload.checksum_mismatch",
    460,
    "The bytes that arrived aren't those that were sent. Please send this piece again.",
  );
}
