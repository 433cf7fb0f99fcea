import { readFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { createOpenAiDiarizer } from "../../adapters/openai-diarizer.ts";
import type { AudioPart } from "../../core/ports.ts";
import { startOpenAi } from "../../local/openai/server.ts";
import { answerJson, startWireServer, type WireServer } from "./wire-server.ts";

let server: Pick<WireServer, "close"> | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const clip: AudioPart = {
  bytes: new Uint8Array(await readFile(new URL("../data/speech/jfk.wav", import.meta.url))),
  contentType: "audio/wav",
  filename: "part-0.wav",
  start: 0,
};
const model = "gpt-4o-transcribe-diarize";
const options = { requestId: "request-1", language: "es-MX" };

async function tellApart(body: unknown) {
  const wire = await startWireServer((response) => answerJson(response, 200, body));
  server = wire;
  const turns = await createOpenAiDiarizer({ baseUrl: wire.url, apiKey: "key", model }).tellApart(
    clip,
    options,
  );
  return { turns, request: wire.requests[0] };
}

test("voices come with their seconds, and the model is asked to cut for itself", async () => {
  const segment = { id: "seg_1", type: "transcript.text.segment", text: "Hello." };
  const { turns, request } = await tellApart({
    task: "transcribe",
    duration: 4,
    text: "Hello. Hello.",
    segments: [
      { ...segment, start: 0, end: 1.5, speaker: "A" },
      { ...segment, start: 1.5, end: 4, speaker: "B" },
    ],
  });
  expect(turns).toEqual([
    { label: "A", start: 0, end: 1.5 },
    { label: "B", start: 1.5, end: 4 },
  ]);
  for (const [field, value] of [
    ["model", model],
    ["response_format", "diarized_json"],
    ["chunking_strategy", "auto"],
    ["language", "es"],
  ]) {
    expect(request?.body).toMatch(new RegExp(`name="${field}"\\s+${value}\\s`));
  }
  expect(request?.headers["x-request-id"]).toBe("request-1");
});

test("an answer without speakers can't be used", async () => {
  const answer = tellApart({ text: "Hello.", segments: [{ start: 0, end: 1, text: "Hello." }] });
  await expect(answer).rejects.toMatchObject({ code: "diarization.malformed", retryable: true });
});

test("the stand-in says that it has no such model", async () => {
  const local = await startOpenAi();
  server = local;
  const diarizer = createOpenAiDiarizer({ baseUrl: local.url, apiKey: "local", model });
  await expect(diarizer.tellApart(clip, options)).rejects.toMatchObject({ code: "diarization.refused" });
});
