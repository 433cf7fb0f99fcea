import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createElevenLabsVoice } from "../../adapters/elevenlabs-voice.ts";
import { VendorError } from "../../core/errors.ts";
import type { Voice } from "../../core/ports.ts";
import { startElevenLabs } from "../../local/elevenlabs/server.ts";
import { lean } from "../../vite.lean.ts";
import { measureMp3 } from "./spoken-sound.ts";
import { startVendorProxy } from "./vendor-proxy.ts";
import { answerJson, startWireServer, type WireServer } from "./wire-server.ts";
import { runInWorkerd } from "./workerd.ts";

const questions = [
  "You told me about the bakery of your grandmother.",
  "What did it smell like in there on a Saturday morning?",
  "And who else was awake by then?",
];
const options = { language: "en", requestId: "request-1" } as const;

let local: Awaited<ReturnType<typeof startElevenLabs>>;
let vendor: Awaited<ReturnType<typeof startVendorProxy>>;
let server: WireServer | undefined;

beforeAll(async () => {
  local = await startElevenLabs();
  vendor = await startVendorProxy(local.url);
});
afterEach(async () => {
  vendor.fault = undefined;
  vendor.seen.length = 0;
  await server?.close();
  server = undefined;
});
afterAll(async () => {
  await vendor.close();
  await local.close();
});

function openVoice(baseUrl: string, more: { model?: string; patienceMilliseconds?: number } = {}): Voice {
  const voices = { en: "slt", es: "slt" };
  return createElevenLabsVoice({ baseUrl, apiKey: "key", model: "eleven_flash_v2_5", voices, ...more });
}

/** The vendor, when ELEVENLABS_API_KEY and VOICE_ID_EN are set. */
function openRealVoice(): Voice | undefined {
  const { ELEVENLABS_API_KEY: apiKey, VOICE_ID_EN: id } = process.env;
  if (!apiKey || !id) return undefined;
  const voices = { en: id, es: id };
  return createElevenLabsVoice({
    baseUrl: "https://api.elevenlabs.io",
    apiKey,
    model: "eleven_flash_v2_5",
    voices,
  });
}

async function collect(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(body).arrayBuffer());
}

test("sentences are one MP3 that is as long as all of them", { timeout: 30_000 }, async () => {
  const voice = openRealVoice() ?? openVoice(vendor.url);
  const lengths: number[] = [];
  for (const sentence of questions) {
    const { seconds } = await measureMp3(await collect((await voice.speak([sentence], options)).body));
    lengths.push(seconds);
  }
  const { contentType, body } = await voice.speak(questions, options);
  const spoken = await collect(body);
  const { seconds, level } = await measureMp3(spoken);
  expect(contentType).toBe("audio/mpeg");
  expect(Math.min(...lengths)).toBeGreaterThan(1);
  expect(seconds).toBeCloseTo(
    lengths.reduce((sum, length) => sum + length, 0),
    0,
  );
  expect(level).toBeGreaterThan(0.02);
  // No tag and no count of frames, which would end the playing with the first sentence.
  const text = Buffer.from(spoken).toString("latin1");
  expect(text).not.toMatch(/^ID3|Xing|Info/);
});

test("the vendor is told the voice, the model, the language and what stands around a sentence", async () => {
  server = await startWireServer((response) => response.writeHead(200).end("sound"));
  await collect((await openVoice(server.url).speak(questions, { ...options, language: "es" })).body);
  expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual(
    questions.map((text, at) => ({
      text,
      model_id: "eleven_flash_v2_5",
      language_code: "es",
      ...(at > 0 ? { previous_text: questions[at - 1] } : {}),
      ...(at < 2 ? { next_text: questions[at + 1] } : {}),
    })),
  );
  expect(server.requests[0]?.headers).toMatchObject({ "xi-api-key": "key", "x-request-id": "request-1" });
});

test("a model that refuses what stands around a sentence isn't told", async () => {
  server = await startWireServer((response) => response.writeHead(200).end("sound"));
  await collect((await openVoice(server.url, { model: "eleven_v3" }).speak(questions, options)).body);
  expect(JSON.parse(server.requests[1]?.body ?? "")).toEqual({
    text: questions[1],
    model_id: "eleven_v3",
    language_code: "en",
  });
});

test("one sentence is asked for ahead, and no more", async () => {
  const [second, third] = [Promise.withResolvers<ServerResponse>(), Promise.withResolvers<ServerResponse>()];
  let first: ServerResponse | undefined;
  server = await startWireServer((response, attempt) => {
    response.writeHead(200);
    if (attempt === 0) {
      first = response;
      response.write("the first, which still sounds; ");
    }
    if (attempt === 1) second.resolve(response);
    if (attempt === 2) third.resolve(response);
  });
  const { body } = await openVoice(server.url).speak(questions, options);
  const whole = collect(body);
  (await second.promise).end("the second, which came at once; ");
  expect(server.requests).toHaveLength(2);
  first?.end();
  (await third.promise).end("the third");
  expect(new TextDecoder().decode(await whole)).toBe(
    "the first, which still sounds; the second, which came at once; the third",
  );
});

test.each(["cancelled", "aborted"])("what is %s in the middle stops the vendor", async (how) => {
  const closed = Promise.withResolvers<void>();
  server = await startWireServer((response) => {
    response.once("close", () => closed.resolve());
    response.writeHead(200).write("some sound, and more would come");
  });
  const caller = new AbortController();
  const { body } = await openVoice(server.url).speak(["One."], { ...options, signal: caller.signal });
  const reader = body.getReader();
  await reader.read();
  if (how === "cancelled") await reader.cancel();
  else {
    const rest = reader.read();
    caller.abort();
    await expect(rest).rejects.toMatchObject({ code: "voice.unavailable" });
  }
  await closed.promise;
  expect(server.requests).toHaveLength(1);
});

async function meetFault(answer: (response: ServerResponse) => void): Promise<VendorError> {
  server = await startWireServer(answer);
  const error = await openVoice(server.url, { patienceMilliseconds: 300 })
    .speak(["Secret."], options)
    .catch((thrown: unknown) => thrown);
  if (!(error instanceof VendorError)) throw error;
  expect(error.vendor).toBe("elevenlabs");
  expect(error.detail).not.toContain("Secret");
  expect(server.requests).toHaveLength(1);
  return error;
}
const refuse =
  (status: number, code: string, headers?: Record<string, string>) => (response: ServerResponse) =>
    answerJson(response, status, { detail: { status: code, message: "Secret vendor words" } }, headers);

test.each([
  [401, "invalid_api_key", { code: "voice.unauthorised", retryable: true }],
  [404, "voice_not_found", { code: "voice.unauthorised", retryable: true }],
  [401, "quota_exceeded", { code: "voice.quota", retryable: true, retryAfter: 3600 }],
  [402, "paid_plan_required", { code: "voice.quota", retryable: true, retryAfter: 3600 }],
  [400, "max_character_limit_exceeded", { code: "voice.failed", retryable: false }],
  [422, "invalid_request", { code: "voice.failed", retryable: false }],
  [500, "internal_error", { code: "voice.unavailable", retryable: true }],
])("%s %s is an error of ours", async (status, code, expected) => {
  expect(await meetFault(refuse(status, code))).toMatchObject(expected);
});

test("a busy vendor says how long to wait", async () => {
  const error = await meetFault(refuse(429, "too_many_concurrent_requests", { "retry-after": "7" }));
  expect(error).toMatchObject({ code: "voice.busy", retryable: true, retryAfter: 7 });
});

test("a connection cut before the answer is an error of the call", async () => {
  const error = await meetFault((response) => response.destroy());
  expect(error).toMatchObject({ code: "voice.unavailable", retryable: true });
});

test("a vendor that never answers is left", async () => {
  const error = await meetFault(() => undefined);
  expect(error).toMatchObject({ code: "voice.unavailable", retryable: true });
});

test.each<[string, (response: ServerResponse) => void, string]>([
  ["refused", refuse(429, "system_busy"), "voice.busy"],
  ["cut", (response) => response.writeHead(200).write("half", () => response.destroy()), "voice.unavailable"],
  ["silent in the middle", (response) => response.writeHead(200).write("half"), "voice.unavailable"],
])("a later sentence that is %s ends the stream with an error", async (_, fault, code) => {
  server = await startWireServer((response, attempt) => {
    if (attempt === 0) response.writeHead(200).end("first");
    else fault(response);
  });
  const { body } = await openVoice(server.url, { patienceMilliseconds: 300 }).speak(
    ["One.", "Two."],
    options,
  );
  await expect(collect(body)).rejects.toMatchObject({ code });
});

test("in the Worker's own runtime, by the SDK cut down, it speaks and refuses", {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "memoryvault-voice-"));
  await build({
    configFile: false,
    logLevel: "error",
    plugins: [lean],
    ssr: { noExternal: true, target: "webworker" },
    build: {
      ssr: new URL("./elevenlabs-worker.ts", import.meta.url).pathname,
      outDir: folder,
      rollupOptions: { output: { entryFileNames: "worker.mjs", codeSplitting: false } },
    },
  });
  const worker = runInWorkerd(await readFile(join(folder, "worker.mjs"), "utf8"), { VENDOR_URL: vendor.url });
  const ask = async (query: [string, string][]) =>
    fetch(new URL(`?${new URLSearchParams(query)}`, await worker.ready));
  const say = questions.map((sentence): [string, string] => ["say", sentence]);

  const spoken = await ask(say);
  expect(spoken.headers.get("content-type")).toBe("audio/mpeg");
  expect((await measureMp3(new Uint8Array(await spoken.arrayBuffer()))).seconds).toBeGreaterThan(5);
  expect(vendor.seen).toHaveLength(3);

  const unknown = await ask([...say, ["voice", "nobody"]]);
  expect(await unknown.json()).toEqual({ code: "voice.unauthorised" });
  vendor.fault = () => ({ kind: "answer", status: 429, headers: { "retry-after": "3" }, body: "{}" });
  expect(await (await ask(say)).json()).toEqual({ code: "voice.busy", retryAfter: 3 });
  vendor.fault = () => ({ kind: "cut-before" });
  expect(await (await ask(say)).json()).toEqual({ code: "voice.unavailable" });

  // A listener who leaves stops the vendor from here too.
  const closed = Promise.withResolvers<void>();
  server = await startWireServer((response) => {
    response.once("close", () => closed.resolve());
    response.writeHead(200).write("some sound, and more would come");
  });
  const left = await ask([
    ["say", "One."],
    ["vendor", server.url],
  ]);
  const reader = left.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await closed.promise;
  await worker.dispose();
  await rm(folder, { recursive: true });
});
