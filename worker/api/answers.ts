import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { hashText } from "../../adapters/hash-text.ts";
import { AppError } from "../../core/errors.ts";
import { sessionViewSchema } from "../../core/interview/frames.ts";
import { questionSchema, turnSchema } from "../../core/interview/interview.ts";
import { joinInterview } from "../../core/interview/interviews.ts";
import { WavReader } from "../../core/interview/read-wav.ts";
import type { AnsweredTurn, Services } from "../../core/ports.ts";
import { requestLimitBytes, tooLargeRecording } from "../../core/recordings-in.ts";
import { idSchema } from "../../core/schemas.ts";
import { type AppContext, requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { readForm } from "../multipart.ts";
import { readRefusedBodies } from "../refused-bodies.ts";
import { createRouter } from "./router.ts";
import { json, problem, refusals } from "./schemas.ts";

const fieldsSchema = z.object({
  turnId: idSchema.optional(),
  text: z.string().trim().min(1).max(20_000).optional(),
});

const sendAnswer = createRoute({
  method: "post",
  path: "/interviews/{interviewId}/answers",
  summary: "Answer the open question by a recording or in writing",
  description:
    "For whoever has no microphone or no socket. A recording goes behind what was told by socket in the same turn. turnId names the turn that is meant; without it, it is the open one.",
  tags: ["Interviews"],
  request: {
    params: z.object({ interviewId: z.uuid() }),
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: z.object({
            audio: z
              .string()
              .optional()
              .openapi({ format: "binary", description: "WAV: 16 bit PCM, one or two channels, any rate" }),
            text: z
              .string()
              .optional()
              .openapi({ description: "Instead of a recording; up to 20,000 characters" }),
            turnId: idSchema.optional(),
          }),
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({ turn: turnSchema, question: questionSchema.optional(), view: sessionViewSchema }),
      "The turn as it was answered, and the next question unless this was the last",
    ),
    ...refusals,
    400: problem("The form is broken"),
    409: problem("The question isn't open any more, or nothing is kept now: off the record"),
    413: problem("Larger than 95 MB"),
    415: problem("Not a WAV file of 16 bit PCM"),
  },
});

/** Answers over plain HTTP. */
export const answers = createRouter();

// Said to the documentation only: the validator would read the whole form into memory.
answers.openAPIRegistry.registerPath(sendAnswer);

answers.use("/interviews/:interviewId/answers", readRefusedBodies);
answers.post("/interviews/:interviewId/answers", async (c) => {
  const work = receiveAnswer(c, c.req.param("interviewId"));
  // A sender that leaves ends the request, but what it left behind must still be cleaned up.
  c.executionCtx.waitUntil(work.catch(() => {}));
  return work;
});

async function receiveAnswer(c: Context<AppContext>, interviewId: string): Promise<Response> {
  const viewer = requireViewer(c);
  const { services } = c.var;
  const { interviewSessions: sessions } = services;
  if (!idSchema.safeParse(interviewId).success) {
    throw new AppError("route.not_found", 404, "There is nothing at this address.");
  }
  await joinInterview(services, viewer, interviewId);
  const uploadId = services.newId();
  let staged = false;
  try {
    const form = await readForm(c.req.raw, "audio", (stream) => {
      staged = true;
      return stageAnswer(services, interviewId, uploadId, stream);
    });
    const { turnId, text } = parseFields(form.fields);
    const bodyHash = await hashText(JSON.stringify([form.kept?.sha256, turnId, text]));
    return await answerOnce(c, bodyHash, async () => {
      if (form.kept) return tell(c, await sessions.answerByRecording(interviewId, turnId, uploadId));
      if (text !== undefined) return tell(c, await sessions.answerInWriting(interviewId, turnId, text));
      throw new AppError("request.file_missing", 422, "Send the answer as audio, or in writing as text.", {
        errors: [{ path: "audio", message: "missing" }],
      });
    });
  } finally {
    // What became an answer lies elsewhere by now; what doesn't get through here goes when the session ends.
    if (staged) await sessions.unstage(interviewId, uploadId).catch(() => {});
  }
}

function tell(c: Context<AppContext>, { turn, view }: AnsweredTurn): Response {
  const next = view.turn?.id !== turn.id ? view.turn?.question : undefined;
  return c.json({ turn, question: next, view }, 200);
}

function parseFields(fields: Record<string, string>): z.infer<typeof fieldsSchema> {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
  const parsed = fieldsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new AppError("request.invalid", 422, "Something in this answer is missing or wrong.", {
    errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
  });
}

/** Lays the sound of a WAV file beside the session as it flows; answers the SHA-256 (hex) of the file. */
async function stageAnswer(
  services: Services,
  interviewId: string,
  uploadId: string,
  stream: ReadableStream<Uint8Array>,
): Promise<{ sha256: string }> {
  const { createHash } = await import("node:crypto");
  const hash = createHash("sha256");
  const { readable, writable } = new IdentityTransformStream();
  const staging = services.interviewSessions.stage(interviewId, uploadId, readable);
  // It is waited for at the end; until then it may fail unheard.
  staging.catch(() => {});
  const writer = writable.getWriter();
  const wav = new WavReader();
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      bytes += chunk.length;
      if (bytes > requestLimitBytes) throw tooLargeRecording(requestLimitBytes);
      hash.update(chunk);
      const pcm = wav.push(chunk);
      if (pcm.length > 0) await writer.write(pcm);
    }
    wav.end();
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    await staging.catch(() => {});
    throw error;
  }
  await staging;
  return { sha256: hash.digest("hex") };
}
