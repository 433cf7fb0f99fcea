import { z } from "zod";

const url = z.url();

/** Every setting of the Worker. Values only choose between servers that speak the same protocol; none of them is a mode. */
export const environmentSchema = z.object({
  PUBLIC_URL: url,
  /** Origins besides our own that may call the API from a browser, separated by commas. */
  API_ORIGINS: z
    .string()
    .default("")
    .transform((list) => list.split(",").map((origin) => origin.trim()))
    .transform((list) => list.filter((origin) => origin !== "")),
  AUTH_SECRET: z.string().min(32, "at least 32 characters"),

  DATABASE_URL: z.string().startsWith("postgres"),
  /** For a database that isn't at Neon but speaks its HTTP protocol. */
  DATABASE_FETCH_ENDPOINT: url.optional(),

  TRANSCRIPTION_BASE_URL: url.default("https://api.openai.com/v1"),
  TRANSCRIPTION_API_KEY: z.string().min(1),
  TRANSCRIPTION_MODEL: z.string().min(1),
  /** Asked of the same server, when somebody wants the voices in a recording told apart. */
  DIARIZATION_MODEL: z.string().min(1).default("gpt-4o-transcribe-diarize"),
  TEXT_BASE_URL: url.default("https://api.openai.com/v1"),
  TEXT_API_KEY: z.string().min(1),
  TEXT_MODEL: z.string().min(1),
  EMBEDDING_BASE_URL: url.default("https://api.openai.com/v1"),
  EMBEDDING_API_KEY: z.string().min(1),
  /** Has to give vectors of 512 numbers; vectors of different models are never compared. */
  EMBEDDING_MODEL: z.string().min(1),

  /** Heard while somebody speaks; the server and key are the transcription's. */
  LIVE_TRANSCRIPTION_MODEL: z.string().min(1).default("gpt-live-transcribe"),

  ELEVENLABS_BASE_URL: url.default("https://api.elevenlabs.io"),
  ELEVENLABS_API_KEY: z.string().min(1),
  VOICE_MODEL: z.string().min(1).default("eleven_flash_v2_5"),
  /** The voice that asks, by language. */
  VOICE_ID_EN: z.string().min(1),
  VOICE_ID_ES: z.string().min(1),

  PINATA_JWT: z.string().min(1),
  PINATA_UPLOAD_URL: url.optional(),
  PINATA_API_URL: url.optional(),
  PINATA_GATEWAY_URL: url,

  MAIL_FROM: z.string().min(3),
  SENTRY_DSN: z.string().optional(),
});
export type Environment = z.infer<typeof environmentSchema>;
