import { AppError, notFound } from "./errors.ts";
import { parseRecordingFields } from "./recording-fields.ts";
import {
  emptyRecording,
  recordingLimitBytes,
  requestLimitBytes,
  tooLargeRecording,
} from "./recordings-in.ts";
import { idSchema, type RecordingFields } from "./schemas.ts";

// The headers of tus 1.0.0 (https://tus.io/protocols/resumable-upload) as far as this house speaks it.

export const tusVersion = "1.0.0";
/** Length in bytes of each digest that a checksum may be. */
const digestBytes = { sha1: 20, sha256: 32 } as const;

/** What OPTIONS answers. */
export const tusCapabilities = {
  "Tus-Version": tusVersion,
  "Tus-Extension": "creation,creation-with-upload,expiration,checksum,termination",
  "Tus-Max-Size": String(recordingLimitBytes),
  "Tus-Checksum-Algorithm": Object.keys(digestBytes).join(","),
} as const;

export interface Checksum {
  algorithm: keyof typeof digestBytes;
  /** Of the digest that the bytes must have. */
  base64: string;
}

/** Refuses other versions of the protocol with 412. */
export function checkTusVersion(headers: Headers): void {
  if (headers.get("Tus-Resumable") === tusVersion) return;
  throw new AppError(
    "upload.unsupported_version",
    412,
    `Uploads speak tus ${tusVersion}: send Tus-Resumable.`,
    {
      headers: { "Tus-Version": tusVersion },
    },
  );
}

/** Reads Upload-Metadata: pairs of a name and base64 of UTF-8 text, divided by commas; a name may stand alone. */
export function parseUploadMetadata(header: string): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const pair of header.split(",")) {
    const [name, value, ...more] = pair.trim().split(" ");
    if (name === "" && value === undefined) continue;
    if (!name || more.length > 0 || name in texts) throw malformed("Upload-Metadata");
    texts[name] = value === undefined ? "" : decodeText(value);
  }
  return texts;
}

function decodeText(base64: string): string {
  const bytes = decodeBase64(base64);
  if (!bytes) throw malformed("Upload-Metadata");
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw malformed("Upload-Metadata");
  }
}

/** undefined: not base64 as RFC 4648 writes it, padded. */
function decodeBase64(base64: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(base64)) return undefined;
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export interface UploadCreation {
  length: number;
  familyId: string;
  fields: RecordingFields;
  metadata: string;
}

/** Reads the headers that create an upload; refuses what could never become a recording before a byte is taken. */
export function readCreation(headers: Headers): UploadCreation {
  const length = readNumber(headers, "Upload-Length");
  if (length === undefined) {
    throw new AppError("upload.length_required", 400, "Say how long the recording is: send Upload-Length.");
  }
  if (length === 0) throw emptyRecording();
  if (length > recordingLimitBytes) throw tooLargeRecording(recordingLimitBytes);
  const metadata = headers.get("Upload-Metadata") ?? "";
  const texts = parseUploadMetadata(metadata);
  const familyId = idSchema.safeParse(texts.familyId);
  if (!familyId.success) throw notFound("family");
  return { length, familyId: familyId.data, fields: parseRecordingFields(texts), metadata };
}

/** What one PATCH says of the bytes that it brings. */
export interface Patch {
  offset: number;
  /** undefined: sent in chunks of unknown number. */
  bytes: number | undefined;
  checksum: Checksum | undefined;
}

/** Whether a request brings bytes of an upload. */
export function bringsBytes(headers: Headers): boolean {
  return headers.get("Content-Type") === "application/offset+octet-stream";
}

/** Reads the headers of a PATCH; `offset` is given when the request creates the upload, too. */
export function readPatch(headers: Headers, offset = readNumber(headers, "Upload-Offset")): Patch {
  if (!bringsBytes(headers)) {
    throw new AppError(
      "upload.wrong_content_type",
      415,
      "Send the bytes as application/offset+octet-stream.",
    );
  }
  if (offset === undefined) {
    throw new AppError("upload.offset_required", 400, "Say where the bytes belong: send Upload-Offset.");
  }
  const bytes = readNumber(headers, "Content-Length");
  if (bytes !== undefined && bytes > requestLimitBytes) throw patchTooLarge();
  return { offset, bytes, checksum: readChecksum(headers) };
}

function readChecksum(headers: Headers): Checksum | undefined {
  const header = headers.get("Upload-Checksum");
  if (header === null) return undefined;
  const [algorithm, base64 = "", ...more] = header.split(" ");
  if (algorithm !== "sha1" && algorithm !== "sha256") {
    const known = Object.keys(digestBytes).join(" or ");
    throw new AppError("upload.unsupported_checksum", 400, `Checksums may be ${known}.`);
  }
  if (more.length > 0 || decodeBase64(base64)?.length !== digestBytes[algorithm])
    throw malformed("Upload-Checksum");
  return { algorithm, base64 };
}

function readNumber(headers: Headers, name: string): number | undefined {
  const text = headers.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw malformed(name);
  return Number(text);
}

function malformed(header: string): AppError {
  return new AppError("upload.malformed_header", 400, `The header ${header} isn't as tus 1.0.0 wants it.`);
}

/** More bytes than one PATCH may bring. */
export function patchTooLarge(): AppError {
  return new AppError(
    "upload.patch_too_large",
    413,
    "One request may bring 95 MB at most. Send the recording in smaller pieces.",
    { headers: { "Tus-Max-Size": String(recordingLimitBytes) } },
  );
}
