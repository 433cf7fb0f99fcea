import { createRoute, z } from "@hono/zod-openapi";
import { hashText } from "../../adapters/hash-text.ts";
import { AppError } from "../../core/errors.ts";
import { controlSchema, sessionViewSchema } from "../../core/interview/frames.ts";
import {
  interviewSchema,
  interviewSummarySchema,
  newInterviewSchema,
  questionSchema,
} from "../../core/interview/interview.ts";
import {
  beginInterview,
  connectInterview,
  controlInterview,
  endInterview,
  listInterviews,
  openInterview,
  requireInterview,
} from "../../core/interview/interviews.ts";
import { findQuestion, listSentences } from "../../core/interview/spoken-question.ts";
import { pageSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { requireOwnOrigin } from "../origins.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, problem, refusals, stillRunning } from "./schemas.ts";

const tags = ["Interviews"];
const interviewPath = z.object({ interviewId: z.uuid() });

/** Interviews: begun, read, gone on with by socket, ended, and their questions heard. */
export const interviews = createRouter();

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/interviews",
  tags,
  request: { params: familyPath, query: pageSchema },
  responses: {
    200: json(listOf(interviewSummarySchema), "The family's interviews, newest first"),
    ...refusals,
  },
});
interviews.openapi(list, async (c) => {
  const { familyId } = c.req.valid("param");
  const { items, nextCursor } = await listInterviews(
    c.get("services"),
    requireViewer(c),
    familyId,
    c.req.valid("query"),
  );
  return c.json({ items, nextCursor }, 200);
});

const create = createRoute({
  method: "post",
  path: "/families/{familyId}/interviews",
  tags,
  request: { params: familyPath, body: jsonBody(newInterviewSchema) },
  responses: {
    201: json(
      interviewSchema.extend({
        socketUrl: z.string(),
        question: questionSchema.extend({ audioUrl: z.string() }).optional(),
      }),
      "Begun, with its first question; socketUrl goes on with it",
    ),
    ...refusals,
    409: problem("The same request is still being worked on, or the family is to be deleted"),
  },
});
interviews.openapi(create, async (c) => {
  const viewer = requireViewer(c);
  const { familyId } = c.req.valid("param");
  const fields = c.req.valid("json");
  return answerOnce(c, await hashText(JSON.stringify(fields)), async (id) => {
    const { interview, view } = await beginInterview(c.get("services"), viewer, familyId, id, fields);
    const path = `/api/v1/interviews/${id}`;
    const socketUrl = new URL(`${path}/socket`, c.req.url);
    socketUrl.protocol = socketUrl.protocol === "https:" ? "wss:" : "ws:";
    const question = view.turn?.question;
    return c.json(
      {
        ...interview,
        state: view.stage,
        socketUrl: socketUrl.href,
        question: question && { ...question, audioUrl: `${path}/questions/${question.id}/audio` },
      },
      201,
      { Location: path },
    );
  });
});

const open = createRoute({
  method: "get",
  path: "/interviews/{interviewId}",
  tags,
  request: { params: interviewPath },
  responses: {
    200: json(interviewSchema, "Its turns and what they covered, as of the last turn that ended"),
    ...refusals,
  },
});
interviews.openapi(open, async (c) => {
  const { interviewId } = c.req.valid("param");
  const { interview } = await openInterview(c.get("services"), requireViewer(c), interviewId);
  return c.json(interview, 200);
});

const connect = createRoute({
  method: "get",
  path: "/interviews/{interviewId}/socket",
  tags,
  summary: "Go on by WebSocket",
  description: "JSON frames and audio frames (4 bytes of sequence, big-endian, then PCM16 mono at 24 kHz).",
  request: { params: interviewPath },
  responses: {
    101: { description: "The socket" },
    ...refusals,
    426: problem("Not a request for a WebSocket"),
  },
});
interviews.openAPIRegistry.registerPath(connect);
interviews.get("/interviews/:interviewId/socket", async (c) => {
  const viewer = requireViewer(c);
  const parsed = interviewPath.safeParse(c.req.param());
  if (!parsed.success) throw new AppError("route.not_found", 404, "There is nothing at this address.");
  // A browser sends its cookies with a socket that any page opens.
  requireOwnOrigin(c);
  const services = c.get("services");
  const { interviewId } = parsed.data;
  if (c.req.header("Upgrade")?.toLowerCase() !== "websocket") {
    await requireInterview(services, viewer, interviewId, "editor");
    throw new AppError("interview.socket_expected", 426, "This address is for a WebSocket.", {
      headers: { Upgrade: "websocket" },
    });
  }
  const { status, webSocket } = await connectInterview(services, viewer, interviewId, c.req.raw);
  return new Response(null, { status, webSocket });
});

const control = createRoute({
  method: "post",
  path: "/interviews/{interviewId}/controls",
  tags,
  summary: "What the buttons do, without a socket",
  request: { params: interviewPath, body: jsonBody(z.object({ control: controlSchema }).strict()) },
  responses: { 200: json(z.object({ view: sessionViewSchema }), "The session as it is then"), ...refusals },
});
interviews.openapi(control, async (c) => {
  const { interviewId } = c.req.valid("param");
  const { control } = c.req.valid("json");
  const view = await controlInterview(c.get("services"), requireViewer(c), interviewId, control);
  return c.json({ view }, 200);
});

const end = createRoute({
  method: "post",
  path: "/interviews/{interviewId}/end",
  tags,
  summary: "End it: what was told becomes memories",
  request: { params: interviewPath },
  responses: {
    200: json(
      z.object({ memories: z.array(z.uuid()) }),
      "The memories that it became; ended twice, the same",
    ),
    ...stillRunning,
    ...refusals,
  },
});
interviews.openapi(end, async (c) => {
  const { interviewId } = c.req.valid("param");
  return c.json({ memories: await endInterview(c.get("services"), requireViewer(c), interviewId) }, 200);
});

const listen = createRoute({
  method: "get",
  path: "/interviews/{interviewId}/questions/{questionId}/audio",
  tags,
  summary: "A question, spoken",
  request: { params: interviewPath.extend({ questionId: z.uuid() }) },
  responses: {
    200: {
      content: { "audio/*": { schema: { type: "string" as const, format: "binary" } } },
      description: "Its sound, as it is made",
    },
    ...refusals,
  },
});
interviews.openapi(listen, async (c) => {
  const services = c.get("services");
  const { interviewId, questionId } = c.req.valid("param");
  const { question, language } = await findQuestion(services, requireViewer(c), interviewId, questionId);
  const headers = {
    "Cache-Control": "private, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
  };
  if (c.req.method === "HEAD") return new Response(null, { headers });
  const { contentType, body } = await services.voice.speak(listSentences(question, language), {
    language,
    requestId: services.requestId,
    signal: c.req.raw.signal,
  });
  return new Response(body, { headers: { ...headers, "Content-Type": contentType } });
});
