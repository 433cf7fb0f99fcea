import { requireRole, type Viewer } from "./access.ts";
import { AppError, notFound } from "./errors.ts";
import type { Services } from "./ports.ts";
import type { Person } from "./schemas.ts";

export const largestPhotoBytes = 2 * 1024 * 1024;

/** Where a photo lies in R2: another photo is another object. */
function photoKey(familyId: string, personId: string, id: string): string {
  return `photos/${familyId}/${personId}/${id}`;
}

/** Hangs a photo up in place of the one before. Where it was taken, and by which camera, is left out of a JPEG. */
export async function hangPhoto(
  services: Services,
  viewer: Viewer,
  personId: string,
  octets: Uint8Array,
): Promise<Person> {
  if (octets.length > largestPhotoBytes) throw tooLargePhoto();
  const contentType = sniffPhoto(octets);
  if (!contentType) {
    throw new AppError("photo.unsupported", 415, "That isn't a picture that we can show: JPEG, PNG or WebP.");
  }
  const seen = await services.people.find(viewer, personId);
  requireRole("person", seen?.role, "editor");
  if (!seen) throw notFound("person");
  const key = photoKey(seen.person.familyId, personId, services.newId());
  await services.photos.put(key, { bytes: dropMetadata(octets, contentType), contentType });
  return replacePhoto(services, viewer, personId, key);
}

/** Takes the photo down. */
export async function takePhotoDown(services: Services, viewer: Viewer, personId: string): Promise<void> {
  await replacePhoto(services, viewer, personId, undefined);
}

async function replacePhoto(
  services: Services,
  viewer: Viewer,
  personId: string,
  key: string | undefined,
): Promise<Person> {
  const { role, person, before } = await services.people.setPhoto(viewer, personId, key);
  // The row names the photo that is seen; an object that stays behind here is found by the sweep.
  const left = person ? before : key;
  if (left) await services.photos.remove(left).catch(() => {});
  requireRole("person", role, "editor");
  if (!person) throw notFound("person");
  return person;
}

export function tooLargePhoto(): AppError {
  return new AppError("photo.too_large", 413, "That photo is too large: 2 MB at most.");
}

export type PhotoType = "image/jpeg" | "image/png" | "image/webp";

/** What a picture is by its first octets; undefined for anything that isn't shown as a photo. */
export function sniffPhoto(octets: Uint8Array): PhotoType | undefined {
  const text = (from: number, to: number) => String.fromCharCode(...octets.subarray(from, to));
  if (octets[0] === 0xff && octets[1] === 0xd8 && octets[2] === 0xff) return "image/jpeg";
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP") return "image/webp";
  return undefined;
}

/**
 * A picture without what a camera writes beside it: EXIF with its GPS place, XMP, comments. Of a JPEG (ITU T.81, annex B)
 * the segments APP1 to APP15 but the colour profile (APP2) and Adobe's mark (APP14), and COM; of a PNG the chunks eXIf
 * and of text; of a WebP the chunks EXIF and XMP. What isn't well-formed is kept as it is from there on.
 */
export function dropMetadata(octets: Uint8Array, contentType: PhotoType): Uint8Array {
  switch (contentType) {
    case "image/jpeg":
      return dropJpegSegments(octets);
    case "image/png":
      return joinPieces([octets.subarray(0, 8), ...keepPngChunks(octets)]);
    case "image/webp":
      return dropWebpChunks(octets);
  }
}

function dropJpegSegments(octets: Uint8Array): Uint8Array {
  const kept = [octets.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= octets.length && octets[at] === 0xff) {
    const marker = octets[at + 1] ?? 0;
    // From the scan on there are pixels.
    if (marker === 0xda) break;
    const end = at + 2 + readUint(octets, at + 2, 2);
    const isPrivate =
      marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xe2 && marker !== 0xee);
    if (!isPrivate) kept.push(octets.subarray(at, end));
    at = end;
  }
  return joinPieces([...kept, octets.subarray(at)]);
}

function keepPngChunks(octets: Uint8Array): Uint8Array[] {
  const kept: Uint8Array[] = [];
  for (let at = 8; at < octets.length; ) {
    const end = at + 12 + readUint(octets, at, 4);
    const name = String.fromCharCode(...octets.subarray(at + 4, at + 8));
    if (!["eXIf", "tEXt", "zTXt", "iTXt", "tIME"].includes(name)) kept.push(octets.subarray(at, end));
    at = end;
  }
  return kept;
}

/** In the extended header two bits say that there is EXIF and XMP: they go with them. */
function dropWebpChunks(octets: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  for (let at = 12; at + 8 <= octets.length; ) {
    const size = readUint(octets, at + 4, 4, true);
    const end = at + 8 + size + (size % 2);
    const name = String.fromCharCode(...octets.subarray(at, at + 4));
    const chunk = octets.slice(at, end);
    if (name === "VP8X") chunk[8] = (chunk[8] ?? 0) & ~0b1100;
    if (name !== "EXIF" && name !== "XMP ") kept.push(chunk);
    at = end;
  }
  const all = joinPieces([octets.slice(0, 12), ...kept]);
  new DataView(all.buffer).setUint32(4, all.length - 8, true);
  return all;
}

function readUint(octets: Uint8Array, at: number, bytes: number, littleEndian = false): number {
  const digits = [...octets.subarray(at, at + bytes)];
  return (littleEndian ? digits.reverse() : digits).reduce((sum, digit) => sum * 256 + digit, 0);
}

function joinPieces(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
