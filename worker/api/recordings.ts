import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { hashText } from "../../adapters/hash-text.ts";
import type { Viewer } from "../../core/access.ts";
import { requireOpenFamily } from "../../core/families.ts";
import { parseRecordingFields } from "../../core/recording-fields.ts";
import {
  recordingKey,
  requestLimitBytes,
  takeInRecording,
  tooLargeRecording,
} from "../../core/recordings-in.ts";
import { idSchema, memorySchema } from "../../core/schemas.ts";
import { type AppContext, requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { readMultipart } from "../multipart.ts";
import { readRefusedBodies } from "../refused-bodies.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, problem, refusals } from "./schemas.ts";

/** Boundaries and text fields around a recording. */
const formOverheadBytes = 1_000_000;

const sendRecording = createRoute({
  method: "post",
  path: "/families/{familyId}/memories",
  summary: "Send a recording of up to 95 MB",
  tags: ["Recordings in"],
  request: {
    params: familyPath,
    headers: z.object({ "idempotency-key": z.string().optional() }),
    body: {
      required: true,
      content: {
        "multipart/form-data": {
          schema: z.object({
            audio: z
              .string()
              .openapi({ format: "binary", description: "WAV, MP3, M4A, AAC, Ogg, WebM or FLAC" }),
            title: z.string().optional(),
            narratorId: idSchema.optional(),
            recordedOn: z.string().optional().openapi({ example: "1956-07" }),
            language: z.string().optional().openapi({ example: "en" }),
            waveform: z
              .string()
              .optional()
              .openapi({ description: "180 numbers from 0 to 1 as a JSON array" }),
          }),
        },
      },
    },
  },
  responses: {
    202: {
      ...json(memorySchema, "Taken in: the memory, which is being worked on"),
      headers: z.object({ Location: z.string() }),
    },
    ...refusals,
    400: problem("The form is broken"),
    409: problem("The same request is still being worked on, or the family is to be deleted"),
    413: problem("Larger than 95 MB (send it to /uploads) or longer than 6 hours"),
    415: problem("Not a recording that we can read"),
    422: problem(
      "Empty or damaged, a field isn't right, or the Idempotency-Key was used for another request",
    ),
  },
});

export const recordings = createRouter();

// Said to the documentation only: the validator would read the whole form into memory.
recordings.openAPIRegistry.registerPath(sendRecording);

recordings.use("/families/:familyId/memories", readRefusedBodies);
recordings.post("/families/:familyId/memories", async (c) => {
  const work = receiveRecording(c, requireViewer(c), c.req.param("familyId"));
  // A sender that leaves ends the request, but what it left behind must still be cleaned up.
  c.executionCtx.waitUntil(work.catch(() => {}));
  return work;
});

async function receiveRecording(c: Context<AppContext>, viewer: Viewer, familyId: string): Promise<Response> {
  const { services } = c.var;
  if (Number(c.req.header("Content-Length") ?? 0) > requestLimitBytes + formOverheadBytes) {
    throw tooLargeRecording(requestLimitBytes);
  }
  const family = idSchema.safeParse(familyId).success
    ? await services.families.find(viewer, familyId)
    : undefined;
  requireOpenFamily(family);

  const newId = services.newId();
  const objectKey = recordingKey(familyId, newId);
  let isWanted = async () => false;
  try {
    const { fields: texts, kept } = await readMultipart(c.req.raw, "audio", (stream) =>
      services.recordings.put(objectKey, stream, requestLimitBytes),
    );
    const fields = parseRecordingFields(texts);
    const bodyHash = await hashText(JSON.stringify([kept.sha256, Object.entries(texts).sort()]));
    return await answerOnce(
      c,
      bodyHash,
      async (memoryId) => {
        // The row tells, should its answer be lost, or an earlier try have made this memory with octets of its own.
        isWanted = async () => (await services.pipeline.knownObjectKeys([objectKey])).has(objectKey);
        const arrived = { memoryId, familyId, objectKey, fields, hash: async () => kept.sha256 };
        const memory = await takeInRecording(services, viewer, arrived);
        if (memoryId === newId) isWanted = async () => true;
        return c.json(memory, 202, { Location: `/api/v1/memories/${memory.id}` });
      },
      newId,
    );
  } finally {
    // Where the database can't tell, the octets stay until the sweep for orphans.
    const wanted = await isWanted().catch(() => true);
    if (!wanted) await services.recordings.remove(objectKey);
  }
}
