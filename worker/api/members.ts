import { createRoute, z } from "@hono/zod-openapi";
import { memberPatchSchema, memberSchema } from "../../core/household.ts";
import { changeRole, listMembers, removeMember } from "../../core/members.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, problem, refusals } from "./schemas.ts";

/** Who belongs to a family, and as what. */
export const members = createRouter();

const memberPath = familyPath.extend({ userId: z.uuid() });
const lastOwner = { 409: problem("A family's last owner stays one") };

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/members",
  request: { params: familyPath },
  responses: {
    200: json(listOf(memberSchema), "The family's members; owners see their addresses"),
    ...refusals,
  },
});
members.openapi(list, async (c) =>
  c.json(
    { items: await listMembers(c.get("services"), requireViewer(c), c.req.valid("param").familyId) },
    200,
  ),
);

const update = createRoute({
  method: "patch",
  path: "/families/{familyId}/members/{userId}",
  request: { params: memberPath, body: jsonBody(memberPatchSchema) },
  responses: { 200: json(memberSchema, "The member as changed"), ...refusals, ...lastOwner },
});
members.openapi(update, async (c) => {
  const { familyId, userId } = c.req.valid("param");
  const { role } = c.req.valid("json");
  return c.json(await changeRole(c.get("services"), requireViewer(c), familyId, userId, role), 200);
});

const remove = createRoute({
  method: "delete",
  path: "/families/{familyId}/members/{userId}",
  request: { params: memberPath },
  responses: {
    204: { description: "No member any more, and out of sight at once" },
    ...refusals,
    ...lastOwner,
  },
});
members.openapi(remove, async (c) => {
  const { familyId, userId } = c.req.valid("param");
  await removeMember(c.get("services"), requireViewer(c), familyId, userId);
  return c.body(null, 204);
});
