import { Buffer } from "node:buffer";
import type { PinStore, RangeSource } from "../core/ports.ts";
import { malformedAnswer, readPinataError, readPinataResponse } from "./pinata-errors.ts";

/**
 * Octets sent at a time, and held in memory. Pinata wants less than 50 MB; several uploads may share the Worker's 128 MB.
 * The SDK's own uploader takes a File, so it would hold the whole.
 */
export const partBytes = 8 * 1024 * 1024;
const partPatience = 120_000;
const patience = 30_000;

export interface UploadTarget {
  /** Pinata's upload API, with its `/v3`. */
  uploadUrl: string;
  jwt: string;
  cidVersion: string;
  fetch: typeof fetch;
}
type UploadOptions = Parameters<PinStore["upload"]>[1];

/**
 * Sends a recording by tus 1.0.0, from where an earlier try of the same recording stopped. Answers the content id that
 * the vendor gave; undefined: the upload had been complete before, and that answer is lost. Throws VendorErrors.
 */
export async function sendResumably(
  target: UploadTarget,
  source: RangeSource,
  options: UploadOptions,
): Promise<string | undefined> {
  const call = (url: string, init: RequestInit, milliseconds = patience) =>
    callPinata(target, url, init, options, milliseconds);

  const known = options.resume ? await readOffset(call, options.resume, source.bytes) : undefined;
  if (known?.offset === source.bytes) return undefined;
  const { url, offset: start } = known ?? { url: await create(call, target, source, options), offset: 0 };
  if (!known) await options.onResumable(url);

  let offset = start;
  let cid: string | null = null;
  while (offset < source.bytes) {
    const end = Math.min(source.bytes, offset + partBytes);
    const body = await readPart(source, offset, end);
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
    const response = await call(url, { method: "PATCH", headers, body }, partPatience);
    if (!response.ok) throw await readPinataResponse(response);
    await response.body?.cancel();
    const reached = Number(response.headers.get("upload-offset") ?? Number.NaN);
    if (!(reached > offset && reached <= end)) throw malformedAnswer("Upload-Offset is out of place");
    offset = reached;
    cid = response.headers.get("upload-cid");
    await options.onProgress(offset);
  }
  return cid ?? undefined;
}

type Call = (url: string, init: RequestInit, milliseconds?: number) => Promise<Response>;

async function callPinata(
  target: UploadTarget,
  url: string,
  init: RequestInit,
  { requestId, signal }: UploadOptions,
  milliseconds: number,
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${target.jwt}`);
  headers.set("Tus-Resumable", "1.0.0");
  headers.set("X-Request-Id", requestId);
  const patient = AbortSignal.timeout(milliseconds);
  try {
    return await target.fetch(url, {
      ...init,
      headers,
      signal: signal ? AbortSignal.any([signal, patient]) : patient,
    });
  } catch (error) {
    throw readPinataError(error);
  }
}

/** Where an upload stopped; undefined: the vendor has let go of it, or it isn't of this recording. */
async function readOffset(
  call: Call,
  url: string,
  bytes: number,
): Promise<{ url: string; offset: number } | undefined> {
  const response = await call(url, { method: "HEAD" });
  // tus 1.0.0 lets a server answer any of these for an upload it no longer knows.
  if ([403, 404, 410].includes(response.status)) return undefined;
  if (!response.ok) throw await readPinataResponse(response);
  const offset = Number(response.headers.get("upload-offset") ?? Number.NaN);
  if (!Number.isInteger(offset) || Number(response.headers.get("upload-length")) !== bytes) return undefined;
  return { url, offset };
}

async function create(
  call: Call,
  target: UploadTarget,
  source: RangeSource,
  options: UploadOptions,
): Promise<string> {
  const metadata = {
    filename: options.name,
    filetype: source.contentType,
    network: "private",
    keyvalues: JSON.stringify({ memoryId: options.memoryId, familyId: options.familyId }),
    cid_version: target.cidVersion,
  };
  // As the SDK does, the profile is named in both places.
  const endpoint = `${target.uploadUrl}/files?X-Upload-Option-Cid-Version=${encodeURIComponent(target.cidVersion)}`;
  const response = await call(endpoint, {
    method: "POST",
    headers: {
      "Upload-Length": String(source.bytes),
      "Upload-Metadata": Object.entries(metadata)
        .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
        .join(","),
    },
  });
  if (!response.ok) throw await readPinataResponse(response);
  await response.body?.cancel();
  const location = response.headers.get("location");
  if (!location || !URL.canParse(location, endpoint)) throw malformedAnswer("no Location");
  return new URL(location, endpoint).href;
}

async function readPart(source: RangeSource, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const part = new Uint8Array(end - start);
  let filled = 0;
  for await (const chunk of await source.read(start, end)) {
    part.set(chunk, filled);
    filled += chunk.length;
  }
  if (filled !== part.length) throw new Error("the recording is shorter than its size says");
  return part;
}
