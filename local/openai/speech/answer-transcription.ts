import { openRecording } from "./decode-audio.ts";
import { formatTranscript } from "./format-transcript.ts";
import { transcribeRecording } from "./transcribe-recording.ts";
import type { Segment } from "./transcript.ts";
import { maximumFileBytes, parseTranscriptionRequest } from "./transcription-request.ts";

/** The largest request body, in bytes: one file of the vendor's limit and room for the other fields. */
export const maximumBodyBytes = maximumFileBytes + 256 * 1024;

/**
 * Answers `POST /audio/transcriptions`. Throws `OpenAiError` for what the request got wrong, an `AbortError` once
 * `signal` says that nobody waits any more.
 */
export async function answerTranscription(
  request: { contentType: string | undefined; body: Uint8Array<ArrayBuffer> },
  signal: AbortSignal,
): Promise<{ status: number; body: unknown; headers: Record<string, string> }> {
  const fields = await parseTranscriptionRequest(request.contentType, request.body);
  await using recording = await openRecording(fields.file, signal);
  const segments: Segment[] = [];
  for await (const segment of transcribeRecording(recording, fields.prompt, signal)) segments.push(segment);
  return {
    status: 200,
    body: formatTranscript(
      { seconds: recording.seconds, segments },
      fields.response_format,
      fields.timestamp_granularities,
    ),
    headers: { "x-memoryvault-local": "moonshine-base" },
  };
}
