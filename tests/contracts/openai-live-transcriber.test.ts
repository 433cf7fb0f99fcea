import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createOpenAiLiveTranscriber } from "../../adapters/openai-live-transcriber.ts";
import type { VendorError } from "../../core/errors.ts";
import { bytesPerSecond } from "../../core/interview/frames.ts";
import type { LiveTranscriber } from "../../core/ports.ts";
import { startOpenAi } from "../../local/openai/server.ts";
import { readLiveAudio } from "../live-audio.ts";
import { openNodeSocket } from "./open-node-socket.ts";
import { type RealtimeServer, startRealtimeServer } from "./realtime-server.ts";
import { answerJson, errorBody, startWireServer } from "./wire-server.ts";
import { countWordErrors } from "./word-errors.ts";

const kennedy =
  "And so my fellow Americans, ask not what your country can do for you, ask what you can do for your country.";
let local: Awaited<ReturnType<typeof startOpenAi>>;
let server: RealtimeServer | undefined;
beforeAll(async () => {
  local = await startOpenAi();
});
afterAll(() => local.close());
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Options = Parameters<LiveTranscriber["open"]>[0];
type Heard = Parameters<Options["onHeard"]>[0];

/** Opens a line and keeps all that it tells. */
async function open(baseUrl: string, options: Partial<Options> = {}, model = "gpt-4o-transcribe") {
  const told: Heard[] = [];
  const lost: VendorError[] = [];
  const first = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<void>();
  const live = createOpenAiLiveTranscriber({
    baseUrl,
    apiKey: "a-key",
    model,
    openSocket: openNodeSocket,
  });
  const ear = await live.open({
    requestId: "request-1",
    language: "en",
    prompt: "",
    onHeard(segments) {
      told.push(segments);
      first.resolve();
    },
    onLost(error) {
      lost.push(error);
      broken.resolve();
    },
    ...options,
  });
  return { ear, told, lost, first: first.promise, broken: broken.promise };
}

test("what is said is heard, its words, its times and its parts that only grow", async () => {
  const pcm = await readLiveAudio("jfk.wav");
  const { ear, told, lost } = await open(local.url);
  for (let at = 0; at < pcm.length; at += 9_600) ear.hear(pcm.subarray(at, at + 9_600));
  const segments = await ear.finish();
  const { errors, words } = countWordErrors(kennedy, segments.map(({ text }) => text).join(" "));
  expect(errors / words).toBeLessThanOrEqual(0.1);
  // Where he begins and ends, and the long breath after "Americans", by ear.
  expect(Math.abs((segments[0]?.start ?? 9) - 0.3)).toBeLessThan(0.5);
  expect(Math.abs((segments[0]?.end ?? 9) - 2.2)).toBeLessThan(0.5);
  expect(Math.abs((segments[1]?.start ?? 9) - 3.3)).toBeLessThan(0.5);
  expect(Math.abs((segments.at(-1)?.end ?? 0) - 10.6)).toBeLessThan(0.5);
  expect(lost).toEqual([]);

  expect(told.some((all) => all.some(({ final }) => !final))).toBe(true);
  for (const [i, all] of told.entries()) {
    const before = told[i - 1] ?? [];
    before.forEach(({ text }, at) => {
      const now = all[at];
      if (now && !now.final) expect(now.text.startsWith(text)).toBe(true);
    });
    expect(all.map(({ start }) => start)).toEqual(all.map(({ start }) => start).sort((a, b) => a - b));
  }
  expect(told.at(-1)).toEqual(segments.map((segment) => ({ ...segment, final: true })));
});

test("where nobody says anything nothing is heard", async () => {
  const { ear, told } = await open(local.url);
  ear.hear(new Uint8Array(3 * bytesPerSecond));
  expect(await ear.finish()).toEqual([]);
  expect(told).toEqual([]);
});

test("a line that was given no sound ends without words", async () => {
  const { ear } = await open(local.url);
  expect(await ear.finish()).toEqual([]);
});

test("a language that the server doesn't know fails at the end, for good", async () => {
  const { ear, lost } = await open(local.url, { language: "es" });
  ear.hear((await readLiveAudio("jfk.wav")).subarray(0, 4 * bytesPerSecond));
  await expect(ear.finish()).rejects.toMatchObject({
    code: "language.unsupported_locally",
    retryable: false,
  });
  expect(lost).toEqual([]);
});

test("a line that is closed tells nothing any more, and has no end to wait for", async () => {
  const { ear, told, lost, first } = await open(local.url);
  ear.hear(await readLiveAudio("jfk.wav"));
  await first;
  ear.close();
  const count = told.length;
  ear.hear(new Uint8Array(960));
  await expect(ear.finish()).rejects.toMatchObject({ code: "transcription.unavailable", retryable: true });
  expect(told).toHaveLength(count);
  expect(lost).toEqual([]);
});

test("an abort ends an open line and one that is being opened", async () => {
  const user = new AbortController();
  const { ear, lost } = await open(local.url, { signal: user.signal });
  user.abort();
  await expect(ear.finish()).rejects.toMatchObject({ code: "transcription.unavailable" });
  expect(lost).toEqual([]);
  await expect(open(local.url, { signal: user.signal })).rejects.toMatchObject({
    code: "transcription.unavailable",
  });
  server = await startRealtimeServer(() => leaving.abort());
  const leaving = new AbortController();
  await expect(open(server.url, { signal: leaving.signal })).rejects.toMatchObject({
    code: "transcription.unavailable",
  });
});

test("a server that goes away is told once, and then there is no end", async () => {
  const passing = await startOpenAi();
  const { ear, lost, first, broken } = await open(passing.url);
  ear.hear(await readLiveAudio("jfk.wav"));
  await first;
  await passing.close();
  await broken;
  ear.hear(new Uint8Array(960));
  await expect(ear.finish()).rejects.toMatchObject({ code: "transcription.unavailable", retryable: true });
  expect(lost).toMatchObject([{ code: "transcription.unavailable", retryable: true }]);
});

test.each([
  [401, "invalid_api_key", "transcription.refused"],
  [429, "rate_limit_exceeded", "transcription.rate_limited"],
  [429, "insufficient_quota", "openai.quota"],
  [503, null, "transcription.unavailable"],
])("a handshake answered by %i %s is %s", async (status, code, expected) => {
  const wire = await startWireServer((response) => answerJson(response, status, errorBody(code)));
  await expect(open(wire.url)).rejects.toMatchObject({ code: expected, retryable: true });
  expect(wire.requests[0]?.headers).toMatchObject({
    authorization: "Bearer a-key",
    "x-request-id": "request-1",
  });
  await wire.close();
});

test("no server at all is a line that can't be had", async () => {
  await expect(open("http://127.0.0.1:9/v1")).rejects.toMatchObject({ code: "transcription.unavailable" });
});

const ready = (event: { type: string }, say: (message: unknown) => void) => {
  if (event.type === "session.update") say({ type: "session.updated", event_id: "e", session: {} });
};
const item = "input_audio_buffer";
const words = "conversation.item.input_audio_transcription";

test("the session is described as the vendor wants it, and sound goes out second by second", async () => {
  server = await startRealtimeServer((event, say) => {
    ready(event, say);
    if (event.type === `${item}.clear`) say({ type: `${item}.cleared` });
  });
  const { ear } = await open(server.url, { prompt: "Aoife, Jon" });
  const pcm = Uint8Array.from({ length: 2.5 * bytesPerSecond }, (_, i) => i % 251);
  ear.hear(pcm);
  await ear.finish();
  expect(server.events[0]).toEqual({
    type: "session.update",
    session: {
      type: "transcription",
      audio: {
        input: {
          format: { type: "audio/pcm", rate: 24_000 },
          noise_reduction: { type: "far_field" },
          transcription: { model: "gpt-4o-transcribe", language: "en", prompt: "Aoife, Jon" },
          turn_detection: { type: "server_vad", silence_duration_ms: 600 },
        },
      },
    },
  });
  const sent = server.events.flatMap(({ audio }) => (typeof audio === "string" ? [audio] : []));
  expect(sent).toHaveLength(3);
  expect(Buffer.concat(sent.map((audio) => Buffer.from(audio, "base64"))).equals(pcm)).toBe(true);
  expect(server.events.slice(-2).map(({ type }) => type)).toEqual([`${item}.commit`, `${item}.clear`]);
});

test("stretches stand in the order in which they were spoken, whichever text comes first", async () => {
  server = await startRealtimeServer((event, say) => {
    ready(event, say);
    if (event.type !== `${item}.clear`) return;
    say({ type: `${item}.speech_started`, item_id: "a", audio_start_ms: 0 });
    say({ type: `${item}.speech_stopped`, item_id: "a", audio_end_ms: 1_600 });
    say({ type: `${item}.committed`, item_id: "a" });
    say({ type: `${item}.speech_started`, item_id: "b", audio_start_ms: 2_000 });
    // A commit may give the open stretch another name.
    say({ type: `${item}.committed`, item_id: "c" });
    say({ type: `${item}.cleared` });
    say({ type: `${words}.delta`, item_id: "c", delta: "and then" });
    say({ type: `${words}.completed`, item_id: "c", transcript: " And then home." });
    say({ type: "rate_limits.updated", rate_limits: [] });
    say({ type: `${words}.completed`, item_id: "a", transcript: "First the sea." });
  });
  const { ear, told } = await open(server.url);
  ear.hear(new Uint8Array(3 * bytesPerSecond));
  expect(await ear.finish()).toEqual([
    { start: 0, end: 1, text: "First the sea." },
    { start: 2, end: 3, text: "And then home." },
  ]);
  expect(told[0]).toEqual([{ start: 2, end: 3, text: "and then", final: false }]);
});

test("a model that finds no pauses is told where they are", async () => {
  let commits = 0;
  server = await startRealtimeServer((event, say) => {
    ready(event, say);
    if (event.type === `${item}.clear`) say({ type: `${item}.cleared` });
    if (event.type !== `${item}.commit`) return;
    commits += 1;
    say({ type: `${words}.delta`, item_id: `${commits}`, delta: "so" });
    say({ type: `${item}.committed`, item_id: `${commits}` });
    say({ type: `${words}.completed`, item_id: `${commits}`, transcript: `Story ${commits}.` });
  });
  const { ear } = await open(server.url, { prompt: "Aoife" }, "gpt-live-transcribe");
  const loud = Uint8Array.from({ length: 0.5 * bytesPerSecond }, (_, i) => (i % 2 === 0 ? 0 : 30));
  const quiet = new Uint8Array(0.5 * bytesPerSecond);
  // A pause after two seconds comes too early for a cut; the one after nine is taken.
  for (let half = 0; half < 24; half++) ear.hear(half === 4 || half === 18 ? quiet : loud);
  expect(await ear.finish()).toEqual([
    { start: 0, end: 9.5, text: "Story 1." },
    { start: 9.5, end: 12, text: "Story 2." },
  ]);
  expect(server.events[0]).toMatchObject({
    session: {
      audio: {
        input: {
          transcription: { model: "gpt-live-transcribe", languages: ["en"], prompt: "Aoife" },
          turn_detection: null,
        },
      },
    },
  });
});

test("nothing left to commit is no failure", async () => {
  server = await startRealtimeServer((event, say) => {
    ready(event, say);
    if (event.type === `${item}.commit`)
      say({ type: "error", error: { code: "input_audio_buffer_commit_empty", message: "empty" } });
    if (event.type === `${item}.clear`) say({ type: `${item}.cleared` });
  });
  const { ear } = await open(server.url);
  expect(await ear.finish()).toEqual([]);
});

test("a stretch whose words are missing makes the end fail, so that the recording is heard instead", async () => {
  server = await startRealtimeServer((event, say) => {
    ready(event, say);
    if (event.type !== `${item}.append`) return;
    say({ type: `${item}.committed`, item_id: "a" });
    say({ type: `${words}.failed`, item_id: "a", error: { type: "server_error", message: "sk-123" } });
  });
  const { ear, lost } = await open(server.url);
  ear.hear(new Uint8Array(960));
  const failure = await ear.finish().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "transcription.unavailable", retryable: true });
  expect(String(failure)).not.toContain("sk-123");
  expect(lost).toEqual([]);
});

test.each([
  ["no JSON", "{"],
  ["a list", []],
  ["octets", Buffer.from([1, 2, 3])],
  ["a text that is a number", { type: `${words}.completed`, item_id: "a", transcript: 7 }],
  ["a time before all times", { type: `${item}.speech_started`, item_id: "a", audio_start_ms: -1 }],
  ["a stretch without a name", { type: `${item}.committed`, item_id: "" }],
])("a server that says %s is given up once", async (_, lie) => {
  server = await startRealtimeServer((event, say) => {
    ready(event, say);
    if (event.type !== `${item}.append`) return;
    say(lie);
    say(lie);
  });
  const { ear, lost, broken } = await open(server.url);
  ear.hear(new Uint8Array(960));
  await broken;
  await expect(ear.finish()).rejects.toMatchObject({ code: "transcription.malformed" });
  expect(lost).toMatchObject([{ code: "transcription.malformed", retryable: true }]);
});

test("lies about times and names stay inside the sound, and what is unknown is passed over", async () => {
  server = await startRealtimeServer((event, say) => {
    ready(event, say);
    if (event.type !== `${item}.clear`) return;
    say({ type: "__proto__" });
    say({ type: "toString" });
    say({ type: `${item}.speech_started`, item_id: "__proto__", audio_start_ms: 1e12 });
    say({ type: `${item}.speech_stopped`, item_id: "__proto__", audio_end_ms: 5 });
    say({ type: `${words}.completed`, item_id: "__proto__", transcript: "late" });
    say({ type: `${words}.delta`, item_id: "__proto__", delta: " later" });
    say({ type: `${item}.cleared` });
  });
  const { ear } = await open(server.url);
  ear.hear(new Uint8Array(bytesPerSecond));
  expect(await ear.finish()).toEqual([{ start: 1, end: 1, text: "late" }]);
});

test("a refusal that is told on the socket is read like any other", async () => {
  server = await startRealtimeServer((_, say) =>
    say({ type: "error", error: { type: "invalid_request_error", code: "model_not_found", message: "no" } }),
  );
  await expect(open(server.url)).rejects.toMatchObject({ code: "transcription.refused" });
});
