import { createRoute } from "@hono/zod-openapi";
import { hashText } from "../../adapters/hash-text.ts";
import { notFound } from "../../core/errors.ts";
import { keepFamily, planFamilyDeletion, renameFamily } from "../../core/families.ts";
import { familyFieldsSchema } from "../../core/household.ts";
import { familySchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, problem, refusals, stillRunning } from "./schemas.ts";

/** The families that somebody belongs to. */
export const families = createRouter();

const list = createRoute({
  method: "get",
  path: "/families",
  responses: { 200: json(listOf(familySchema), "The viewer's families"), ...refusals },
});
families.openapi(list, async (c) =>
  c.json({ items: await c.get("services").families.list(requireViewer(c)) }, 200),
);

const create = createRoute({
  method: "post",
  path: "/families",
  request: { body: jsonBody(familyFieldsSchema) },
  responses: { 201: json(familySchema, "The family, owned by the viewer"), ...stillRunning, ...refusals },
});
families.openapi(create, async (c) => {
  const viewer = requireViewer(c);
  const { name } = c.req.valid("json");
  return answerOnce(c, await hashText(name), async (id) => {
    const made = await c.get("services").families.create(viewer, id, name);
    return c.json(made, 201, { Location: `/api/v1/families/${made.id}` });
  });
});

const open = createRoute({
  method: "get",
  path: "/families/{familyId}",
  request: { params: familyPath },
  responses: { 200: json(familySchema, "The family"), ...refusals },
});
families.openapi(open, async (c) => {
  const family = await c.get("services").families.find(requireViewer(c), c.req.valid("param").familyId);
  if (!family) throw notFound("family");
  return c.json(family, 200);
});

const rename = createRoute({
  method: "patch",
  path: "/families/{familyId}",
  request: { params: familyPath, body: jsonBody(familyFieldsSchema) },
  responses: { 200: json(familySchema, "The family as changed"), ...refusals },
});
families.openapi(rename, async (c) => {
  const { familyId } = c.req.valid("param");
  return c.json(
    await renameFamily(c.get("services"), requireViewer(c), familyId, c.req.valid("json").name),
    200,
  );
});

const remove = createRoute({
  method: "delete",
  path: "/families/{familyId}",
  request: { params: familyPath },
  responses: {
    202: json(
      familySchema,
      "To be deleted at `deleteAfter`, 30 days from the first asking; until then it can be restored",
    ),
    ...refusals,
  },
});
families.openapi(remove, async (c) =>
  c.json(await planFamilyDeletion(c.get("services"), requireViewer(c), c.req.valid("param").familyId), 202),
);

const restore = createRoute({
  method: "post",
  path: "/families/{familyId}/restore",
  request: { params: familyPath },
  responses: {
    200: json(familySchema, "The family, which stays"),
    ...refusals,
    410: problem("Its time has come: it is being deleted"),
  },
});
families.openapi(restore, async (c) =>
  c.json(await keepFamily(c.get("services"), requireViewer(c), c.req.valid("param").familyId), 200),
);
