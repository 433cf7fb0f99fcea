import { ADTS, BufferSource as BytesSource, FLAC, Input, MP3, MP4, OGG, WAVE, WEBM } from "mediabunny";
import { BadRequestError } from "openai";
import type { AudioPart, Transcriber } from "../core/ports.ts";
import { createOpenAiClient, type OpenAiConfig } from "./openai-client.ts";
import { malformedAnswer, readOpenAiError } from "./openai-errors.ts";
import { readHeard, type TranscriptionAnswer, transcriptionAnswerSchema } from "./openai-heard.ts";

/** A slow server may hear at no more than the pace of speech, and parts are minutes long. */
const timeoutSeconds = 600;

/**
 * Hears parts of recordings by any OpenAI-compatible transcription server. Servers that know no times (the
 * gpt-4o-transcribe family) are asked for plain JSON, and what they say becomes one segment over the whole part.
 * Throws VendorErrors: those of `readOpenAiError`, and `transcription.malformed` for an answer against the schema.
 */
export function createOpenAiTranscriber(config: OpenAiConfig): Transcriber {
  const client = createOpenAiClient(config, timeoutSeconds);
  // Learnt from the first refusal.
  let knowsTimes = true;

  return {
    async transcribe(part, { prompt, language, requestId, signal }) {
      const transcribe = async (): Promise<unknown> =>
        client.audio.transcriptions.create(
          {
            file: new File([part.bytes], part.filename, { type: part.contentType }),
            model: config.model,
            ...(prompt ? { prompt } : {}),
            // Vendors take ISO 639 codes, not whole tags.
            ...(language ? { language: language.split("-")[0] } : {}),
            ...(knowsTimes
              ? { response_format: "verbose_json", timestamp_granularities: ["word", "segment"] }
              : { response_format: "json" }),
          },
          { signal, headers: { "X-Request-Id": requestId } },
        );
      const answer = await transcribe()
        .catch((error: unknown) => {
          if (!knowsTimes || !(error instanceof BadRequestError) || !isAboutFormat(error.param)) throw error;
          knowsTimes = false;
          return transcribe();
        })
        .catch((error: unknown) => {
          throw readOpenAiError(error, "transcription");
        });
      return readAnswer(answer, part, language);
    },
  };
}

function isAboutFormat(param: string | null | undefined): boolean {
  return param === "response_format" || (param?.startsWith("timestamp_granularities") ?? false);
}

async function readAnswer(answer: unknown, part: AudioPart, asked: string | undefined) {
  const parsed = transcriptionAnswerSchema.safeParse(typeof answer === "string" ? { text: answer } : answer);
  if (!parsed.success) throw malformedAnswer("transcription", parsed.error);
  const { data } = parsed;
  if (!data.segments && typeof data.text !== "string") {
    throw malformedAnswer("transcription", "neither segments nor text");
  }
  if (data.segments?.length || !data.text?.trim()) return readHeard(data, data.duration ?? undefined, asked);
  const seconds = data.duration || (await measureSeconds(part));
  return readHeard(asOneSegment(data, data.text, seconds), seconds, asked);
}

function asOneSegment(answer: TranscriptionAnswer, text: string, seconds: number): TranscriptionAnswer {
  return { ...answer, segments: [{ start: 0, end: seconds, text }] };
}

async function measureSeconds(part: AudioPart): Promise<number> {
  try {
    const input = new Input({
      formats: [WAVE, OGG, FLAC, WEBM, MP4, ADTS, MP3],
      source: new BytesSource(part.bytes),
    });
    return await input.computeDuration();
  } catch (error) {
    throw malformedAnswer("transcription", error);
  }
}
