import { APIError } from "openai";
import type { RealtimeServerEvent } from "openai/resources/realtime/realtime";
import { z } from "zod";

const itemId = z.string().min(1).max(200);
const milliseconds = z.number().nonnegative();
const words = z.string().max(200_000);
const problemSchema = z.object({
  code: z.string().nullish(),
  type: z.string().nullish(),
  param: z.string().nullish(),
});
export type LiveProblem = z.infer<typeof problemSchema>;

const transcription = "conversation.item.input_audio_transcription";

/** What is used of the vendor's events, by their type. */
const schemas = {
  "session.updated": z.object({ type: z.literal("session.updated") }),
  "input_audio_buffer.speech_started": z.object({
    type: z.literal("input_audio_buffer.speech_started"),
    item_id: itemId,
    audio_start_ms: milliseconds,
  }),
  "input_audio_buffer.speech_stopped": z.object({
    type: z.literal("input_audio_buffer.speech_stopped"),
    item_id: itemId,
    audio_end_ms: milliseconds,
  }),
  "input_audio_buffer.committed": z.object({
    type: z.literal("input_audio_buffer.committed"),
    item_id: itemId,
  }),
  "input_audio_buffer.cleared": z.object({ type: z.literal("input_audio_buffer.cleared") }),
  [`${transcription}.delta`]: z.object({
    type: z.literal(`${transcription}.delta`),
    item_id: itemId,
    delta: words.default(""),
  }),
  [`${transcription}.completed`]: z.object({
    type: z.literal(`${transcription}.completed`),
    item_id: itemId,
    transcript: words,
  }),
  [`${transcription}.failed`]: z.object({
    type: z.literal(`${transcription}.failed`),
    item_id: itemId,
    error: problemSchema,
  }),
  error: z.object({ type: z.literal("error"), error: problemSchema }),
} satisfies Partial<Record<RealtimeServerEvent["type"], z.ZodType>>;
const liveEventSchema = z.discriminatedUnion("type", [
  schemas["session.updated"],
  schemas["input_audio_buffer.speech_started"],
  schemas["input_audio_buffer.speech_stopped"],
  schemas["input_audio_buffer.committed"],
  schemas["input_audio_buffer.cleared"],
  schemas[`${transcription}.delta`],
  schemas[`${transcription}.completed`],
  schemas[`${transcription}.failed`],
  schemas.error,
]);
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** One message of the vendor; undefined for events that aren't used. Throws a SyntaxError or ZodError for what is none. */
export function readLiveEvent(data: unknown): LiveEvent | undefined {
  const json: unknown = JSON.parse(z.string().parse(data));
  const { type } = z.object({ type: z.string() }).parse(json);
  return Object.hasOwn(schemas, type) ? liveEventSchema.parse(json) : undefined;
}

/** The HTTP status that the vendor gives the same problem, so that it is read like any refusal of the SDK's. */
const statuses: Record<string, number> = {
  invalid_api_key: 401,
  model_not_found: 404,
  rate_limit_exceeded: 429,
  insufficient_quota: 429,
  billing_not_active: 429,
  billing_hard_limit_reached: 429,
  // A line lives for an hour; the next one is as good.
  session_expired: 503,
};

/** A problem that was told on the socket, as the SDK throws those of HTTP. Of the vendor's words nothing is kept. */
export function readLiveProblem({ code, type, param }: LiveProblem): APIError {
  const status = statuses[code ?? ""] ?? (type === "server_error" ? 500 : 400);
  return APIError.generate(status, { error: { code, type, param } }, undefined, new Headers());
}
