import { deflateSync } from "node:zlib";
import type { Transcript } from "./transcript.ts";

type Format = "json" | "text" | "srt" | "verbose_json" | "vtt";

/** Writes a transcript in one of OpenAI's response formats: an object for the JSON formats, else text. */
export function formatTranscript(
  transcript: Transcript,
  format: Format,
  granularities: ("word" | "segment")[],
): unknown {
  const text = transcript.segments.map((segment) => segment.text).join(" ");
  const usage = { type: "duration", seconds: Math.ceil(transcript.seconds) };
  switch (format) {
    case "json":
      return { text, usage };
    case "text":
      return `${text}\n`;
    case "srt":
      return transcript.segments
        .map(
          (cue, i) =>
            `${i + 1}\n${writeTime(cue.start, ",")} --> ${writeTime(cue.end, ",")}\n${cue.text}\n\n`,
        )
        .join("");
    case "vtt":
      return `WEBVTT\n\n${transcript.segments
        .map((cue) => `${writeTime(cue.start, ".")} --> ${writeTime(cue.end, ".")}\n${cue.text}\n\n`)
        .join("")}`;
    case "verbose_json":
      return { ...writeVerbose(transcript, text, granularities), usage };
  }
}

/**
 * OpenAI's wire cannot say which names were guessed, so a segment's `memoryvault_guesses` do; nor that word times are
 * estimates, so `words_approximate: true` stands beside `words`: a
 * segment's times are measured (or cut from measured ones), a word's are spread over its segment by its letters.
 * Only a segment that was asked for is sent; asking for none means segments, as the vendor has it.
 */
function writeVerbose(transcript: Transcript, text: string, granularities: ("word" | "segment")[]) {
  const wantsWords = granularities.includes("word");
  const wantsSegments = granularities.includes("segment") || !wantsWords;
  return {
    task: "transcribe",
    language: "english",
    duration: roundTime(transcript.seconds),
    text,
    ...(wantsSegments && {
      segments: transcript.segments.map((segment, id) => ({
        id,
        seek: Math.floor(segment.start * 100),
        start: roundTime(segment.start),
        end: roundTime(segment.end),
        text: ` ${segment.text}`,
        tokens: segment.tokens,
        // Decoding is always greedy, whatever the request says.
        temperature: 0,
        avg_logprob: segment.averageLogProbability,
        compression_ratio: measureCompression(segment.text),
        no_speech_prob: segment.noSpeechProbability,
        ...(segment.guesses.length > 0 && { memoryvault_guesses: segment.guesses }),
      })),
    }),
    ...(wantsWords && {
      words: transcript.segments.flatMap(({ words }) =>
        words.map((word) => ({
          word: word.text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "") || word.text,
          start: roundTime(word.start),
          end: roundTime(word.end),
        })),
      ),
      words_approximate: true,
    }),
  };
}

function measureCompression(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length / deflateSync(bytes).length;
}

function roundTime(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

function writeTime(seconds: number, decimalMark: "," | "."): string {
  const milliseconds = Math.round(seconds * 1000);
  const part = (unit: number, size: number) =>
    String(Math.floor(milliseconds / unit) % size).padStart(2, "0");
  const clock = `${part(3_600_000, 100)}:${part(60_000, 60)}:${part(1000, 60)}`;
  return `${clock}${decimalMark}${String(milliseconds % 1000).padStart(3, "0")}`;
}
