import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startOpenAi } from "../../local/openai/server.ts";
import { readLiveAudio } from "../live-audio.ts";
import { startRealtimeServer } from "./realtime-server.ts";
import { countWordErrors } from "./word-errors.ts";
import { bundleForWorkerd, runInWorkerd } from "./workerd.ts";

const seenSchema = z.object({
  code: z.string().optional(),
  segments: z.array(z.object({ text: z.string() })).default([]),
  parts: z.number().optional(),
  losses: z.number().optional(),
});

let openai: Awaited<ReturnType<typeof startOpenAi>>;
let worker: Miniflare;

beforeAll(async () => {
  openai = await startOpenAi();
  worker = runInWorkerd(await bundleForWorkerd("./openai-live-worker.ts"));
});
afterAll(async () => {
  await worker.dispose();
  await openai.close();
});

async function hear(key: string, vendor = openai.url) {
  const response = await fetch(await worker.ready, {
    method: "POST",
    headers: { "x-key": key, "x-vendor": vendor },
    body: Buffer.from((await readLiveAudio("jfk.wav")).subarray(0, 110_000)),
  });
  return seenSchema.parse(await response.json());
}

test("in the Worker's own runtime a line is opened, hears and ends", async () => {
  const { segments, parts } = await hear("a-key");
  const text = segments.map((segment) => segment.text).join(" ");
  expect(countWordErrors("And so my fellow Americans", text).errors).toBe(0);
  expect(parts).toBeGreaterThan(0);
});

test("in the Worker's own runtime a refused key is told", async () => {
  expect(await hear("")).toMatchObject({ code: "transcription.refused" });
});

test("in the Worker's own runtime a line that is cut while its end is awaited has none", async () => {
  const cutting = await startRealtimeServer((event, say, socket) => {
    if (event.type === "session.update") say({ type: "session.updated" });
    if (event.type === "input_audio_buffer.clear") socket.terminate();
  });
  expect(await hear("a-key", cutting.url)).toMatchObject({ code: "transcription.unavailable", losses: 0 });
  const closing = await startRealtimeServer((event, say, socket) => {
    if (event.type === "session.update") say({ type: "session.updated" });
    if (event.type === "input_audio_buffer.clear") socket.close(1001);
  });
  expect(await hear("a-key", closing.url)).toMatchObject({ code: "transcription.unavailable", losses: 0 });
  await Promise.all([cutting.close(), closing.close()]);
});
