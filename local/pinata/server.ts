import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { listen, stopListening } from "../listen.ts";
import { type AccessLinks, openAccessLinks } from "./access-links.ts";
import { cidVersionSchema } from "./content-address.ts";
import {
  type FileFields,
  type FileStore,
  keyvaluesSchema,
  networkSchema,
  openFileStore,
  type StoredFile,
} from "./file-store.ts";
import { answerGateway } from "./gateway.ts";
import { readMultipart, readText } from "./multipart.ts";
import { PinataRefusal } from "./pinata-refusal.ts";
import { openResumableUploads, type ResumableUploads } from "./resumable-uploads.ts";

const maximumTextBytes = 1024 * 1024;

/** One request and what the answers need. `base` is the origin that was asked, also when a proxy stands before us. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  base: string;
  store: FileStore;
  uploads: ResumableUploads;
  links: AccessLinks;
}

/**
 * Starts the stand-in for Pinata v3 on loopback: `uploadsUrl` and `apiUrl` are the SDK's `uploadUrl` and `endpointUrl`.
 * Any bearer token in the form of a JWT is accepted. Files lie in `dataDir` under their true content id.
 */
export async function startPinata(options: { port?: number; dataDir: string }): Promise<{
  url: string;
  uploadsUrl: string;
  apiUrl: string;
  gatewayUrl: string;
  close(): Promise<void>;
}> {
  await mkdir(options.dataDir, { recursive: true });
  const store = await openFileStore(options.dataDir);
  const uploads = await openResumableUploads(options.dataDir, store);
  const links = await openAccessLinks(options.dataDir);

  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    const url = new URL(request.url ?? "/", base);
    void handle({ request, response, url, base, store, uploads, links });
  });
  // A large file may take its time.
  server.requestTimeout = 0;
  const port = await listen(server, options.port);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    uploadsUrl: `${url}/v3`,
    apiUrl: `${url}/v3`,
    gatewayUrl: url,
    close: () => stopListening(server),
  };
}

async function handle(exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  try {
    await route(exchange);
  } catch (error) {
    // The client has gone: nobody is left to answer.
    if (response.destroyed || response.headersSent) return void response.destroy();
    if (!(error instanceof PinataRefusal)) console.error("local/pinata:", error);
    const status = error instanceof PinataRefusal ? error.status : 500;
    const message = error instanceof PinataRefusal ? error.message : "Internal Server Error";
    if (!request.complete) response.setHeader("Connection", "close");
    sendJson(response, status, { error: { code: status, message } });
  }
}

async function route(exchange: Exchange): Promise<void> {
  const { request, response, url, base, store, uploads, links } = exchange;
  if (/^\/(ipfs|files)\/[A-Za-z0-9]+$/.test(url.pathname)) {
    return answerGateway(request, response, url, store, links);
  }
  const [, version, resource, first, second, ...rest] = url.pathname.split("/");
  if (version !== "v3" || rest.length > 0) throw new PinataRefusal(404, "Not Found");
  if (request.method === "OPTIONS" && resource === "files") {
    const tus = { "Tus-Resumable": "1.0.0", "Tus-Version": "1.0.0", "Tus-Extension": "creation,termination" };
    response.writeHead(204, tus).end();
    return;
  }
  // Pinata's tokens are JWTs; who signed them only Pinata can check.
  if (!/^Bearer [\w-]+\.[\w-]+\.[\w-]*$/.test(request.headers.authorization ?? "")) {
    throw new PinataRefusal(401, "Not Authorized");
  }

  if (resource === "data" && first === "testAuthentication" && request.method === "GET") {
    return sendJson(response, 200, {
      message: "Congratulations! You are communicating with the Pinata API!",
    });
  }
  if (resource !== "files") throw new PinataRefusal(404, "Not Found");
  if (first === undefined && request.method === "POST") {
    return request.headers["upload-length"] === undefined
      ? receiveForm(exchange)
      : uploads.answer(request, response, url, base, undefined);
  }
  const network = networkSchema.safeParse(first);
  if (network.success) return answerFiles(exchange, network.data, second);
  if (first !== undefined && second === undefined) {
    if (first === "sign" && request.method === "POST") return createLink(exchange);
    if (z.uuid().safeParse(first).success && ["HEAD", "PATCH", "DELETE"].includes(request.method ?? "")) {
      return uploads.answer(request, response, url, base, first);
    }
  }
  throw new PinataRefusal(404, "Not Found");
}

/** `/v3/files/{network}` and below. */
async function answerFiles(
  exchange: Exchange,
  network: StoredFile["network"],
  id: string | undefined,
): Promise<void> {
  const { request, response, store } = exchange;
  if (network === "private" && id === "download_link" && request.method === "POST")
    return createLink(exchange);
  if (id === undefined && request.method === "GET") return listFiles(exchange, network);
  const file = id === undefined ? undefined : store.find(network, id);
  if (!file) throw new PinataRefusal(404, "File not found");
  if (request.method === "GET") return sendJson(response, 200, { data: file });
  if (request.method === "DELETE") {
    await store.remove(file);
    return sendJson(response, 200, { data: null });
  }
  throw new PinataRefusal(405, "Method not allowed");
}

const listQuerySchema = z.object({
  cid: z.string().optional(),
  name: z.string().optional(),
  group: z.string().optional(),
  mimeType: z.string().optional(),
  order: z.enum(["ASC", "DESC"]).default("DESC"),
  limit: z.coerce.number().int().min(1).max(1000).default(10),
  pageToken: z.base64().optional(),
});

function listFiles({ response, url, store }: Exchange, network: StoredFile["network"]): void {
  const query = accept(listQuerySchema, Object.fromEntries(url.searchParams));
  const keyvalues = Object.fromEntries(
    [...url.searchParams].flatMap(([name, value]) => {
      const key = name.match(/^keyvalues\[(.+)\]$/)?.[1];
      return key === undefined ? [] : [[key, value]];
    }),
  );
  const after = query.pageToken && Buffer.from(query.pageToken, "base64").toString();
  const found = store.list(network, { ...query, keyvalues }, query.order, after);
  const files = found.slice(0, query.limit);
  const last = found.length > files.length ? files.at(-1) : undefined;
  sendJson(response, 200, {
    data: { files, next_page_token: last ? Buffer.from(last.id).toString("base64") : "" },
  });
}

const linkSchema = z.object({
  url: z.url(),
  date: z.int().positive(),
  expires: z.int().positive(),
  method: z.literal("GET"),
});

async function createLink({ request, response, base, links }: Exchange): Promise<void> {
  const asked = accept(linkSchema, parseJson(await readText(bodyOf(request), maximumTextBytes)));
  const path = new URL(asked.url).pathname;
  if (!/^\/files\/[A-Za-z0-9]+$/.test(path))
    throw new PinataRefusal(400, "url must be a gateway's /files/{cid}");
  // As Pinata does, the answer names the account's own gateway.
  sendJson(response, 200, { data: links.sign(new URL(path, base), asked.date, asked.expires) });
}

const formSchema = z.object({
  network: networkSchema.default("private"),
  name: z.string().optional(),
  group_id: z.string().optional(),
  keyvalues: z.string().default("{}").transform(parseJson).pipe(keyvaluesSchema),
  cid_version: cidVersionSchema.default("v1"),
});

/** An upload as multipart/form-data: the file comes before the fields that say what to do with it. */
async function receiveForm({ request, response, store }: Exchange): Promise<void> {
  const path = store.newIncomingPath();
  try {
    const fields: Record<string, string> = {};
    let received: { filename: string; mimeType: string } | undefined;
    for await (const part of readMultipart(bodyOf(request), request.headers["content-type"] ?? "")) {
      if (part.name === "file" && !received) {
        await pipeline(part.body, createWriteStream(path));
        received = {
          filename: part.filename ?? "file",
          mimeType: part.contentType ?? "application/octet-stream",
        };
      } else {
        fields[part.name] = await readText(part.body, maximumTextBytes);
      }
    }
    if (!received) throw new PinataRefusal(400, "the form has no file");
    const form = accept(formSchema, fields);
    const kept: FileFields = {
      name: form.name ?? received.filename,
      mimeType: received.mimeType,
      network: form.network,
      keyvalues: form.keyvalues,
      groupId: form.group_id ?? null,
      cidVersion: form.cid_version,
    };
    const { file, isDuplicate } = await store.keep(path, kept);
    sendJson(response, 200, { data: isDuplicate ? { ...file, is_duplicate: true } : file });
  } finally {
    await rm(path, { force: true });
  }
}

/** A refusal leaves the connection open for its answer. */
const bodyOf = (request: IncomingMessage): AsyncIterable<Buffer> =>
  request.iterator({ destroyOnReturn: false });

function accept<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new PinataRefusal(400, z.prettifyError(parsed.error));
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PinataRefusal(400, "not JSON");
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
