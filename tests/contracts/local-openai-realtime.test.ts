import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { agreeTokens } from "../../local/openai/realtime/agree-tokens.ts";
import { StretchCutter } from "../../local/openai/realtime/cut-stretches.ts";
import { createResampler } from "../../local/openai/realtime/resample.ts";
import { startOpenAi } from "../../local/openai/server.ts";
import { readLiveAudio } from "../live-audio.ts";

// What holds for the stand-in only; how it is used is in openai-live-transcriber.test.ts.
let local: Awaited<ReturnType<typeof startOpenAi>>;
beforeAll(async () => {
  local = await startOpenAi();
});
afterAll(() => local.close());

type Event = { type: string; [field: string]: unknown };
const key = { headers: { Authorization: "Bearer local" } };
const address = () => `${local.url}/realtime?intent=transcription`;

/** A client that waits for events by their type. */
async function connect(protocols: string[] = [], options: object = key) {
  const socket = new WebSocket(address(), protocols, options);
  const events: Event[] = [];
  socket.on("message", (data) => {
    events.push(JSON.parse(data.toString()) as Event);
    socket.emit("told");
  });
  await once(socket, "open");
  return {
    socket,
    events,
    say: (event: unknown) => socket.send(typeof event === "string" ? event : JSON.stringify(event)),
    async hear(type: string): Promise<Event> {
      for (;;) {
        const found = events.find((event) => event.type === type);
        if (found) return events.splice(0, events.indexOf(found) + 1).at(-1) ?? found;
        await once(socket, "told");
      }
    },
  };
}
const session = (transcription: object = {}, turnDetection: object | null = { type: "server_vad" }) => ({
  type: "session.update",
  session: {
    type: "transcription",
    audio: {
      input: {
        format: { type: "audio/pcm", rate: 24_000 },
        transcription: { model: "gpt-4o-transcribe", ...transcription },
        turn_detection: turnDetection,
      },
    },
  },
});
const append = (pcm: Uint8Array) => ({
  type: "input_audio_buffer.append",
  audio: Buffer.from(pcm).toString("base64"),
});

test.each([
  [401, "/v1/realtime?intent=transcription", {}],
  [404, "/v1/elsewhere", key],
  [400, "/v1/realtime?model=gpt-realtime", key],
])("a handshake is refused with %i", async (status, path, options) => {
  const socket = new WebSocket(new URL(path, local.url), options);
  socket.on("error", () => {});
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
  expect(response.statusCode).toBe(status);
});

test("a key may come as a subprotocol, and isn't echoed", async () => {
  const { socket, hear } = await connect(["realtime", "openai-insecure-api-key.a-key"], {});
  expect(socket.protocol).toBe("realtime");
  expect(await hear("session.created")).toMatchObject({ event_id: expect.stringMatching(/^event_/) });
  socket.close();
});

test("a handshake says who hears", async () => {
  const socket = new WebSocket(address(), key);
  const [response] = (await once(socket, "upgrade")) as [{ headers: Record<string, string> }];
  expect(response.headers["x-memoryvault-local"]).toBe("moonshine-base");
  socket.terminate();
});

test("events come in the vendor's order", async () => {
  const { socket, say, hear } = await connect();
  say(session());
  await hear("session.updated");
  for (const pcm of [(await readLiveAudio("jfk.wav")).subarray(0, 140_000), new Uint8Array(48_000)])
    say(append(pcm));
  const started = await hear("input_audio_buffer.speech_started");
  const delta = await hear("conversation.item.input_audio_transcription.delta");
  const stopped = await hear("input_audio_buffer.speech_stopped");
  const committed = await hear("input_audio_buffer.committed");
  const completed = await hear("conversation.item.input_audio_transcription.completed");
  for (const event of [delta, stopped, committed, completed]) expect(event.item_id).toBe(started.item_id);
  expect(committed.previous_item_id).toBe(null);
  expect(completed.transcript).toMatch(/^And so,? my fellow Americans/);
  socket.close();
});

test("names are spelled as the prompt spells them", async () => {
  const { socket, say, hear } = await connect();
  say(session({ prompt: "Jon Deshwood" }));
  say(append(await readLiveAudio("sense_and_sensibility_01_austen_64kb-0870.wav")));
  say({ type: "input_audio_buffer.commit" });
  const { transcript } = await hear("conversation.item.input_audio_transcription.completed");
  expect(transcript).toContain("Jon Deshwood");
  socket.close();
});

test.each([
  ["silence", "anullsrc=r=24000:cl=mono"],
  ["noise", "anoisesrc=r=24000:a=0.02:seed=1"],
  ["a hum", "sine=f=60:r=24000"],
])("%s is an item without words", async (_, source) => {
  const { socket, say, hear, events } = await connect();
  say(session());
  say(append(await readLiveAudio(source, ["-t", "5"], ["-f", "lavfi"])));
  say({ type: "input_audio_buffer.commit" });
  expect(await hear("conversation.item.input_audio_transcription.completed")).toMatchObject({
    transcript: "",
  });
  expect(events.filter(({ type }) => type.includes("speech"))).toEqual([]);
  socket.close();
});

test("a voice 25 dB quieter is understood as well", async () => {
  const { socket, say, hear } = await connect();
  say(session());
  say(append((await readLiveAudio("jfk.wav", ["-af", "volume=-25dB"])).subarray(0, 110_000)));
  say({ type: "input_audio_buffer.commit" });
  const { transcript } = await hear("conversation.item.input_audio_transcription.completed");
  expect(transcript).toMatch(/my fellow Americans/);
  socket.close();
});

test("another language fails item by item, with a code of its own", async () => {
  const { socket, say, hear } = await connect();
  say(session({ language: "es" }));
  say(append((await readLiveAudio("jfk.wav")).subarray(0, 110_000)));
  say({ type: "input_audio_buffer.commit" });
  expect(await hear("conversation.item.input_audio_transcription.failed")).toMatchObject({
    error: { code: "language_unsupported_locally", param: "language" },
  });
  socket.close();
});

test("what is cleared is never heard", async () => {
  const { socket, say, hear, events } = await connect();
  say(session());
  say(append((await readLiveAudio("jfk.wav")).subarray(0, 90_000)));
  say({ type: "input_audio_buffer.clear" });
  await hear("input_audio_buffer.cleared");
  say({ type: "input_audio_buffer.commit", event_id: "last" });
  expect(await hear("error")).toMatchObject({
    error: { code: "input_audio_buffer_commit_empty", event_id: "last" },
  });
  expect(events).toEqual([]);
  socket.close();
});

test("what is no event is answered in OpenAI's form, and the session goes on", async () => {
  const { socket, say, hear } = await connect();
  const refusal = async (event: unknown) => {
    say(event);
    return (await hear("error")).error;
  };
  const invalid = { type: "invalid_request_error", message: expect.any(String) };
  expect(await refusal("{")).toMatchObject({ ...invalid, code: "invalid_json", event_id: null });
  expect(await refusal({ type: "response.create", event_id: "a" })).toMatchObject({
    ...invalid,
    event_id: "a",
  });
  expect(await refusal(append(new Uint8Array(2)))).toMatchObject({ code: "session_not_configured" });
  expect(await refusal(session({ model: "whisper-9" }))).toMatchObject({ code: "model_not_found" });
  expect(await refusal(session({}, null))).toMatchObject({
    param: "session.audio.input.turn_detection",
  });
  say(session());
  await hear("session.updated");
  expect(await refusal(append(new Uint8Array(3)))).toMatchObject({ ...invalid, param: "audio" });
  expect(await refusal({ type: "input_audio_buffer.append", audio: "&" })).toMatchObject({ param: "audio" });
  socket.close();
});

test("a message that is too large ends the session", async () => {
  const { socket, say } = await connect();
  socket.on("error", () => {});
  say("x".repeat(1_400_000));
  const [code] = (await once(socket, "close")) as [number];
  expect(code).toBe(1009);
});

test("a tone keeps its pitch and its strength at the lower rate, and what is too high for it goes", () => {
  const measure = (hertz: number) => {
    const tone = Float32Array.from({ length: 24_000 }, (_, i) =>
      Math.sin((2 * Math.PI * hertz * i) / 24_000),
    );
    const low = createResampler()(tone);
    const resample = createResampler();
    const parts = [0, 7_001, 7_003, 20_000].map((from, i, all) => resample(tone.subarray(from, all[i + 1])));
    expect(Float32Array.from(parts.flatMap((part) => [...part]))).toEqual(low);
    const crossings = low.filter((value, i) => i > 0 && value >= 0 && (low[i - 1] ?? 0) < 0).length;
    return {
      count: low.length,
      crossings,
      strength: Math.sqrt(low.reduce((sum, value) => sum + value * value, 0) / low.length),
    };
  };
  const low = measure(440);
  expect(low.count).toBe(16_000);
  expect(Math.abs(low.crossings - 440)).toBeLessThanOrEqual(2);
  expect(low.strength).toBeCloseTo(Math.SQRT1_2, 2);
  expect(measure(10_000).strength).toBeLessThan(0.01);
});

test("speech without a pause is cut, and nothing of it is lost or kept too long", () => {
  const cutter = new StretchCutter(() => "item");
  const lengths: number[] = [];
  for (let i = 0; i < 3_000; i++) {
    const change = cutter.push({ samples: new Float32Array(512), voice: 0.9 });
    if (change === "ended") lengths.push(cutter.take()?.frames.length ?? 0);
  }
  const open = cutter.current?.frames.length ?? 0;
  expect(lengths.reduce((sum, length) => sum + length, open)).toBe(3_000);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(500);
});

test("words are certain once two looks agree on them, whole and without the last full stop", () => {
  // ▁And ▁so . and ▁my in the recogniser's vocabulary.
  const [and, so, stop, my] = [1126, 577, 29_889, 590].map((id) => ({ id, logProbability: 0 }));
  if (!and || !so || !stop || !my) throw new Error("four tokens");
  expect(agreeTokens([], [and, so, stop])).toEqual([]);
  expect(agreeTokens([and, so, stop], [and, so, stop])).toEqual([and, so]);
  expect(agreeTokens([and, so, stop], [and, so, my])).toEqual([and, so]);
  expect(agreeTokens([and, my], [and, so])).toEqual([and]);
});
