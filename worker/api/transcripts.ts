import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError } from "../../core/errors.ts";
import { editSegment, readMemory } from "../../core/memories.ts";
import { segmentPatchSchema, type Transcript, transcriptSchema } from "../../core/schemas.ts";
import { type NameSpeaker, nameSpeakers } from "../../core/speaker-names.ts";
import { writeTranscript } from "../../core/transcript-formats.ts";
import { type AppContext, requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { json, jsonBody, memoryPath, refusals } from "./schemas.ts";

/** The words of a memory, in four forms, and their correction. */
export const transcripts = createRouter();

const contentTypes = { vtt: "text/vtt", srt: "application/x-subrip", txt: "text/plain" } as const;
const formats = ["vtt", "srt", "txt"] as const;

const read = createRoute({
  method: "get",
  path: "/memories/{memoryId}/transcript.json",
  request: { params: memoryPath },
  responses: { 200: json(transcriptSchema, "Segments and words with their seconds"), ...refusals },
});
transcripts.openapi(read, async (c) =>
  c.json((await openTranscript(c, c.req.valid("param").memoryId)).transcript, 200),
);

for (const format of formats) {
  const contentType = contentTypes[format];
  const write = createRoute({
    method: "get",
    path: `/memories/{memoryId}/transcript.${format}`,
    request: { params: memoryPath },
    responses: {
      200: {
        content: { [contentType]: { schema: { type: "string" as const } } },
        description: `The transcript as ${contentType}`,
      },
      ...refusals,
    },
  });
  transcripts.openapi(write, async (c) => {
    const { transcript, nameSpeaker } = await openTranscript(c, c.req.valid("param").memoryId);
    return new Response(writeTranscript(transcript, format, nameSpeaker), {
      headers: { "Content-Type": `${contentType}; charset=utf-8`, "X-Content-Type-Options": "nosniff" },
    });
  });
}

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

async function openTranscript(
  c: Context<AppContext>,
  memoryId: string,
): Promise<{ transcript: Transcript; nameSpeaker: NameSpeaker }> {
  const { transcript, people } = await readMemory(c.get("services"), requireViewer(c), memoryId);
  if (!transcript)
    throw new AppError("transcript.not_ready", 404, "The words of this memory have not been heard yet.");
  return { transcript, nameSpeaker: nameSpeakers(people) };
}
