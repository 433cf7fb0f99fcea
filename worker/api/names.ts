import { createRoute, z } from "@hono/zod-openapi";
import { hashText } from "../../adapters/hash-text.ts";
import { nameAnsweredSchema, nameAnswerSchema, openNameSchema } from "../../core/heard-names.ts";
import { answerName, listOpenNames, takeNameBack } from "../../core/names.ts";
import { requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, refusals, stillRunning } from "./schemas.ts";

/** Names that are heard in memories, and who they are. */
export const names = createRouter();

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/names",
  description:
    "Names that are heard in memories and are nobody yet, the most often heard first, a hundred at most.",
  request: { params: familyPath },
  responses: { 200: json(listOf(openNameSchema), "The open questions"), ...refusals },
});
names.openapi(list, async (c) => {
  const { familyId } = c.req.valid("param");
  const { names: items } = await listOpenNames(c.get("services"), requireViewer(c), familyId);
  return c.json({ items }, 200);
});

const answer = createRoute({
  method: "post",
  path: "/families/{familyId}/names",
  description:
    "One answer for every memory and transcript, earlier and later ones. alias: this is how they are called, the words stay. misheard: the words are written as the family spells the name. stranger: nobody of the family, not asked again.",
  request: { params: familyPath, body: jsonBody(nameAnswerSchema) },
  responses: { 200: json(nameAnsweredSchema, "What the answer changed"), ...stillRunning, ...refusals },
});
names.openapi(answer, async (c) => {
  const viewer = requireViewer(c);
  const { familyId } = c.req.valid("param");
  const said = c.req.valid("json");
  return answerOnce(c, await hashText(JSON.stringify(said)), async (id) =>
    c.json(await answerName(c.get("services"), viewer, familyId, said, id), 200),
  );
});

const takeBack = createRoute({
  method: "delete",
  path: "/families/{familyId}/names/{key}",
  description:
    "Takes an answer back: an alias goes from the person and from the memories where it is heard, a stranger is asked about again. Words that were mended stay mended; only later recordings are no longer.",
  request: { params: familyPath.extend({ key: z.string().min(1).max(200) }) },
  responses: { 204: { description: "The answer is taken back" }, ...refusals },
});
names.openapi(takeBack, async (c) => {
  const { familyId, key } = c.req.valid("param");
  await takeNameBack(c.get("services"), requireViewer(c), familyId, key);
  return c.body(null, 204);
});
