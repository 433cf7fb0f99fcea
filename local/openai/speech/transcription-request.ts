import { z } from "zod";
import { OpenAiError } from "../openai-error.ts";

/** The vendor's limit for one file, in bytes. */
export const maximumFileBytes = 25 * 1024 * 1024;

const fieldsSchema = z.object({
  model: z.literal("whisper-1"),
  response_format: z.enum(["json", "text", "srt", "verbose_json", "vtt"]).default("json"),
  language: z.string().min(1).optional(),
  prompt: z.string().default(""),
  temperature: z.coerce.number().min(0).max(1).default(0),
  timestamp_granularities: z.array(z.enum(["word", "segment"])).default([]),
});

export type TranscriptionRequest = z.infer<typeof fieldsSchema> & { file: File };

/**
 * Reads the multipart form of `POST /audio/transcriptions`. Only the model name `whisper-1` is taken: it is the one
 * that the vendor lets answer with `verbose_json`, so what works here works there.
 */
export async function parseTranscriptionRequest(
  contentType: string | undefined,
  body: Uint8Array<ArrayBuffer>,
): Promise<TranscriptionRequest> {
  const form = await parseForm(contentType, body);
  const file = form.get("file");
  if (!(file instanceof File)) throw new OpenAiError(400, "'file' is a required property", { param: "file" });
  if (file.size > maximumFileBytes)
    throw new OpenAiError(
      413,
      `Maximum content size limit (${maximumFileBytes}) exceeded (${file.size} bytes read)`,
      { type: "server_error" },
    );
  const granularities = [
    ...form.getAll("timestamp_granularities[]"),
    ...form.getAll("timestamp_granularities"),
  ];
  const parsed = fieldsSchema.safeParse({
    model: form.get("model") ?? undefined,
    response_format: form.get("response_format") ?? undefined,
    language: form.get("language") ?? undefined,
    prompt: form.get("prompt") ?? undefined,
    temperature: form.get("temperature") ?? undefined,
    timestamp_granularities: granularities,
  });
  if (!parsed.success) throw describeProblem(parsed.error, form.get("model"));
  const request = parsed.data;
  if (request.timestamp_granularities.length > 0 && request.response_format !== "verbose_json")
    throw new OpenAiError(
      400,
      "'timestamp_granularities' can only be used with response_format 'verbose_json'",
      { param: "timestamp_granularities" },
    );
  if (request.language !== undefined && !/^(en|english)$/i.test(request.language))
    throw new OpenAiError(
      400,
      `This local transcriber knows English only; it cannot transcribe '${request.language}'.`,
      { param: "language", code: "language_unsupported_locally" },
    );
  return { ...request, file };
}

async function parseForm(contentType: string | undefined, body: Uint8Array<ArrayBuffer>): Promise<FormData> {
  try {
    return await new Response(body, { headers: { "content-type": contentType ?? "" } }).formData();
  } catch {
    throw new OpenAiError(400, "Could not parse multipart form");
  }
}

function describeProblem(error: z.ZodError, model: FormDataEntryValue | null): OpenAiError {
  const issue = error.issues[0];
  const param = String(issue?.path[0] ?? "body");
  if (param === "model" && typeof model === "string")
    return new OpenAiError(404, `The model '${model}' does not exist or you do not have access to it.`, {
      param,
      code: "model_not_found",
    });
  if (param === "model") return new OpenAiError(400, "you must provide a model parameter", { param });
  return new OpenAiError(400, `Invalid value for '${param}': ${issue?.message ?? "not understood"}`, {
    param,
  });
}
