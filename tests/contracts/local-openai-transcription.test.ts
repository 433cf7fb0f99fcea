import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startOpenAi } from "../../local/openai/server.ts";
import { cutPieces, type Piece } from "../../local/openai/speech/cut-pieces.ts";
import { openRecording } from "../../local/openai/speech/decode-audio.ts";
import { type Frame, frameSamples } from "../../local/openai/speech/detect-voice.ts";
import { findNames, writeKnownNames } from "../../local/openai/speech/known-names.ts";
import { transcribeRecording } from "../../local/openai/speech/transcribe-recording.ts";
import { countWordErrors } from "./word-errors.ts";

// What holds for the stand-in only; what the vendor promises too is in openai-transcription.test.ts.
const clips = new URL("../data/speech/", import.meta.url);
const dashwood = "sense_and_sensibility_01_austen_64kb-0870.wav";
const kennedy =
  "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.";
let folder: string;
let local: Awaited<ReturnType<typeof startOpenAi>>;
let openai: OpenAI;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "transcription-test-"));
  local = await startOpenAi();
  openai = new OpenAI({ baseURL: local.url, apiKey: "local", maxRetries: 0 });
});
afterAll(async () => {
  await local.close();
  await rm(folder, { recursive: true });
});

async function openClip(name: string): Promise<File> {
  return toFile(await readFile(new URL(name, clips)), name);
}

/** Makes an audio file out of ffmpeg arguments. */
async function makeAudio(name: string, args: string[]): Promise<File> {
  const path = join(folder, name);
  await promisify(execFile)(ffmpeg.path, ["-v", "error", "-y", ...args, path]);
  return toFile(await readFile(path), name);
}
const speech = ["-i", new URL("jfk.wav", clips).pathname];

async function transcribe(file: File): Promise<OpenAI.Audio.TranscriptionVerbose> {
  return openai.audio.transcriptions.create({ file, model: "whisper-1", response_format: "verbose_json" });
}

test.each([
  ["silence", "anullsrc=r=16000:cl=mono"],
  ["noise", "anoisesrc=r=16000:a=0.02:seed=1"],
  ["a hum", "sine=f=60:r=16000"],
])("%s gives an empty text, no segments and its duration", { timeout: 60_000 }, async (_, source) => {
  const file = await makeAudio("quiet.wav", ["-f", "lavfi", "-i", source, "-t", "5"]);
  expect(await transcribe(file)).toMatchObject({ text: "", segments: [], duration: 5 });
});

test.each([
  ["m4a", ["-c:a", "aac", "-b:a", "64k"]],
  ["webm", ["-c:a", "libopus", "-b:a", "32k"]],
  ["ogg", ["-c:a", "libopus", "-b:a", "32k"]],
])("%s is understood", { timeout: 60_000 }, async (extension, codec) => {
  const { text, duration } = await transcribe(await makeAudio(`story.${extension}`, [...speech, ...codec]));
  expect(countWordErrors(kennedy, text).errors).toBe(0);
  expect(Math.abs(duration - 11)).toBeLessThan(0.2);
});

test("a recording 45 dB quieter is understood as well", { timeout: 60_000 }, async () => {
  const { text } = await transcribe(await makeAudio("quiet.flac", [...speech, "-af", "volume=-45dB"]));
  expect(countWordErrors(kennedy, text).errors).toBeLessThanOrEqual(1);
});

test("a segment after a long pause is timed by the pause", { timeout: 60_000 }, async () => {
  const file = await makeAudio("late.wav", [...speech, "-af", "adelay=60000"]);
  const { segments } = await transcribe(file);
  expect(segments?.[0]?.start).toBeGreaterThan(60);
  expect(segments?.[0]?.start).toBeLessThan(61);
  expect(segments?.at(-1)?.end).toBeLessThanOrEqual(71.05);
});

test("interpolated words are marked and the answer says who made it", { timeout: 60_000 }, async () => {
  const { data, response } = await openai.audio.transcriptions
    .create({
      file: await openClip(dashwood),
      model: "whisper-1",
      response_format: "verbose_json",
      timestamp_granularities: ["word"],
    })
    .withResponse();
  expect(data).toMatchObject({ words_approximate: true });
  expect(data.words?.[3]?.word).toBe("Dashwood");
  expect(response.headers.get("x-memoryvault-local")).toBe("moonshine-base");
  expect(response.headers.get("x-request-id")).toMatch(/^req_/);
});

test("a language other than English is refused with a code of its own", async () => {
  const call = openai.audio.transcriptions.create({
    file: await openClip("jfk.mp3"),
    model: "whisper-1",
    language: "cy",
  });
  await expect(call).rejects.toMatchObject({
    status: 400,
    code: "language_unsupported_locally",
    param: "language",
  });
});

test("a name is spelled as the prompt spells it", { timeout: 60_000 }, async () => {
  const { text } = await openai.audio.transcriptions.create({
    file: await openClip(dashwood),
    model: "whisper-1",
    prompt: "Jon, Aoife",
  });
  expect(text).toContain("Mr. Jon Dashwood had");
});

test("names that only resemble a known one stay as heard", () => {
  const names = findNames("Told by John and Marie, with Catherine and Siobhán, about Jan.");
  expect(writeKnownNames("There Joan met Mary and Katherine, and Jane.", names)).toEqual({
    text: "There Joan met Mary and Catherine, and Jane.",
    guesses: [{ heard: "Katherine", written: "Catherine" }],
  });
});

test("a name that comes near a known one is written so, unless it is a word or a name of its own", () => {
  const names = findNames("Deshwood, Kowalski, Marianne, Elinor, Ferrars");
  const write = (sentence: string) => writeKnownNames(sentence, names).text;
  expect(write("Then Dashwood came, and Kowolski.")).toBe("Then Deshwood came, and Kowalski.");
  // The first word of a sentence has its capital anyway; Marion and Eleanor are names.
  expect(write("Dashwood stayed with Marion, Eleanor and Ferris.")).toBe(
    "Dashwood stayed with Marion, Eleanor and Ferris.",
  );
  const two = findNames("Deshwood, Dishwood");
  expect(writeKnownNames("Then Dashwood came.", two)).toEqual({ text: "Then Dashwood came.", guesses: [] });
});

test("a name is heard as it was taught, and says what was heard", { timeout: 60_000 }, async () => {
  const hear = async (prompt?: string) =>
    openai.audio.transcriptions.create({
      file: await openClip(dashwood),
      model: "whisper-1",
      response_format: "verbose_json",
      prompt,
    });
  const untaught = await hear();
  expect(untaught.text).toContain("John Dashwood");
  expect(untaught.segments?.some((segment) => "memoryvault_guesses" in segment)).toBe(false);
  const taught = await hear("Jon Deshwood");
  expect(taught.text).toContain("Jon Deshwood");
  expect(taught.segments?.[0]).toMatchObject({
    memoryvault_guesses: [
      { heard: "John", written: "Jon" },
      { heard: "Dashwood", written: "Deshwood" },
    ],
  });
});

test("requests without a key, a file or a known model are refused in OpenAI's form", async () => {
  const form = new FormData();
  form.set("model", "whisper-9");
  const send = async (init: RequestInit) => {
    const response = await fetch(`${local.url}/audio/transcriptions`, { method: "POST", ...init });
    return { status: response.status, body: await response.json() };
  };
  const headers = { authorization: "Bearer local" };
  const invalid = { error: { type: "invalid_request_error", message: expect.any(String) } };
  expect(await send({ body: form })).toMatchObject({ status: 401, body: invalid });
  expect(await send({ body: form, headers })).toMatchObject({ status: 400, body: invalid });
  form.set("file", new File(["?"], "story.wav"));
  expect(await send({ body: form, headers })).toMatchObject({
    status: 404,
    body: { error: { code: "model_not_found", param: "model" } },
  });
});

test("a file over 25 MB is refused with 413", async () => {
  const file = await toFile(new Uint8Array(25 * 1024 * 1024 + 1), "long.wav");
  await expect(openai.audio.transcriptions.create({ file, model: "whisper-1" })).rejects.toMatchObject({
    status: 413,
  });
  const larger = await toFile(new Uint8Array(30 * 1024 * 1024), "longer.wav");
  await expect(
    openai.audio.transcriptions.create({ file: larger, model: "whisper-1" }),
  ).rejects.toMatchObject({
    status: 413,
  });
});

test("a request id that is well formed is kept", async () => {
  const { response } = await openai.models.list({ headers: { "x-request-id": "story-7" } }).withResponse();
  expect(response.headers.get("x-request-id")).toBe("story-7");
});

test("two requests at once get each their own words", { timeout: 60_000 }, async () => {
  const [first, second] = await Promise.all([
    transcribe(await openClip("jfk.mp3")),
    transcribe(await openClip(dashwood)),
  ]);
  expect(first.text).toContain("your country");
  expect(second.text).toContain("Dashwood");
});

test("an abandoned transcription stops after the piece it is at", { timeout: 60_000 }, async () => {
  const client = new AbortController();
  await using recording = await openRecording(await openClip("jfk.wav"), client.signal);
  const segments = transcribeRecording(recording, "", client.signal);
  expect((await segments.next()).done).toBe(false);
  client.abort();
  await expect(segments.next()).rejects.toMatchObject({ name: "AbortError" });
});

test("a client that leaves does no harm to the next", { timeout: 60_000 }, async () => {
  const client = new AbortController();
  const left = openai.audio.transcriptions.create(
    { file: await openClip("jfk.wav"), model: "whisper-1" },
    { signal: client.signal },
  );
  client.abort();
  await expect(left).rejects.toThrow(OpenAI.APIUserAbortError);
  expect((await transcribe(await openClip("jfk.mp3"))).text).toContain("your country");
});

test("speech without a pause is cut into pieces of at most 16 seconds that lose nothing", async () => {
  const pieces = await collectPieces(2000, () => true);
  const seconds = pieces.map(({ samples }) => samples.length / 16_000);
  expect(Math.max(...seconds)).toBeLessThanOrEqual(16);
  expect(seconds.reduce((sum, length) => sum + length, 0)).toBeCloseTo(64, 3);
});

test("an hour of pauses yields only its speech", async () => {
  const spoken = (frame: number) => frame % 3000 >= 1000 && frame % 3000 < 1100;
  const pieces = await collectPieces(112_500, spoken);
  expect(pieces.length).toBe(38);
  expect(pieces[1]?.voiced).toEqual([{ start: 128, end: expect.closeTo(131.2) }]);
  expect(Math.max(...pieces.map(({ samples }) => samples.length / 16_000))).toBeLessThan(4);
});

async function collectPieces(frames: number, speaks: (frame: number) => boolean): Promise<Piece[]> {
  async function* makeFrames(): AsyncGenerator<Frame> {
    const samples = new Float32Array(frameSamples).fill(0.1);
    for (let i = 0; i < frames; i++) yield { samples, voice: speaks(i) ? 0.9 : 0.01 };
  }
  const pieces: Piece[] = [];
  for await (const piece of cutPieces(makeFrames())) pieces.push(piece);
  return pieces;
}
