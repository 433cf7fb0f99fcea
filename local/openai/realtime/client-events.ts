import { z } from "zod";
import { OpenAiError } from "../openai-error.ts";

const eventId = z.string().max(512).optional();

const sessionUpdateSchema = z.object({
  type: z.literal("session.update"),
  event_id: eventId,
  session: z.object({
    type: z.literal("transcription"),
    audio: z.object({
      input: z.object({
        format: z
          .object({ type: z.literal("audio/pcm"), rate: z.literal(24_000).default(24_000) })
          .default({ type: "audio/pcm", rate: 24_000 }),
        transcription: z.object({
          model: z.string(),
          language: z.string().min(1).max(40).optional(),
          prompt: z.string().max(10_000).default(""),
        }),
        turn_detection: z
          .object({
            type: z.literal("server_vad"),
            threshold: z.number().min(0).max(1).default(0.5),
            prefix_padding_ms: z.number().int().min(0).max(2_000).default(300),
            silence_duration_ms: z.number().int().min(200).max(5_000).default(500),
          })
          .prefault({ type: "server_vad" }),
        // Taken as the vendor takes it; the models here need none.
        noise_reduction: z.object({ type: z.enum(["near_field", "far_field"]) }).nullish(),
      }),
    }),
  }),
});
export type SessionUpdate = z.infer<typeof sessionUpdateSchema>["session"]["audio"]["input"];

const clientEventSchema = z.discriminatedUnion("type", [
  sessionUpdateSchema,
  z.object({ type: z.literal("input_audio_buffer.append"), event_id: eventId, audio: z.base64() }),
  z.object({ type: z.literal("input_audio_buffer.commit"), event_id: eventId }),
  z.object({ type: z.literal("input_audio_buffer.clear"), event_id: eventId }),
]);
export type ClientEvent = z.infer<typeof clientEventSchema>;

/** The one model that is known here: the vendor's that writes while somebody speaks and takes a prompt. */
export const liveModel = "gpt-4o-transcribe";

/** Reads one message of a client. Throws `OpenAiError` for what isn't an event, or isn't understood here. */
export function readClientEvent(message: string): ClientEvent {
  const parsed = clientEventSchema.safeParse(parseJson(message));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const param = issue?.path.join(".") || "type";
    throw new OpenAiError(400, `Invalid value for '${param}': ${issue?.message ?? "not understood"}`, {
      param,
      code: "invalid_value",
    });
  }
  const event = parsed.data;
  if (event.type === "session.update" && event.session.audio.input.transcription.model !== liveModel) {
    const { model } = event.session.audio.input.transcription;
    throw new OpenAiError(404, `The model '${model}' does not exist or you do not have access to it.`, {
      param: "session.audio.input.transcription.model",
      code: "model_not_found",
    });
  }
  return event;
}

/** The event's own name for itself, where it can be read: errors quote it. */
export function readEventId(message: string): string | null {
  try {
    const named = z.object({ event_id: z.string().max(512) }).safeParse(JSON.parse(message));
    return named.success ? named.data.event_id : null;
  } catch {
    return null;
  }
}

function parseJson(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    throw new OpenAiError(400, "We could not parse the JSON of your event.", { code: "invalid_json" });
  }
}
