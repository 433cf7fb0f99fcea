import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { AccessLinks } from "./access-links.ts";
import type { FileStore, StoredFile } from "./file-store.ts";
import { PinataRefusal } from "./pinata-refusal.ts";

/** Answers the gateway: `/ipfs/:cid` for public files, `/files/:cid` with a signed link for private ones. */
export async function answerGateway(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  store: FileStore,
  links: AccessLinks,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    throw new PinataRefusal(405, "Method not allowed");
  }
  const [, kind, cid = ""] = url.pathname.split("/");
  if (kind === "files" && !links.check(url, new Date())) {
    throw new PinataRefusal(403, "The link is missing its signature, or has expired");
  }
  const file = store.findByCid(kind === "files" ? "private" : "public", cid);
  if (!file) throw new PinataRefusal(404, "There is no such file");
  await sendFile(request, response, file, store.blobPath(cid), kind === "files");
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: StoredFile,
  path: string,
  isPrivate: boolean,
): Promise<void> {
  const etag = `"${file.cid}"`;
  response.setHeader("ETag", etag);
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("Content-Type", file.mime_type);
  response.setHeader(
    "Cache-Control",
    isPrivate ? "private, max-age=60" : "public, max-age=29030400, immutable",
  );
  if (request.headers["if-none-match"]?.split(/\s*,\s*/).includes(etag)) {
    response.writeHead(304).end();
    return;
  }
  const ifRange = request.headers["if-range"];
  const asked = ifRange === undefined || ifRange === etag ? request.headers.range : undefined;
  const range = readRange(asked, file.size);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${file.size}`, "Content-Length": 0 }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: file.size - 1 };
  response.setHeader("Content-Length", end - start + 1);
  if (range) response.setHeader("Content-Range", `bytes ${start}-${end}/${file.size}`);
  response.writeHead(range ? 206 : 200);
  if (request.method === "HEAD" || file.size === 0) response.end();
  else await pipeline(createReadStream(path, { start, end }), response);
}

/** One range of octets (RFC 9110, 14.1.2), its end inclusive; undefined: the whole file. */
function readRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | "unsatisfiable" | undefined {
  const match = header?.match(/^bytes=(\d*)-(\d*)$/);
  if (!match || (match[1] === "" && match[2] === "")) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "") {
    const length = Number(last);
    return length === 0 || size === 0
      ? "unsatisfiable"
      : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start < size ? { start, end } : "unsatisfiable";
}
