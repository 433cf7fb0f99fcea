import { createRoute } from "@hono/zod-openapi";
import { asListenerError, openPlayback, readRange } from "../../core/playback.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { memoryPath, problem, refusals } from "./schemas.ts";

/** The recording itself, by ranges. */
export const audio = createRouter();

const octets = (description: string) => ({
  content: { "audio/*": { schema: { type: "string" as const, format: "binary" } } },
  description,
});

const listen = createRoute({
  method: "get",
  path: "/memories/{memoryId}/audio",
  request: { params: memoryPath },
  responses: {
    200: octets("The recording"),
    206: octets("A part of it"),
    416: problem("No such part"),
    ...refusals,
  },
});
audio.openapi(listen, async (c) => {
  const { source, contentType, etag } = await openPlayback(
    c.get("services"),
    requireViewer(c),
    c.req.valid("param").memoryId,
  );
  const headers = new Headers({
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, max-age=3600",
    "Content-Type": contentType,
    "X-Content-Type-Options": "nosniff",
    ETag: etag,
  });
  if (c.req.header("If-None-Match") === etag) return new Response(null, { status: 304, headers });
  const ifRange = c.req.header("If-Range");
  const range = readRange(ifRange && ifRange !== etag ? undefined : c.req.header("Range"), source.bytes);
  if (range.kind === "unsatisfiable") {
    headers.set("Content-Range", `bytes */${source.bytes}`);
    return new Response(null, { status: 416, headers });
  }
  const [start, endExclusive] = range.kind === "part" ? [range.start, range.endExclusive] : [0, source.bytes];
  headers.set("Content-Length", String(endExclusive - start));
  if (range.kind === "part")
    headers.set("Content-Range", `bytes ${start}-${endExclusive - 1}/${source.bytes}`);
  const status = range.kind === "part" ? 206 : 200;
  if (c.req.method === "HEAD") return new Response(null, { status, headers });
  const stream = await source.read(start, endExclusive).catch((error: unknown) => {
    throw asListenerError(error);
  });
  // A stream of JavaScript's own names no length, and the answer would go out without its Content-Length.
  const sized = stream.pipeThrough(new FixedLengthStream(endExclusive - start));
  return new Response(sized, { status, headers });
});
