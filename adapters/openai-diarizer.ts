import { z } from "zod";
import type { Diarizer } from "../core/ports.ts";
import { createOpenAiClient, type OpenAiConfig } from "./openai-client.ts";
import { malformedAnswer, readOpenAiError } from "./openai-errors.ts";

const timeoutSeconds = 600;

/** OpenAI's diarized_json, as far as it is needed. */
const answerSchema = z.object({
  segments: z
    .array(
      z.object({
        start: z.number().nonnegative(),
        end: z.number().nonnegative(),
        speaker: z.string().trim().min(1).max(30),
      }),
    )
    .max(100_000),
});

/**
 * Tells voices apart by an OpenAI model that can (https://platform.openai.com/docs/guides/speech-to-text#speaker-diarization).
 * Throws VendorErrors: those of `readOpenAiError`, among them `diarization.refused` where a server has no such model, and
 * `diarization.malformed`.
 */
export function createOpenAiDiarizer(config: OpenAiConfig): Diarizer {
  const client = createOpenAiClient(config, timeoutSeconds);
  return {
    async tellApart(part, { language, requestId, signal }) {
      const answer: unknown = await client.audio.transcriptions
        .create(
          {
            file: new File([part.bytes], part.filename, { type: part.contentType }),
            model: config.model,
            response_format: "diarized_json",
            // Without it the model takes no more than 30 seconds.
            chunking_strategy: "auto",
            ...(language ? { language: language.split("-")[0] } : {}),
          },
          { signal, headers: { "X-Request-Id": requestId } },
        )
        .catch((error: unknown) => {
          throw readOpenAiError(error, "diarization");
        });
      const parsed = answerSchema.safeParse(answer);
      if (!parsed.success) throw malformedAnswer("diarization", parsed.error);
      return parsed.data.segments.map(({ start, end, speaker }) => ({ label: speaker, start, end }));
    },
  };
}
