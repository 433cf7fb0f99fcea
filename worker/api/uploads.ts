import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { hashText } from "../../adapters/hash-text.ts";
import { notFound } from "../../core/errors.ts";
import { requireOpenFamily } from "../../core/families.ts";
import { unknownPerson } from "../../core/memories.ts";
import { fromRefusal } from "../../core/refusal.ts";
import { idSchema } from "../../core/schemas.ts";
import {
  bringsBytes,
  checkTusVersion,
  readCreation,
  readPatch,
  tusCapabilities,
  tusVersion,
} from "../../core/tus.ts";
import type { UploadAnswer } from "../../core/upload.ts";
import { type AppContext, requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { readRefusedBodies } from "../refused-bodies.ts";
import { createRouter } from "./router.ts";
import { refusals as commonRefusals, problem } from "./schemas.ts";

// tus 1.0.0 with creation, creation-with-upload, expiration, checksum and termination. Each upload is a Durable Object.

const tags = ["Recordings in"];
const bytes = { "application/offset+octet-stream": { schema: z.string().openapi({ format: "binary" }) } };
const text = () => z.string().optional();
const params = z.object({ uploadId: z.string() });
const version = { "tus-resumable": text().openapi({ example: tusVersion }) };
const refusals = {
  ...commonRefusals,
  412: problem("Another version of tus"),
  413: problem("Larger than 500 MB, or a request larger than 95 MB"),
  415: problem("Not a recording that we can read"),
  422: problem("Empty or damaged, or the metadata isn't right"),
};
const progress = z.object({
  "Upload-Offset": z.string(),
  "Upload-Expires": text(),
  "Memory-Id": text().openapi({ description: "Once the upload is complete: the memory that it became" }),
});

const describe = createRoute({
  method: "options",
  path: "/uploads",
  summary: "What uploads can do (tus 1.0.0)",
  tags,
  responses: { 204: { description: "Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm" } },
});

const create = createRoute({
  method: "post",
  path: "/uploads",
  summary: "Begin an upload of up to 500 MB",
  tags,
  request: {
    headers: z.object({
      ...version,
      "upload-length": text(),
      "upload-metadata": text().openapi({
        description:
          "familyId, filename, filetype; optional title, narratorId, recordedOn, language, waveform, each in base64",
      }),
      "upload-checksum": text(),
      "idempotency-key": text(),
    }),
    body: { content: bytes },
  },
  responses: {
    201: { description: "Begun", headers: progress.extend({ Location: z.string() }) },
    ...refusals,
    409: problem("The same request is still being worked on, or the family is to be deleted"),
  },
});

const ask = createRoute({
  method: "head",
  path: "/uploads/{uploadId}",
  summary: "How far an upload is",
  tags,
  request: { params, headers: z.object(version) },
  responses: {
    200: { description: "Where to go on", headers: progress.extend({ "Upload-Length": z.string() }) },
    ...refusals,
  },
});

const append = createRoute({
  method: "patch",
  path: "/uploads/{uploadId}",
  summary: "Send the next bytes, 95 MB at most",
  tags,
  request: {
    params,
    headers: z.object({ ...version, "upload-offset": text(), "upload-checksum": text() }),
    body: { content: bytes },
  },
  responses: {
    204: { description: "Kept", headers: progress },
    ...refusals,
    409: problem("The bytes don't go on where the others ended"),
    423: problem("Another request is sending bytes of this upload"),
    460: problem("The bytes don't have the checksum that was sent with them"),
    503: problem("All bytes are here and safe, but the memory could not be made yet"),
  },
});

const end = createRoute({
  method: "delete",
  path: "/uploads/{uploadId}",
  summary: "End an upload and free its bytes; a memory that it became stays",
  tags,
  request: { params, headers: z.object(version) },
  responses: { 204: { description: "Gone" }, ...refusals },
});

export const uploads = createRouter();

for (const path of ["/uploads", "/uploads/*"]) {
  uploads.use(path, readRefusedBodies, async (c, next) => {
    if (c.req.method !== "OPTIONS") checkTusVersion(c.req.raw.headers);
    await next();
    c.header("Tus-Resumable", tusVersion);
    c.header("Cache-Control", "no-store");
  });
}

uploads.openapi(describe, (c) => c.body(null, 204, tusCapabilities));
uploads.options("/uploads/:uploadId", (c) => c.body(null, 204, tusCapabilities));

uploads.openapi(create, async (c) => {
  const viewer = requireViewer(c);
  const { services } = c.var;
  const { headers } = c.req.raw;
  const creation = readCreation(headers);
  const patch = bringsBytes(headers) ? readPatch(headers, 0) : undefined;
  requireOpenFamily(await services.families.find(viewer, creation.familyId));
  await checkNarrator(c, creation.familyId, creation.fields.narratorId);

  const bodyHash = await hashText(JSON.stringify([creation.length, creation.metadata]));
  return answerOnce(c, bodyHash, async (uploadId) => {
    const session = c.env.UPLOADS.getByName(uploadId);
    let answer: UploadAnswer = await session.create(viewer, uploadId, services.newId(), creation);
    if (patch)
      answer = await keepRunning(c, session.append(viewer.userId, patch, c.req.raw.body, services.requestId));
    return c.body(null, 201, { ...toHeaders(answer), Location: `/api/v1/uploads/${uploadId}` });
  });
});

// Hono answers HEAD by the handler of GET.
uploads.openAPIRegistry.registerPath(ask);
uploads.get("/uploads/:uploadId", (c) => tellProgress(c));
uploads.openapi(append, (c) => appendBytes(c));
uploads.openapi(end, (c) => endUpload(c));

// For senders whose network lets only GET and POST through.
uploads.post("/uploads/:uploadId", (c) => {
  switch (c.req.header("X-HTTP-Method-Override")?.toUpperCase()) {
    case "PATCH":
      return appendBytes(c);
    case "DELETE":
      return endUpload(c);
    case "HEAD":
      return tellProgress(c);
    default:
      throw notFound("upload");
  }
});

async function tellProgress(c: Context<AppContext>): Promise<Response> {
  const { userId } = requireViewer(c);
  const answer = await openSession(c).status(userId, c.var.services.requestId);
  return c.body(null, 200, toHeaders(answer));
}

async function appendBytes(c: Context<AppContext>): Promise<Response> {
  const { userId } = requireViewer(c);
  const patch = readPatch(c.req.raw.headers);
  const appending = openSession(c).append(userId, patch, c.req.raw.body, c.var.services.requestId);
  return c.body(null, 204, toHeaders(await keepRunning(c, appending)));
}

async function endUpload(c: Context<AppContext>): Promise<Response> {
  const { userId } = requireViewer(c);
  const answer = await openSession(c).remove(userId, c.var.services.requestId);
  if (answer.kind === "refused") throw fromRefusal(answer.refusal);
  return c.body(null, 204);
}

function openSession(c: Context<AppContext>) {
  const id = idSchema.safeParse(c.req.param("uploadId"));
  if (!id.success) throw notFound("upload");
  return c.env.UPLOADS.getByName(id.data);
}

/** A sender that leaves ends the request; what has arrived by then must still be made durable. */
function keepRunning<T>(c: Context<AppContext>, work: Promise<T>): Promise<T> {
  c.executionCtx.waitUntil(work.catch(() => {}));
  return work;
}

async function checkNarrator(
  c: Context<AppContext>,
  familyId: string,
  narratorId: string | undefined,
): Promise<void> {
  if (!narratorId) return;
  const found = await c.var.services.people.find(requireViewer(c), narratorId);
  if (found?.person.familyId === familyId) return;
  throw unknownPerson("narratorId");
}

function toHeaders(answer: UploadAnswer): Record<string, string> {
  if (answer.kind === "refused") throw fromRefusal(answer.refusal);
  const { offset, length, metadata, expiresAt, memoryId } = answer;
  return {
    "Upload-Offset": String(offset),
    "Upload-Length": String(length),
    ...(metadata ? { "Upload-Metadata": metadata } : {}),
    ...(expiresAt ? { "Upload-Expires": new Date(expiresAt).toUTCString() } : {}),
    ...(memoryId ? { "Memory-Id": memoryId } : {}),
  };
}
