import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { listen, stopListening } from "../listen.ts";
import { ElevenLabsError, InvalidRequest } from "./elevenlabs-error.ts";
import { encodeMp3, type Mp3Format } from "./encode-mp3.ts";
import { createSynthesiser, type LocalVoice, type Synthesiser, voices } from "./synthesise.ts";

const maximumBodyBytes = 256 * 1024;
/** Ours; the vendor takes forty thousand with its fast model. */
const maximumCharacters = 5000;

const models = ["eleven_flash_v2_5", "eleven_turbo_v2_5", "eleven_multilingual_v2", "eleven_v3"];

const requestSchema = z.object({
  text: z.string(),
  model_id: z.string().default("eleven_multilingual_v2"),
  language_code: z.string().nullish(),
  previous_text: z.string().nullish(),
  next_text: z.string().nullish(),
});

/**
 * Starts the stand-in for api.elevenlabs.io on loopback. It speaks with flite's English voices, named `slt`, `rms` and
 * `awb`; it can't clone one. Every answer says so (`x-memoryvault-local`), and Spanish in an English voice says that too
 * (`x-memoryvault-accent`). Any key is accepted, none is 401. `warm` starts the voice before it is needed; `close` ends
 * running requests and frees the port.
 */
export async function startElevenLabs(
  options: { port?: number } = {},
): Promise<{ url: string; warm(): Promise<void>; close(): Promise<void> }> {
  const synthesiser = createSynthesiser();
  const server = createServer((request, response) => void handle(request, response, synthesiser));
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    async warm() {
      await synthesiser.speak("slt", "Yes.", undefined, new AbortController().signal);
    },
    async close() {
      await stopListening(server);
      await synthesiser.close();
    },
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, synthesiser: Synthesiser) {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  try {
    await answer(request, response, synthesiser, gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return;
    const known = error instanceof ElevenLabsError ? error : undefined;
    if (!known) console.error("local elevenlabs:", error);
    // Too late to say it otherwise: the client must not take half a sentence for a whole.
    if (response.headersSent) return void response.destroy();
    const body = known?.toBody() ?? { detail: { status: "internal_error", message: "An error occurred." } };
    response.writeHead(known?.status ?? 500, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  synthesiser: Synthesiser,
  signal: AbortSignal,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://local");
  if (!request.headers["xi-api-key"]) {
    throw new ElevenLabsError(
      401,
      "needs_authorization",
      "Neither authorization header nor xi-api-key received.",
    );
  }
  if (url.pathname === "/v1/models" && request.method === "GET") {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(models.map((id) => ({ model_id: id, can_do_text_to_speech: true }))));
    return;
  }
  const named = /^\/v1\/text-to-speech\/([^/]+)\/stream$/.exec(url.pathname)?.[1];
  if (named === undefined) throw new ElevenLabsError(404, "not_found", "Not Found");
  if (request.method !== "POST") throw new ElevenLabsError(405, "method_not_allowed", "Method Not Allowed");
  const format = readFormat(url.searchParams.get("output_format") ?? "mp3_44100_128");
  const asked = await readRequest(request);
  const voice = readVoice(decodeURIComponent(named));
  const wav = await synthesiser.speak(voice, asked.text, asked.language_code ?? undefined, signal);
  response.writeHead(200, {
    "content-type": "audio/mpeg",
    "x-memoryvault-local": `flite ${voice}`,
    ...(asked.language_code && asked.language_code !== "en" ? { "x-memoryvault-accent": "en" } : {}),
  });
  await pipeline(encodeMp3(wav, format, signal), response);
}

function readFormat(name: string): Mp3Format {
  const [, rate, kilobits] = /^mp3_(22050|24000|44100)_(32|48|64|96|128|192)$/.exec(name) ?? [];
  if (!rate || !kilobits) {
    throw new ElevenLabsError(400, "invalid_output_format", "The local voice gives MP3 only.");
  }
  return { sampleRate: Number(rate), kilobits: Number(kilobits) };
}

function readVoice(id: string): LocalVoice {
  const voice = voices.find((known) => known === id);
  if (!voice) throw new ElevenLabsError(404, "voice_not_found", `A voice with voice_id ${id} was not found.`);
  return voice;
}

async function readRequest(request: IncomingMessage): Promise<z.infer<typeof requestSchema>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maximumBodyBytes)
      throw new ElevenLabsError(413, "request_too_large", "The request is too large.");
    chunks.push(chunk);
  }
  const parsed = requestSchema.safeParse(parseJson(Buffer.concat(chunks).toString()));
  if (!parsed.success) throw new InvalidRequest(parsed.error.issues);
  const { text, model_id, previous_text, next_text } = parsed.data;
  if (!models.includes(model_id)) {
    throw new ElevenLabsError(400, "model_not_found", `A model with model ID ${model_id} does not exist.`);
  }
  if (model_id === "eleven_v3" && (previous_text || next_text)) {
    throw new ElevenLabsError(
      400,
      "unsupported_model",
      "This model takes no previous_text and no next_text.",
    );
  }
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw new ElevenLabsError(400, "input_text_empty", "There is nothing to say in the text.");
  }
  if (text.length > maximumCharacters) {
    throw new ElevenLabsError(
      400,
      "max_character_limit_exceeded",
      `A text has at most ${maximumCharacters} characters here.`,
    );
  }
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidRequest([{ path: [], message: "JSON decode error" }]);
  }
}
