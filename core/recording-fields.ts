import { z } from "zod";
import { AppError } from "./errors.ts";
import { type RecordingFields, recordingFieldsSchema, waveformSchema } from "./schemas.ts";

const fieldNames = ["title", "narratorId", "recordedOn", "language", "waveform"] as const;

const waveformTextSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "not JSON" });
      return z.NEVER;
    }
  })
  .pipe(waveformSchema);

const textFieldsSchema = recordingFieldsSchema.extend({ waveform: waveformTextSchema.optional() });

/**
 * Reads the fields that come with a recording, from a form or from tus metadata: all of them text, an empty one
 * counting as absent. Names that aren't ours are left alone. Refuses with 422 `recording.invalid_fields`.
 */
export function parseRecordingFields(texts: Record<string, string>): RecordingFields {
  const given: Record<string, string> = {};
  for (const name of fieldNames) {
    const text = texts[name];
    if (text !== undefined && text.trim() !== "") given[name] = text;
  }
  const parsed = textFieldsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  // One of a waveform's 180 bars is no field that a sender knows by name.
  const messages = new Map(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]));
  throw new AppError(
    "recording.invalid_fields",
    422,
    "Some of what was sent with the recording isn't right.",
    {
      errors: Array.from(messages, ([path, message]) => ({ path, message })),
    },
  );
}
