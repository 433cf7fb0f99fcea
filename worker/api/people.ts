import { createRoute } from "@hono/zod-openapi";
import { hashText } from "../../adapters/hash-text.ts";
import { notFound } from "../../core/errors.ts";
import { addPerson, editPerson, removePerson } from "../../core/people.ts";
import { newPersonSchema, personPatchSchema } from "../../core/relatives.ts";
import { pageSchema, personSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, personPath, refusals, stillRunning } from "./schemas.ts";

/** The people in a family's stories, with or without an account. */
export const people = createRouter();

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/people",
  request: { params: familyPath, query: pageSchema },
  responses: { 200: json(listOf(personSchema), "The family's people"), ...refusals },
});
people.openapi(list, async (c) => {
  const listed = await c
    .get("services")
    .people.list(requireViewer(c), c.req.valid("param").familyId, c.req.valid("query"));
  if (!listed) throw notFound("family");
  return c.json({ items: listed.items, nextCursor: listed.nextCursor }, 200);
});

const create = createRoute({
  method: "post",
  path: "/families/{familyId}/people",
  request: { params: familyPath, body: jsonBody(newPersonSchema) },
  responses: {
    201: json(personSchema, "The person; memories in which they are named are linked"),
    ...stillRunning,
    ...refusals,
  },
});
people.openapi(create, async (c) => {
  const viewer = requireViewer(c);
  const { familyId } = c.req.valid("param");
  const fields = c.req.valid("json");
  return answerOnce(c, await hashText(JSON.stringify(fields)), async (id) => {
    const person = await addPerson(c.get("services"), viewer, familyId, id, fields);
    return c.json(person, 201, { Location: `/api/v1/people/${person.id}` });
  });
});

const open = createRoute({
  method: "get",
  path: "/people/{personId}",
  request: { params: personPath },
  responses: { 200: json(personSchema, "The person"), ...refusals },
});
people.openapi(open, async (c) => {
  const seen = await c.get("services").people.find(requireViewer(c), c.req.valid("param").personId);
  if (!seen) throw notFound("person");
  return c.json(seen.person, 200);
});

const update = createRoute({
  method: "patch",
  path: "/people/{personId}",
  description: "null takes a fact away. Another name or alias shows in every memory at once.",
  request: { params: personPath, body: jsonBody(personPatchSchema) },
  responses: { 200: json(personSchema, "The person as changed"), ...refusals },
});
people.openapi(update, async (c) => {
  const { personId } = c.req.valid("param");
  return c.json(await editPerson(c.get("services"), requireViewer(c), personId, c.req.valid("json")), 200);
});

const remove = createRoute({
  method: "delete",
  path: "/people/{personId}",
  request: { params: personPath },
  responses: { 204: { description: "The person is no longer listed; their stories stay" }, ...refusals },
});
people.openapi(remove, async (c) => {
  await removePerson(c.get("services"), requireViewer(c), c.req.valid("param").personId);
  return c.body(null, 204);
});
