import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../core/errors.ts";
import { editSegment, readMemory } from "../../core/memories.ts";
import { segmentPatchSchema, transcriptSchema } from "../../core/schemas.ts";
import { writeTranscript } from "../../core/transcript-formats.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { json, jsonBody, memoryPath, refusals } from "./schemas.ts";

/** The words of a memory, in four forms, and their correction. */
export const transcripts = createRouter();

const contentTypes = {
  vtt: "text/vtt; charset=utf-8",
  srt: "application/x-subrip; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

const text = { schema: { type: "string" as const } };

const read = createRoute({
  method: "get",
  path: "/memories/{memoryId}/{file}",
  request: {
    params: memoryPath.extend({
      file: z.enum(["transcript.json", "transcript.vtt", "transcript.srt", "transcript.txt"]),
    }),
  },
  responses: {
    200: {
      content: {
        "application/json": { schema: transcriptSchema },
        "text/vtt": text,
        "application/x-subrip": text,
        "text/plain": text,
      },
      description: "The transcript in the form that the name asks for",
    },
    ...refusals,
  },
});
transcripts.openapi(read, async (c) => {
  const { memoryId, file } = c.req.valid("param");
  const { transcript } = await readMemory(c.get("services"), requireViewer(c), memoryId);
  if (!transcript)
    throw new AppError("transcript.not_ready", 404, "The words of this memory have not been heard yet.");
  if (file === "transcript.json") return Response.json(transcript);
  const format = file === "transcript.vtt" ? "vtt" : file === "transcript.srt" ? "srt" : "txt";
  return new Response(writeTranscript(transcript, format), {
    headers: { "Content-Type": contentTypes[format], "X-Content-Type-Options": "nosniff" },
  });
});

const correct = createRoute({
  method: "put",
  path: "/memories/{memoryId}/transcript/segments/{segmentId}",
  request: { params: memoryPath.extend({ segmentId: z.uuid() }), body: jsonBody(segmentPatchSchema) },
  responses: { 200: json(transcriptSchema, "The transcript as corrected"), ...refusals },
});
transcripts.openapi(correct, async (c) => {
  const { memoryId, segmentId } = c.req.valid("param");
  return c.json(
    await editSegment(c.get("services"), requireViewer(c), memoryId, segmentId, c.req.valid("json")),
    200,
  );
});
