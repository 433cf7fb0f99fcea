import { AppError } from "../core/errors.ts";
import type { RangeSource, RecordingStore } from "../core/ports.ts";
import { emptyRecording, tooLargeRecording } from "../core/recordings-in.ts";

/** R2 wants the parts of an object to be equally large, at least 5 MiB; only the last may be smaller. */
export const partBytes = 8 * 1024 * 1024;

/** Temporary audio in R2, under `recordings/`. */
export function createRecordingStore(bucket: R2Bucket): RecordingStore {
  return {
    put: (key, stream, limitBytes) => putStream(bucket, key, stream, limitBytes),
    open: (key) => openObject(bucket, key),
    async remove(key) {
      await bucket.delete(key);
    },
    listOlderThan: (before) => listOlderThan(bucket, "recordings/", before),
  };
}

/** SHA-256 (hex) of all octets, read as a stream. */
export async function hashRecording(source: RangeSource): Promise<string> {
  const hash = await beginHash();
  for await (const chunk of await source.read(0, source.bytes)) hash.update(chunk);
  return hash.digest("hex");
}

/** Loaded when it is needed: Node's streams come with it, and would slow every Worker's start. */
async function beginHash() {
  const { createHash } = await import("node:crypto");
  return createHash("sha256");
}

async function putStream(
  bucket: R2Bucket,
  key: string,
  stream: ReadableStream<Uint8Array>,
  limitBytes: number,
): Promise<{ bytes: number; sha256: string }> {
  const hash = await beginHash();
  const part = new Uint8Array(partBytes);
  let filled = 0;
  let bytes = 0;
  let upload: R2MultipartUpload | undefined;
  const parts: R2UploadedPart[] = [];

  const storePart = async () => {
    upload ??= await bucket.createMultipartUpload(key);
    parts.push(await upload.uploadPart(parts.length + 1, part.subarray(0, filled)));
    filled = 0;
  };

  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > limitBytes) throw tooLargeRecording(limitBytes);
      hash.update(chunk);
      for (let taken = 0; taken < chunk.length; ) {
        // Only when more comes is a full part known not to be the whole recording.
        if (filled === partBytes) await storePart();
        const piece = chunk.subarray(taken, taken + partBytes - filled);
        part.set(piece, filled);
        filled += piece.length;
        taken += piece.length;
      }
    }
    if (bytes === 0) throw emptyRecording();
    if (upload) {
      await storePart();
      await upload.complete(parts);
    } else {
      await bucket.put(key, part.subarray(0, filled));
    }
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    // R2 itself drops unfinished parts after seven days, should this not get through.
    await upload?.abort().catch(() => {});
    throw error;
  }
}

async function openObject(bucket: R2Bucket, key: string): Promise<RangeSource | undefined> {
  const head = await bucket.head(key);
  if (!head) return undefined;
  return {
    bytes: head.size,
    contentType: head.httpMetadata?.contentType ?? "application/octet-stream",
    async read(start, endExclusive) {
      const end = Math.min(endExclusive, head.size);
      if (end <= start) return new Blob([]).stream();
      const object = await bucket.get(key, { range: { offset: start, length: end - start } });
      if (!object) throw new AppError("recording.missing", 410, "The recording is no longer here.");
      return object.body;
    },
  };
}

/** Keys under a prefix of objects that were stored before a time, page by page. */
export async function* listOlderThan(
  bucket: R2Bucket,
  prefix: string,
  before: Date,
): AsyncGenerator<string[]> {
  let cursor: string | undefined;
  do {
    const listed = await bucket.list({ prefix, cursor });
    yield listed.objects.filter(({ uploaded }) => uploaded < before).map(({ key }) => key);
    cursor = listed.truncated ? listed.cursor : undefined;
  } while (cursor);
}
