import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startElevenLabs } from "../../local/elevenlabs/server.ts";
import { readSpanish } from "../../local/elevenlabs/spanish-phones.ts";
import { startOpenAi } from "../../local/openai/server.ts";
import { measureMp3 } from "./spoken-sound.ts";
import { countWordErrors } from "./word-errors.ts";

// What holds for the stand-in only; what the adapter makes of it is in elevenlabs-voice.test.ts.
const question = "What did the kitchen smell like when your grandmother was baking bread on Saturdays?";

let local: Awaited<ReturnType<typeof startElevenLabs>>;
beforeAll(async () => {
  local = await startElevenLabs();
});
afterAll(() => local.close());

interface Asked {
  voice?: string;
  format?: string;
  key?: string;
  body?: Record<string, unknown>;
  signal?: AbortSignal;
}

function ask({
  voice = "slt",
  format = "mp3_44100_64",
  key = "local",
  body,
  signal,
}: Asked): Promise<Response> {
  return fetch(`${local.url}/v1/text-to-speech/${voice}/stream?output_format=${format}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key ? { "xi-api-key": key } : {}) },
    body: JSON.stringify({ text: question, model_id: "eleven_flash_v2_5", ...body }),
    signal,
  });
}

test.each(["slt", "rms", "awb"])("%s is understood", { timeout: 60_000 }, async (voice) => {
  const response = await ask({ voice });
  expect(response.headers.get("content-type")).toBe("audio/mpeg");
  expect(response.headers.get("x-memoryvault-local")).toBe(`flite ${voice}`);
  expect(response.headers.get("x-memoryvault-accent")).toBeNull();
  const mp3 = new Uint8Array(await response.arrayBuffer());
  const { seconds, level } = await measureMp3(mp3);
  expect(level).toBeGreaterThan(0.02);
  // Nobody says fourteen words in less than three seconds, nor needs ten for them.
  expect(seconds).toBeGreaterThan(3);
  expect(seconds).toBeLessThan(10);

  const openai = await startOpenAi();
  const client = new OpenAI({ baseURL: openai.url, apiKey: "local", maxRetries: 0 });
  const file = await toFile(mp3, "question.mp3");
  const { text } = await client.audio.transcriptions.create({ file, model: "whisper-1" });
  await openai.close();
  expect(countWordErrors(question, text).errors).toBeLessThanOrEqual(2);
});

test("the formats of MP3 that a player may ask for are given", async () => {
  const sizes = await Promise.all(
    ["mp3_22050_32", "mp3_44100_64", "mp3_44100_128"].map(async (format) => {
      const mp3 = new Uint8Array(await (await ask({ format })).arrayBuffer());
      return Math.round((mp3.length * 8) / 1000 / (await measureMp3(mp3)).seconds / 8) * 8;
    }),
  );
  expect(sizes).toEqual([32, 64, 128]);
});

test("Spanish is said in Spanish sounds by an English voice, and the answer says so", async () => {
  const text = "¿Cómo olía la cocina de tu abuela?";
  const response = await ask({ body: { text, language_code: "es" } });
  expect(response.headers.get("x-memoryvault-accent")).toBe("en");
  const { seconds, level } = await measureMp3(new Uint8Array(await response.arrayBuffer()));
  expect(seconds).toBeGreaterThan(1.5);
  expect(level).toBeGreaterThan(0.02);
});

test.each([
  ["¿Qué hiciste?", "pau k eh iy s iy s t eh pau"],
  ["la guerra, el pingüino", "pau l aa g eh r aa pau eh l p iy n g w iy n ow pau"],
  ["niño y niña", "pau n iy n y ow iy n iy n y aa pau"],
  ["ciudad vieja", "pau s y uw d aa d b y eh hh aa pau"],
  ["cuidaba, el día", "pau k w iy d aa b aa pau eh l d iy aa pau"],
  ["llave, yo", "pau y aa b eh pau y ow pau"],
  ["en 19", "pau eh n uw n ow n w eh b eh pau"],
])("%s is read by the rules of Spanish", (text, phones) => {
  expect(readSpanish(text)).toBe(phones);
});

test.each<[string, Asked, number, unknown]>([
  ["no key", { key: "" }, 401, { status: "needs_authorization" }],
  ["a voice that nobody has", { voice: "JBFqnCBsd6RMkjVDRZzb" }, 404, { status: "voice_not_found" }],
  ["another model", { body: { model_id: "tts-1" } }, 400, { status: "model_not_found" }],
  ["another format", { format: "opus_48000_64" }, 400, { status: "invalid_output_format" }],
  ["a text without words", { body: { text: " … " } }, 400, { status: "input_text_empty" }],
  [
    "too long a text",
    { body: { text: "so ".repeat(2000) } },
    400,
    { status: "max_character_limit_exceeded" },
  ],
  ["no text", { body: { text: undefined } }, 422, [{ loc: ["body", "text"], type: "value_error" }]],
])("%s is refused in ElevenLabs' form", async (_, asked, status, detail) => {
  const response = await ask(asked);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ detail });
});

test("what looks like an option of the program is read aloud like any text", async () => {
  const response = await ask({ body: { text: "-lv and --help, said she" } });
  expect((await measureMp3(new Uint8Array(await response.arrayBuffer()))).seconds).toBeGreaterThan(1);
});

test("a listener who leaves does no harm to the next", async () => {
  const leaves = new AbortController();
  const left = ask({ signal: leaves.signal });
  leaves.abort();
  await expect(left).rejects.toThrow();
  const [one, two] = await Promise.all([ask({}), ask({ voice: "rms" })]);
  expect((await one.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
  expect((await two.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
});
