import { createHash } from "node:crypto";
import { type ClientRequest, request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Upload, type UploadOptions } from "tus-js-client";

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
export const checksum = (algorithm: "sha1" | "sha256", bytes: Uint8Array) =>
  `${algorithm} ${createHash(algorithm).update(bytes).digest("base64")}`;

export interface Account {
  authorization: string;
  familyId: string;
}

/** Makes an account and tells its first family. */
export async function signUp(api: string, name: string): Promise<Account> {
  const answer = await fetch(`${api}/auth/sign-up/email`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: new URL(api).origin },
    body: JSON.stringify({ name, email: `${name}@example.org`, password: "correct horse battery" }),
  });
  const token = answer.headers.get("set-auth-token");
  if (!token) throw new Error(`no account: ${answer.status} ${await answer.text()}`);
  const authorization = `Bearer ${token}`;
  const me = await fetch(`${api}/me`, { headers: { Authorization: authorization } });
  const { families } = (await me.json()) as { families: { id: string }[] };
  const [family] = families;
  if (!family) throw new Error("no family");
  return { authorization, familyId: family.id };
}

/** Sends a file with the real tus client; `stopAfter` bytes it is cut off as by a killed browser. */
export function sendByTus(
  api: string,
  account: Account,
  file: Buffer,
  options: Partial<UploadOptions> & { stopAfter?: number },
): Promise<{ url: string; memoryId: string | undefined; statuses: number[] }> {
  const statuses: number[] = [];
  const { stopAfter = Number.POSITIVE_INFINITY, ...more } = options;
  return new Promise((resolve, reject) => {
    let memoryId: string | undefined;
    const upload = new Upload(file, {
      endpoint: `${api}/uploads`,
      retryDelays: null,
      headers: { Authorization: account.authorization },
      onAfterResponse(_request, response) {
        statuses.push(response.getStatus());
        memoryId = response.getHeader("Memory-Id") ?? memoryId;
      },
      onProgress(sent) {
        if (sent >= stopAfter) {
          void upload.abort().then(() => resolve({ url: upload.url ?? "", memoryId, statuses }));
        }
      },
      onError: reject,
      onSuccess: () => resolve({ url: upload.url ?? "", memoryId, statuses }),
      ...more,
      metadata: {
        familyId: account.familyId,
        filename: "story.wav",
        filetype: "audio/wav",
        ...more.metadata,
      },
    });
    upload.start();
  });
}

const encode = (text: string) => Buffer.from(text).toString("base64");

/** Begins an upload of `length` bytes and answers the response. */
export function beginUpload(
  api: string,
  account: Account,
  length: number | undefined,
  metadata: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  const pairs = Object.entries({ familyId: account.familyId, ...metadata });
  return fetch(`${api}/uploads`, {
    method: "POST",
    headers: {
      Authorization: account.authorization,
      "Tus-Resumable": "1.0.0",
      ...(length === undefined ? {} : { "Upload-Length": String(length) }),
      "Upload-Metadata": pairs.map(([name, value]) => `${name} ${encode(value)}`).join(","),
      ...headers,
    },
  });
}

/** Begins an upload and answers its address. */
export async function openUpload(
  api: string,
  account: Account,
  length: number,
  metadata: Record<string, string> = {},
): Promise<string> {
  const answer = await beginUpload(api, account, length, metadata);
  const location = answer.headers.get("Location");
  if (answer.status !== 201 || !location)
    throw new Error(`not begun: ${answer.status} ${await answer.text()}`);
  return new URL(location, api).href;
}

export function patch(
  url: string,
  account: Account,
  offset: number,
  bytes: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: "PATCH",
    headers: {
      Authorization: account.authorization,
      "Tus-Resumable": "1.0.0",
      "Upload-Offset": String(offset),
      "Content-Type": "application/offset+octet-stream",
      ...headers,
    },
    body: bytes,
  });
}

export function ask(url: string, account: Account, method: "HEAD" | "DELETE" = "HEAD"): Promise<Response> {
  return fetch(url, {
    method,
    headers: { Authorization: account.authorization, "Tus-Resumable": "1.0.0" },
  });
}

export const offsetOf = (answer: Response) => Number(answer.headers.get("Upload-Offset"));
export const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;

/** Starts a request and sends some of its bytes: `sent` once they left this process; `status` is the answer's. */
export function startSending(
  url: string,
  method: "PATCH" | "POST",
  headers: Record<string, string>,
  bytes: Uint8Array,
): { request: ClientRequest; sent: Promise<void>; status: Promise<number | undefined> } {
  const sending = request(url, { method, headers, agent: false });
  const status = new Promise<number | undefined>((resolve) => {
    sending.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on("error", () => resolve(undefined));
  });
  const sent = new Promise<void>((resolve) => sending.write(bytes, () => resolve()));
  return { request: sending, sent, status };
}

/** Sends bytes as they come, without saying how many they will be; an answer may come before their end. */
export function sendFlowing(
  url: string,
  method: "PATCH" | "POST",
  headers: Record<string, string>,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<Response> {
  const sending = request(url, { method, headers, agent: false });
  return new Promise((resolve, reject) => {
    sending.on("response", async (response) => {
      const body = Buffer.concat(await response.toArray());
      resolve(new Response(body.length > 0 ? body : null, { status: response.statusCode }));
    });
    pipeline(Readable.from(bytes), sending).catch(reject);
  });
}
