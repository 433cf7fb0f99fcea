import { createRoute } from "@hono/zod-openapi";
import {
  deletedMemorySchema,
  deleteMemory,
  deletionSchema,
  listDeleted,
  restoreMemory,
} from "../../core/deleting.ts";
import { memorySchema, pageSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, listOf, memoryPath, refusals } from "./schemas.ts";

/** Deleted memories: for 30 days they can be restored, then nothing of them is left. */
export const deletions = createRouter();

const remove = createRoute({
  method: "delete",
  path: "/memories/{memoryId}",
  request: { params: memoryPath, query: deletionSchema },
  responses: {
    204: {
      description:
        "Nobody finds the memory any more. It can be restored for 30 days; with `forever=true` it is being erased now",
    },
    ...refusals,
  },
});
deletions.openapi(remove, async (c) => {
  const { memoryId } = c.req.valid("param");
  await deleteMemory(c.get("services"), requireViewer(c), memoryId, c.req.valid("query").forever);
  return c.body(null, 204);
});

const restore = createRoute({
  method: "post",
  path: "/memories/{memoryId}/restore",
  request: { params: memoryPath },
  responses: { 200: json(memorySchema, "The memory, back as it was"), ...refusals },
});
deletions.openapi(restore, async (c) => {
  const { memoryId } = c.req.valid("param");
  return c.json(await restoreMemory(c.get("services"), requireViewer(c), memoryId), 200);
});

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/memories/deleted",
  request: { params: familyPath, query: pageSchema },
  responses: {
    200: json(listOf(deletedMemorySchema), "What editors can still restore, and until when"),
    ...refusals,
  },
});
deletions.openapi(list, async (c) => {
  const { familyId } = c.req.valid("param");
  const page = c.req.valid("query");
  return c.json(await listDeleted(c.get("services"), requireViewer(c), familyId, page), 200);
});
