import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../core/errors.ts";
import { editMemory, listMemories, openMemory, retryMemory } from "../../core/memories.ts";
import { reprocessMemory, reprocessSchema } from "../../core/reprocessing.ts";
import { memoryFiltersSchema, memoryPatchSchema, memorySchema, pageSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, memoryPath, problem, refusals } from "./schemas.ts";

/** Memories: listed, opened, edited, tried again, done again. */
export const memories = createRouter();

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/memories",
  request: { params: familyPath, query: pageSchema.extend(memoryFiltersSchema.shape) },
  responses: { 200: json(listOf(memorySchema), "The family's memories, newest first"), ...refusals },
});
memories.openapi(list, async (c) => {
  const { cursor, limit, ...filters } = c.req.valid("query");
  const { familyId } = c.req.valid("param");
  const page = { cursor, limit };
  const { items, nextCursor } = await listMemories(
    c.get("services"),
    requireViewer(c),
    familyId,
    filters,
    page,
  );
  return c.json({ items, nextCursor }, 200);
});

const open = createRoute({
  method: "get",
  path: "/memories/{memoryId}",
  request: { params: memoryPath },
  responses: { 200: json(memorySchema, "The memory; its ETag is its version"), ...refusals },
});
memories.openapi(open, async (c) => {
  const memory = await openMemory(c.get("services"), requireViewer(c), c.req.valid("param").memoryId);
  return c.json(memory, 200, { ETag: `"${memory.version}"` });
});

const update = createRoute({
  method: "patch",
  path: "/memories/{memoryId}",
  request: {
    params: memoryPath,
    headers: z.object({ "if-match": z.string().optional() }),
    body: jsonBody(memoryPatchSchema),
  },
  responses: {
    200: json(memorySchema, "The memory as changed"),
    412: problem("Changed in the meantime"),
    ...refusals,
  },
});
memories.openapi(update, async (c) => {
  const version = readVersion(c.req.valid("header")["if-match"]);
  const { memoryId } = c.req.valid("param");
  const memory = await editMemory(
    c.get("services"),
    requireViewer(c),
    memoryId,
    version,
    c.req.valid("json"),
  );
  return c.json(memory, 200, { ETag: `"${memory.version}"` });
});

const retry = createRoute({
  method: "post",
  path: "/memories/{memoryId}/retry",
  request: { params: memoryPath },
  responses: {
    202: json(memorySchema, "The step that failed is begun again"),
    409: problem("There is nothing to try again"),
    ...refusals,
  },
});
memories.openapi(retry, async (c) =>
  c.json(await retryMemory(c.get("services"), requireViewer(c), c.req.valid("param").memoryId), 202),
);

const reprocess = createRoute({
  method: "post",
  path: "/memories/{memoryId}/reprocess",
  request: { params: memoryPath, body: jsonBody(reprocessSchema) },
  responses: {
    202: json(memorySchema, "Its words or its reading are made anew; what a person edited stays"),
    409: problem("It is being worked on already"),
    ...refusals,
  },
});
memories.openapi(reprocess, async (c) => {
  const { memoryId } = c.req.valid("param");
  return c.json(
    await reprocessMemory(c.get("services"), requireViewer(c), memoryId, c.req.valid("json")),
    202,
  );
});

/** The version in an If-Match header: "3", 3 or W/"3"; `*` matches any. */
function readVersion(header: string | undefined): number | undefined {
  if (header === undefined || header === "*") return undefined;
  const version = header.match(/^(?:W\/)?"?(\d{1,9})"?$/)?.[1];
  if (version === undefined)
    throw new AppError("memory.stale", 412, "This version of the memory is not the one that is there now.");
  return Number(version);
}
