import { z } from "zod";
import { AppError } from "./errors.ts";
import { requestLimitBytes } from "./recordings-in.ts";
import { type Refusal, refusalSchema } from "./refusal.ts";
import { idSchema, recordingFieldsSchema } from "./schemas.ts";
import { type Patch, patchTooLarge } from "./tus.ts";

/** Bytes that arrived are kept this long when nobody sends the rest. */
export const uploadLifetimeMs = 24 * 60 * 60 * 1000;

/** What is remembered of one upload; how many bytes of it are durable is counted where they lie. */
export const uploadSchema = z.object({
  id: idSchema,
  viewer: z.object({ userId: z.string(), name: z.string(), email: z.string() }),
  familyId: idSchema,
  /** Fixed from the start, so that finishing twice makes one memory. */
  memoryId: idSchema,
  length: z.number().int().positive(),
  fields: recordingFieldsSchema,
  /** Upload-Metadata as it was sent: HEAD gives it back. */
  metadata: z.string(),
  /** R2's name for the parts so far; none before the first is full. */
  partsId: z.string().optional(),
  phase: z.discriminatedUnion("name", [
    z.object({ name: z.literal("receiving") }),
    /** All bytes lie in R2 as one object. */
    z.object({ name: z.literal("joined") }),
    z.object({ name: z.literal("accepted") }),
    z.object({ name: z.literal("refused"), refusal: refusalSchema }),
  ]),
  /** How often finishing failed, for reasons that aren't the sender's. */
  failures: z.number().int(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
});
export type Upload = z.infer<typeof uploadSchema>;

/** What a client learns of an upload. It is plain data: it crosses from the Durable Object to the Worker. */
export type UploadAnswer =
  | {
      kind: "upload";
      offset: number;
      length: number;
      metadata: string;
      expiresAt: number | undefined;
      memoryId: string | undefined;
    }
  | { kind: "refused"; refusal: Refusal };

/** Refuses a PATCH that doesn't go on where the durable bytes end, or that says it brings more than is missing. */
export function checkPatch(upload: Pick<Upload, "length">, offset: number, patch: Patch): void {
  if (patch.offset !== offset) {
    throw new AppError(
      "upload.offset_mismatch",
      409,
      `The bytes here end at ${offset}, not at ${patch.offset}. Ask with HEAD where to go on.`,
      { headers: { "Upload-Offset": String(offset) } },
    );
  }
  checkReceived(upload, offset, patch.bytes ?? 0);
}

/** Refuses more bytes than one PATCH may bring, or than are missing from the upload. */
export function checkReceived(upload: Pick<Upload, "length">, offset: number, received: number): void {
  if (received > requestLimitBytes) throw patchTooLarge();
  if (offset + received > upload.length) {
    throw new AppError(
      "upload.too_long",
      413,
      `Upload-Length said ${upload.length} bytes; these would be more.`,
    );
  }
}

/** What is to be done with an upload now: `offset` counts its durable bytes, `now` is in milliseconds since 1970. */
export function nextUploadAct(
  upload: Pick<Upload, "phase" | "length" | "expiresAt">,
  offset: number,
  now: number,
): "wait" | "join" | "accept" | "forget" {
  switch (upload.phase.name) {
    case "receiving":
      // All bytes are here: the sender's part is done, so it never expires.
      if (offset === upload.length) return "join";
      return now >= upload.expiresAt ? "forget" : "wait";
    case "joined":
      return "accept";
    case "accepted":
    case "refused":
      return now >= upload.expiresAt ? "forget" : "wait";
  }
}

/** Milliseconds until finishing is tried again: a minute, doubling up to an hour. */
export function finishDelayMs(failures: number): number {
  return Math.min(60 * 60_000, 60_000 * 2 ** failures);
}
