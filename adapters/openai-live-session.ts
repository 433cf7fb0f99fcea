import type { RealtimeTranscriptionSessionCreateRequest } from "openai/resources/realtime/realtime";
import type { InterviewLanguage } from "../core/interview/interview.ts";

/** Silence by which the server's voice detection knows the end of a stretch. */
export const silenceMilliseconds = 600;

/** Models that write while somebody speaks have no voice detection: whoever asks them has to cut. */
export function findsPauses(model: string): boolean {
  return !/^gpt-(live-transcribe|realtime-whisper)/.test(model);
}

/**
 * What a session is told about the sound, in the words that the model knows.
 * https://developers.openai.com/api/docs/guides/realtime-transcription
 */
export function describeSession(
  model: string,
  { language, prompt }: { language: InterviewLanguage; prompt: string },
): RealtimeTranscriptionSessionCreateRequest {
  const takesSeveralLanguages = /^gpt-(live-)?transcribe/.test(model);
  const takesPrompt = prompt !== "" && !model.startsWith("gpt-realtime-whisper");
  return {
    type: "transcription",
    audio: {
      input: {
        format: { type: "audio/pcm", rate: 24_000 },
        // People sit at a table with a phone or a laptop on it.
        noise_reduction: { type: "far_field" },
        transcription: {
          model,
          ...(takesSeveralLanguages ? { languages: [language] } : { language }),
          ...(takesPrompt ? { prompt } : {}),
        },
        turn_detection: findsPauses(model)
          ? { type: "server_vad", silence_duration_ms: silenceMilliseconds }
          : null,
      },
    },
  };
}
