import { mkdir, open, readdir, readFile, stat, unlink, writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { cidVersionSchema } from "./content-address.ts";
import { type FileStore, ignoreCode, keyvaluesSchema, networkSchema, writeWhole } from "./file-store.ts";
import { PinataRefusal } from "./pinata-refusal.ts";

/** The largest body that Pinata's edge lets through, in octets. */
const maximumPatchBytes = 100 * 1024 * 1024;
const maximumUploadBytes = 5 * 1024 ** 3;

const uploadSchema = z.object({
  id: z.uuid(),
  length: z.int().min(0).max(maximumUploadBytes),
  fields: z.object({
    name: z.string(),
    mimeType: z.string(),
    network: networkSchema,
    keyvalues: keyvaluesSchema,
    groupId: z.string().nullable(),
    cidVersion: cidVersionSchema,
  }),
  /** Set once the file is kept. */
  cid: z.string().optional(),
});
type Upload = z.infer<typeof uploadSchema>;

export type ResumableUploads = Awaited<ReturnType<typeof openResumableUploads>>;

/** tus 1.0.0 (creation, termination) as Pinata speaks it: the last answer carries `upload-cid`. Uploads outlive the process. */
export async function openResumableUploads(dataDir: string, store: FileStore) {
  const folder = join(dataDir, "uploads");
  await mkdir(folder, { recursive: true });
  const recordPath = (id: string) => join(folder, `${id}.json`);
  const partPath = (id: string) => join(folder, `${id}.part`);
  /** The last request at each upload: the next one waits for it, so that an offset is never read while it moves. */
  const turns = new Map<string, Promise<void>>();
  const takeTurn = async (id: string, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(id) ?? Promise.resolve()).catch(() => {}).then(work);
    turns.set(id, turn);
    try {
      await turn;
    } finally {
      if (turns.get(id) === turn) turns.delete(id);
    }
  };

  const find = async (id: string): Promise<Upload> => {
    const text = await readFile(recordPath(id), "utf8").catch(ignoreCode("ENOENT"));
    if (text === undefined) throw new PinataRefusal(404, "There is no such upload");
    return uploadSchema.parse(JSON.parse(text));
  };
  const offsetOf = async (upload: Upload) =>
    upload.cid ? upload.length : (await stat(partPath(upload.id))).size;
  /** Safe to run again after a crash at any line: the same octets are the same file. */
  const finish = async (upload: Upload): Promise<string> => {
    const { file } = await store.keep(partPath(upload.id), upload.fields);
    await writeWhole(recordPath(upload.id), JSON.stringify({ ...upload, cid: file.cid }));
    await unlink(partPath(upload.id)).catch(ignoreCode("ENOENT"));
    return file.cid;
  };

  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith(".json"))) {
    const upload = await find(name.slice(0, -".json".length));
    if (!upload.cid && (await offsetOf(upload)) === upload.length) await finish(upload);
  }

  const create = async (request: IncomingMessage, response: ServerResponse, url: URL, base: string) => {
    const upload = readCreation(request, url);
    await writeFile(partPath(upload.id), "");
    await writeWhole(recordPath(upload.id), JSON.stringify(upload));
    if (upload.length === 0) response.setHeader("upload-cid", await finish(upload));
    response.setHeader("Location", `${base}/v3/files/${upload.id}`);
    response.writeHead(201).end();
  };

  const append = async (request: IncomingMessage, response: ServerResponse, upload: Upload) => {
    if (request.headers["content-type"] !== "application/offset+octet-stream") {
      throw new PinataRefusal(415, "Content-Type must be application/offset+octet-stream");
    }
    const offset = await offsetOf(upload);
    if (request.headers["upload-offset"] !== String(offset))
      throw new PinataRefusal(409, "mismatched offset");
    const reached = upload.cid
      ? offset
      : await writeBody(request, partPath(upload.id), offset, upload.length);
    response.setHeader("Upload-Offset", reached);
    if (reached === upload.length) response.setHeader("upload-cid", upload.cid ?? (await finish(upload)));
    response.writeHead(204).end();
  };

  return {
    /** Answers POST at the endpoint (`id` undefined), HEAD, PATCH and DELETE at an upload. `base` is the origin that was asked. */
    async answer(
      request: IncomingMessage,
      response: ServerResponse,
      url: URL,
      base: string,
      id: string | undefined,
    ): Promise<void> {
      response.setHeader("Tus-Resumable", "1.0.0");
      // The SDK leaves the version out; what is said must be ours.
      if ((request.headers["tus-resumable"] ?? "1.0.0") !== "1.0.0") {
        response.setHeader("Tus-Version", "1.0.0");
        throw new PinataRefusal(412, "unsupported version");
      }
      if (id === undefined) return create(request, response, url, base);
      await takeTurn(id, async () => {
        const upload = await find(id);
        if (request.method === "PATCH") return append(request, response, upload);
        if (request.method === "HEAD") {
          response.setHeader("Upload-Offset", await offsetOf(upload));
          response.setHeader("Upload-Length", upload.length);
          response.setHeader("Cache-Control", "no-store");
          response.writeHead(200).end();
          return;
        }
        await unlink(partPath(id)).catch(ignoreCode("ENOENT"));
        await unlink(recordPath(id));
        response.writeHead(204).end();
      });
    },
  };
}

function readCreation(request: IncomingMessage, url: URL): Upload {
  const metadata = readMetadata(request.headers["upload-metadata"]);
  const parsed = uploadSchema.safeParse({
    id: uuidv7(),
    length: Number(request.headers["upload-length"]),
    fields: {
      name: metadata.get("filename") ?? "upload",
      mimeType: metadata.get("filetype") || "application/octet-stream",
      network: metadata.get("network") ?? "private",
      keyvalues: parseJson(metadata.get("keyvalues") ?? "{}"),
      groupId: metadata.get("group_id") ?? null,
      // The SDK says it in both places.
      cidVersion: url.searchParams.get("X-Upload-Option-Cid-Version") ?? metadata.get("cid_version") ?? "v1",
    },
  });
  if (!parsed.success) throw new PinataRefusal(400, z.prettifyError(parsed.error));
  return parsed.data;
}

/** Upload-Metadata: pairs of a key and base64, separated by commas. */
function readMetadata(header: string | string[] | undefined): Map<string, string> {
  const pairs = String(header ?? "")
    .split(",")
    .map((pair) => pair.trim().split(" "));
  return new Map(pairs.map(([key = "", value = ""]) => [key, Buffer.from(value, "base64").toString("utf8")]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PinataRefusal(400, "keyvalues aren't JSON");
  }
}

/** Appends a request's body; what had arrived before a cut stays. Answers the offset that was reached. */
async function writeBody(
  request: IncomingMessage,
  path: string,
  offset: number,
  length: number,
): Promise<number> {
  const most = Math.min(length, offset + maximumPatchBytes);
  if (offset + Number(request.headers["content-length"] ?? 0) > most)
    throw new PinataRefusal(413, "too large");
  const file = await open(path, "r+");
  let position = offset;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (position + chunk.length > most) throw new PinataRefusal(413, "too large");
      position += (await file.write(chunk, 0, chunk.length, position)).bytesWritten;
    }
  } finally {
    await file.close();
  }
  return position;
}
