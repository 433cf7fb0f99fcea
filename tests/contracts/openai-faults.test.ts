import { APIConnectionTimeoutError } from "openai";
import { afterEach, expect, test } from "vitest";
import { createOpenAiEmbedder } from "../../adapters/openai-embedder.ts";
import { createOpenAiEnricher } from "../../adapters/openai-enricher.ts";
import { readOpenAiError } from "../../adapters/openai-errors.ts";
import { createOpenAiTranscriber } from "../../adapters/openai-transcriber.ts";
import { readRetryAfter } from "../../adapters/retry-after.ts";
import { VendorError } from "../../core/errors.ts";
import { speakText } from "../stories.ts";
import { answerJson, errorBody, startWireServer, type WireServer } from "./wire-server.ts";

let server: WireServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Answer = Parameters<typeof startWireServer>[0];

const calls = {
  enrichment: (url: string, signal?: AbortSignal) =>
    createOpenAiEnricher({ baseUrl: url, apiKey: "key", model: "some-model" }).draft(
      { transcript: speakText("I was born in a barn."), knownNames: [], recordedOn: undefined },
      { requestId: "request-1", signal },
    ),
  embedding: (url: string, signal?: AbortSignal) =>
    createOpenAiEmbedder({ baseUrl: url, apiKey: "key", model: "some-model" }).embed(
      ["I was born in a barn."],
      {
        requestId: "request-1",
        signal,
      },
    ),
  transcription: (url: string, signal?: AbortSignal) =>
    createOpenAiTranscriber({ baseUrl: url, apiKey: "key", model: "whisper-1" }).transcribe(
      { bytes: new Uint8Array(8), contentType: "audio/wav", filename: "part.wav", start: 0 },
      { requestId: "request-1", prompt: "", language: undefined, signal },
    ),
};
const tasks = ["enrichment", "embedding", "transcription"] as const;

async function meetFault(task: (typeof tasks)[number], answer: Answer, signal?: AbortSignal) {
  server = await startWireServer(answer);
  const error = await calls[task](server.url, signal).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(VendorError);
  if (!(error instanceof VendorError)) throw error;
  expect(error.detail).not.toContain("Secret");
  return error;
}

for (const task of tasks) {
  test(`${task}: a rate limit is retried when the vendor says so`, async () => {
    const error = await meetFault(task, (response) =>
      answerJson(response, 429, errorBody("rate_limit_exceeded"), { "retry-after": "17" }),
    );
    expect(error).toMatchObject({ code: `${task}.rate_limited`, retryable: true, retryAfter: 17 });
    expect(server?.requests).toHaveLength(1);
    expect(server?.requests[0]?.headers["x-request-id"]).toBe("request-1");
  });

  test(`${task}: spent credit waits an hour for a person`, async () => {
    const error = await meetFault(task, (response) =>
      answerJson(response, 429, errorBody("insufficient_quota")),
    );
    expect(error).toMatchObject({ code: "openai.quota", retryable: true, retryAfter: 3600 });
  });

  test(`${task}: a server error is tried again by the pipeline alone`, async () => {
    const error = await meetFault(task, (response) => answerJson(response, 500, errorBody(null)));
    expect(error).toMatchObject({ code: `${task}.unavailable`, retryable: true, retryAfter: undefined });
    expect(server?.requests).toHaveLength(1);
  });

  test(`${task}: an overloaded vendor's Retry-After is honoured`, async () => {
    const error = await meetFault(task, (response) =>
      answerJson(response, 503, errorBody(null), { "retry-after-ms": "2500" }),
    );
    expect(error).toMatchObject({ code: `${task}.unavailable`, retryable: true, retryAfter: 2.5 });
  });

  test(`${task}: a vendor that never answers is left when the signal says so`, async () => {
    const stop = new AbortController();
    const error = await meetFault(task, () => stop.abort(), stop.signal);
    expect(error).toMatchObject({ code: `${task}.unavailable`, retryable: true });
  });

  test(`${task}: a connection cut before the answer is tried again`, async () => {
    const error = await meetFault(task, (response) => response.destroy());
    expect(error).toMatchObject({ code: `${task}.unavailable`, retryable: true });
  });

  test(`${task}: a connection cut inside the answer is tried again`, async () => {
    const error = await meetFault(task, (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"choices": [', () => response.destroy());
    });
    expect(error).toMatchObject({ code: `${task}.unavailable`, retryable: true });
  });

  test(`${task}: a server that nobody runs is unavailable`, async () => {
    const gone = await startWireServer(() => undefined);
    await gone.close();
    await expect(calls[task](gone.url)).rejects.toMatchObject({
      code: `${task}.unavailable`,
      retryable: true,
    });
  });

  test(`${task}: an answer that isn't JSON is malformed`, async () => {
    const error = await meetFault(task, (response) => {
      response.writeHead(200, { "content-type": "application/json" }).end('{"text": "half');
    });
    expect(error).toMatchObject({ code: `${task}.malformed`, retryable: true });
  });

  test(`${task}: an answer of another form is malformed`, async () => {
    const error = await meetFault(task, (response) => answerJson(response, 200, { hello: "there" }));
    expect(error).toMatchObject({ code: `${task}.malformed`, retryable: true });
  });

  for (const status of [401, 403, 404]) {
    test(`${task}: a ${status} can be retried by whoever mends the settings`, async () => {
      const error = await meetFault(task, (response) =>
        answerJson(response, status, errorBody("invalid_api_key")),
      );
      expect(error).toMatchObject({ code: `${task}.refused`, retryable: true, retryAfter: undefined });
    });
  }

  test(`${task}: a bad request ends at once`, async () => {
    const error = await meetFault(task, (response) =>
      answerJson(response, 400, errorBody("context_length_exceeded")),
    );
    expect(error).toMatchObject({ code: `${task}.rejected`, retryable: false });
  });

  test(`${task}: a language that isn't known here ends at once and says what helps`, async () => {
    const error = await meetFault(task, (response) =>
      answerJson(response, 400, errorBody("language_unsupported_locally", "language")),
    );
    expect(error).toMatchObject({ code: "language.unsupported_locally", retryable: false });
    expect(error.detail).toContain("English only");
  });
}

test("a file that the vendor can't decode is a damaged recording", async () => {
  const error = await meetFault("transcription", (response) =>
    answerJson(response, 400, errorBody(null, "file")),
  );
  expect(error).toMatchObject({ code: "recording.damaged", retryable: false });
});

test("a vendor that is slower than the time-out is unavailable", async () => {
  expect(readOpenAiError(new APIConnectionTimeoutError(), "transcription")).toMatchObject({
    code: "transcription.unavailable",
    retryable: true,
  });
});

test("Retry-After is read as seconds, milliseconds or a date", async () => {
  const now = Date.parse("2026-11-24T10:00:00Z");
  const read = (headers: Record<string, string>) => readRetryAfter(new Headers(headers), now);
  expect(read({ "retry-after": "12.5" })).toBe(12.5);
  expect(read({ "retry-after": "Tue, 24 Nov 2026 10:01:30 GMT" })).toBe(90);
  expect(read({ "retry-after": "Tue, 24 Nov 2026 09:00:00 GMT" })).toBe(0);
  expect(read({ "retry-after-ms": "1500", "retry-after": "9" })).toBe(1.5);
  expect(read({ "retry-after": "soon" })).toBeUndefined();
  expect(read({})).toBeUndefined();
});
