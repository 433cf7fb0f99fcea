import { createRoute } from "@hono/zod-openapi";
import { z } from "zod";
import { hashText } from "../../adapters/hash-text.ts";
import { queuedQuestionFieldsSchema, queuedQuestionSchema } from "../../core/interview/interview.ts";
import { listQuestions, queueQuestion, removeQuestion } from "../../core/interview/interviews.ts";
import { pageSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, problem, refusals, stillRunning } from "./schemas.ts";

const tags = ["Interviews"];

/** What relatives would like to be asked in an interview to come. */
export const questions = createRouter();

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/questions",
  tags,
  request: { params: familyPath, query: pageSchema },
  responses: { 200: json(listOf(queuedQuestionSchema), "The family's questions, newest first"), ...refusals },
});
questions.openapi(list, async (c) => {
  const { familyId } = c.req.valid("param");
  const { items, nextCursor } = await listQuestions(
    c.get("services"),
    requireViewer(c),
    familyId,
    c.req.valid("query"),
  );
  return c.json({ items, nextCursor }, 200);
});

const create = createRoute({
  method: "post",
  path: "/families/{familyId}/questions",
  tags,
  description: "Every member may ask. Without a narrator, whoever is interviewed next is asked.",
  request: { params: familyPath, body: jsonBody(queuedQuestionFieldsSchema) },
  responses: {
    201: json(queuedQuestionSchema, "The question, which is asked in an interview to come"),
    ...stillRunning,
    ...refusals,
  },
});
questions.openapi(create, async (c) => {
  const viewer = requireViewer(c);
  const { familyId } = c.req.valid("param");
  const fields = c.req.valid("json");
  return answerOnce(c, await hashText(JSON.stringify(fields)), async (id) =>
    c.json(await queueQuestion(c.get("services"), viewer, familyId, id, fields), 201),
  );
});

const remove = createRoute({
  method: "delete",
  path: "/questions/{questionId}",
  tags,
  request: { params: z.object({ questionId: z.uuid() }) },
  responses: {
    204: { description: "It isn't asked any more" },
    409: problem("Somebody has answered it"),
    ...refusals,
  },
});
questions.openapi(remove, async (c) => {
  await removeQuestion(c.get("services"), requireViewer(c), c.req.valid("param").questionId);
  return c.body(null, 204);
});
