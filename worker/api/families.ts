import { createRoute, z } from "@hono/zod-openapi";
import { notFound } from "../../core/errors.ts";
import { familySchema, roleSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { answerOnce, hashText } from "../idempotency.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, refusals, stillRunning } from "./schemas.ts";

/** Who somebody is and which families they belong to. */
export const families = createRouter();

const me = createRoute({
  method: "get",
  path: "/me",
  responses: {
    200: json(
      z.object({
        user: z.object({ id: z.uuid(), name: z.string(), email: z.string() }),
        families: z.array(z.object({ id: z.uuid(), name: z.string(), role: roleSchema })),
      }),
      "The account and its families; the first family is made on first use",
    ),
    ...refusals,
  },
});
families.openapi(me, async (c) => {
  const viewer = requireViewer(c);
  const own = await c.get("services").families.list(viewer);
  return c.json(
    {
      user: { id: viewer.userId, name: viewer.name, email: viewer.email },
      families: own.map(({ id, name, role }) => ({ id, name, role })),
    },
    200,
  );
});

const list = createRoute({
  method: "get",
  path: "/families",
  responses: { 200: json(listOf(familySchema), "The viewer's families"), ...refusals },
});
families.openapi(list, async (c) =>
  c.json({ items: await c.get("services").families.list(requireViewer(c)) }, 200),
);

const familyFieldsSchema = z.object({ name: z.string().trim().min(1).max(120) });
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
