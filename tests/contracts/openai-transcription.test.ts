import { readFile } from "node:fs/promises";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startOpenAi } from "../../local/openai/server.ts";
import { countWordErrors } from "./word-errors.ts";

// The stand-in, or the vendor when OPENAI_TRANSCRIPTION_BASE_URL and OPENAI_TRANSCRIPTION_API_KEY are set.
const vendorUrl = process.env.OPENAI_TRANSCRIPTION_BASE_URL;
const clips = new URL("../data/speech/", import.meta.url);
let openai: OpenAI;
let stop = async () => {};

beforeAll(async () => {
  let baseURL = vendorUrl;
  if (baseURL === undefined) {
    const local = await startOpenAi();
    baseURL = local.url;
    stop = local.close;
  }
  openai = new OpenAI({
    baseURL,
    apiKey: process.env.OPENAI_TRANSCRIPTION_API_KEY ?? "local",
    maxRetries: vendorUrl === undefined ? 0 : 2,
  });
});
afterAll(() => stop());

async function openClip(name: string): Promise<File> {
  return toFile(await readFile(new URL(name, clips)), name);
}

test("clear speech is transcribed with at most 3 % of the words wrong", { timeout: 120_000 }, async () => {
  const spoken = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(new URL("words.json", clips), "utf8")));
  const results: { clip: string; errors: number; words: number }[] = [];
  for (const [clip, words] of Object.entries(spoken)) {
    const { text } = await openai.audio.transcriptions.create({
      file: await openClip(clip),
      model: "whisper-1",
      language: "en",
    });
    results.push({ clip, ...countWordErrors(words, text) });
  }
  const errors = results.reduce((sum, result) => sum + result.errors, 0);
  const words = results.reduce((sum, result) => sum + result.words, 0);
  console.table(results);
  console.log(`word error rate ${((100 * errors) / words).toFixed(2)} % (${errors} of ${words})`);
  expect(errors / words).toBeLessThanOrEqual(0.03);
});

test("segments and words come in time order within the recording", { timeout: 60_000 }, async () => {
  const transcript = await openai.audio.transcriptions.create({
    file: await openClip("jfk.mp3"),
    model: "whisper-1",
    response_format: "verbose_json",
    timestamp_granularities: ["word", "segment"],
  });
  expect(transcript.language).toBe("english");
  expect(Math.abs(transcript.duration - 11)).toBeLessThan(0.2);
  for (const spans of [transcript.segments ?? [], transcript.words ?? []]) {
    expect(spans.length).toBeGreaterThan(0);
    let previous = { start: 0, end: 0 };
    for (const span of spans) {
      expect(span.start).toBeGreaterThanOrEqual(previous.start);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(transcript.duration + 0.05);
      previous = span;
    }
  }
  const segments = transcript.segments ?? [];
  expect(segments.map(({ text }) => text.trim()).join(" ")).toBe(transcript.text.trim());
  expect(segments.every(({ tokens, avg_logprob }) => tokens.length > 0 && avg_logprob <= 0)).toBe(true);
});

test("without granularities verbose_json holds segments and no words", { timeout: 60_000 }, async () => {
  const transcript = await openai.audio.transcriptions.create({
    file: await openClip("sense_and_sensibility_01_austen_64kb-0930.wav"),
    model: "whisper-1",
    response_format: "verbose_json",
  });
  expect(transcript.segments?.length).toBeGreaterThan(0);
  expect(transcript.words ?? null).toBeNull();
});

test.each([
  ["text", /^\s*he might even/i],
  ["srt", /^1\n00:00:0\d,\d{3} --> 00:00:0\d,\d{3}\nhe might even/i],
  ["vtt", /^WEBVTT\n\n00:00:0\d\.\d{3} --> 00:00:0\d\.\d{3}\nhe might even/i],
] as const)("%s is answered as plain text", { timeout: 60_000 }, async (response_format, pattern) => {
  const text = await openai.audio.transcriptions.create({
    file: await openClip("sense_and_sensibility_01_austen_64kb-0930.wav"),
    model: "whisper-1",
    response_format,
  });
  expect(text).toMatch(pattern);
});

test("a file that is no audio is refused with 400", async () => {
  const file = await toFile(
    new Uint8Array(4096).map((_, i) => (i * 7919) % 251),
    "story.mp3",
  );
  await expect(openai.audio.transcriptions.create({ file, model: "whisper-1" })).rejects.toMatchObject({
    status: 400,
    type: "invalid_request_error",
    message: expect.stringContaining("Invalid file format"),
  });
});

test("an unknown response format is refused with 400", async () => {
  const body = new FormData();
  body.set("file", await openClip("jfk.mp3"));
  body.set("model", "whisper-1");
  body.set("response_format", "poem");
  const call = openai.post("/audio/transcriptions", { body });
  await expect(call).rejects.toMatchObject({ status: 400 });
});

test("an unknown path is 404", async () => {
  await expect(openai.get("/audio/dreams")).rejects.toMatchObject({ status: 404 });
});

test("the models are listed", async () => {
  const models = await openai.models.list();
  expect(models.data.map(({ id }) => id)).toContain("whisper-1");
});
