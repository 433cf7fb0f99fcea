import { readFile } from "node:fs/promises";
import { afterEach, expect, test } from "vitest";
import { createOpenAiTranscriber } from "../../adapters/openai-transcriber.ts";
import type { AudioPart } from "../../core/ports.ts";
import { answerJson, errorBody, startWireServer, type WireServer } from "./wire-server.ts";

let server: WireServer | undefined;
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

async function hear(
  answer: Parameters<typeof startWireServer>[0],
  options: { prompt?: string; language?: string; times?: number } = {},
) {
  server = await startWireServer(answer);
  const transcriber = createOpenAiTranscriber({ baseUrl: server.url, apiKey: "key", model: "whisper-1" });
  const { prompt = "", language, times = 1 } = options;
  for (let time = 1; time < times; time++) {
    await transcriber.transcribe(clip, { requestId: "request-1", prompt, language });
  }
  return transcriber.transcribe(clip, { requestId: "request-1", prompt, language });
}

const hearAnswer = (body: unknown, options?: Parameters<typeof hear>[1]) =>
  hear((response) => answerJson(response, 200, body), options);

function word(text: string, start: number, end: number) {
  return { word: text, start, end };
}

const greeting = {
  task: "transcribe",
  language: "english",
  duration: 3.2,
  text: "Hello there, Rosa. Come in!",
  segments: [
    { id: 0, start: 0, end: 1.6, text: " Hello there, Rosa." },
    { id: 1, start: 1.8, end: 3.2, text: " Come in!" },
  ],
  words: [
    word("Hello", 0, 0.5),
    word("there", 0.5, 0.9),
    word("Rosa", 0.9, 1.6),
    word("Come", 1.8, 2.4),
    word("in", 2.4, 3.2),
  ],
};

test("segments keep their words, with the punctuation of the segment's text", async () => {
  expect(await hearAnswer(greeting)).toEqual({
    language: "en",
    segments: [
      {
        start: 0,
        end: 1.6,
        text: "Hello there, Rosa.",
        approximate: false,
        words: [
          { text: "Hello", start: 0, end: 0.5 },
          { text: "there,", start: 0.5, end: 0.9 },
          { text: "Rosa.", start: 0.9, end: 1.6 },
        ],
      },
      {
        start: 1.8,
        end: 3.2,
        text: "Come in!",
        approximate: false,
        words: [
          { text: "Come", start: 1.8, end: 2.4 },
          { text: "in!", start: 2.4, end: 3.2 },
        ],
      },
    ],
  });
});

test("the file, the prompt and the language go over the wire as the vendor wants them", async () => {
  await hearAnswer(greeting, { prompt: "Rosa Alvarez, Guadalupe", language: "es-MX" });
  const request = server?.requests[0];
  const form = await new Response(request?.body, {
    headers: { "content-type": request?.headers["content-type"] ?? "" },
  }).formData();
  expect(form.get("model")).toBe("whisper-1");
  expect(form.get("language")).toBe("es");
  expect(form.get("prompt")).toBe("Rosa Alvarez, Guadalupe");
  expect(form.get("response_format")).toBe("verbose_json");
  expect(form.getAll("timestamp_granularities[]")).toEqual(["word", "segment"]);
  const file = form.get("file");
  expect(file instanceof File && [file.name, file.type]).toEqual(["part-0.wav", "audio/wav"]);
  expect(request?.headers).toMatchObject({ "x-request-id": "request-1", authorization: "Bearer key" });
});

test("words that aren't the segment's tokens are given to segments by time, as the vendor wrote them", async () => {
  const { segments } = await hearAnswer({
    ...greeting,
    segments: [
      { start: 0, end: 2, text: "It cost twenty-one dollars." },
      { start: 2, end: 4, text: "Too much." },
    ],
    words: [
      word("It", 0, 0.4),
      word("cost", 0.4, 0.8),
      word("twenty", 0.8, 1.2),
      word("one", 1.2, 1.5),
      word("dollars", 1.5, 2.1),
      word("Too", 2.1, 2.6),
      word("much", 2.6, 3),
    ],
  });
  expect(segments.map(({ words }) => words.map(({ text }) => text))).toEqual([
    ["It", "cost", "twenty", "one", "dollars"],
    ["Too", "much."],
  ]);
});

test("times outside the part or out of order are put in order", async () => {
  const { segments } = await hearAnswer({
    language: "en",
    duration: 4,
    segments: [
      { start: 2, end: 9, text: "Second half." },
      { start: -0.5, end: 2, text: "First half." },
    ],
    words: [word("First", -0.5, 1), word("half", 0.8, 0.6), word("Second", 2, 3), word("half", 3, 11)],
  });
  expect(segments.map(({ start, end, text }) => [start, end, text])).toEqual([
    [0, 2, "First half."],
    [2, 4, "Second half."],
  ]);
  for (const { start, end, words } of segments) {
    let before = start;
    for (const spoken of words) {
      expect(spoken.start).toBeGreaterThanOrEqual(before);
      expect(spoken.end).toBeGreaterThanOrEqual(spoken.start);
      expect(spoken.end).toBeLessThanOrEqual(end);
      before = spoken.start;
    }
  }
});

test("a segment without words gets interpolated ones and says so", async () => {
  const { words: _words, ...withoutWords } = greeting;
  const { segments } = await hearAnswer(withoutWords);
  expect(segments.map(({ approximate }) => approximate)).toEqual([true, true]);
  const [first] = segments;
  expect(first?.words.map(({ text }) => text)).toEqual(["Hello", "there,", "Rosa."]);
  expect(first?.words[0]?.start).toBe(0);
  expect(first?.words.at(-1)?.end).toBeCloseTo(1.6);
});

test("a server that only estimates its words is believed", async () => {
  const { segments } = await hearAnswer({ ...greeting, words_approximate: true });
  expect(segments.map(({ approximate }) => approximate)).toEqual([true, true]);
  expect(segments[0]?.words[1]).toEqual({ text: "there,", start: 0.5, end: 0.9 });
});

test("empty segments are dropped", async () => {
  const { segments } = await hearAnswer({
    ...greeting,
    segments: [{ start: 0, end: 0.1, text: "  " }, ...greeting.segments],
  });
  expect(segments.map(({ text }) => text)).toEqual(["Hello there, Rosa.", "Come in!"]);
});

test("silence is an empty list, not an error", async () => {
  expect(await hearAnswer({ language: "english", duration: 11, text: "", segments: [], words: [] })).toEqual({
    language: "en",
    segments: [],
  });
});

test("text alone becomes one segment over the real length of the part", async () => {
  const heard = await hearAnswer({ text: "And so, my fellow Americans." }, { language: "en-US" });
  expect(heard.language).toBe("en-US");
  expect(heard.segments).toHaveLength(1);
  expect(heard.segments[0]).toMatchObject({
    start: 0,
    approximate: true,
    text: "And so, my fellow Americans.",
  });
  expect(heard.segments[0]?.end).toBeCloseTo(11, 1);
  expect(heard.segments[0]?.words).toHaveLength(5);
});

test("no text alone stays empty, and the language unknown", async () => {
  expect(await hearAnswer({ text: " " })).toEqual({ language: "und", segments: [] });
});

test("plain text is taken too", async () => {
  const heard = await hear((response) => {
    response.writeHead(200, { "content-type": "text/plain" }).end("Ask what you can do.\n");
  });
  expect(heard.segments.map(({ text }) => text)).toEqual(["Ask what you can do."]);
});

test("a model that knows no times is asked for plain JSON from then on", async () => {
  const heard = await hear(
    (response, attempt) =>
      attempt === 0
        ? answerJson(response, 400, errorBody("unsupported_value", "response_format"))
        : answerJson(response, 200, { text: "Hello." }),
    { times: 2 },
  );
  expect(heard.segments.map(({ text }) => text)).toEqual(["Hello."]);
  const asked = server?.requests.map(({ body }) => body.includes("verbose_json"));
  expect(asked).toEqual([true, false, false]);
});

for (const [named, asked, tag] of [
  ["english", undefined, "en"],
  ["Spanish", "es-MX", "es-MX"],
  ["polish", "en", "pl"],
  ["haitian creole", undefined, "ht"],
  ["castilian", undefined, "es"],
  ["de", undefined, "de"],
  ["klingon", "fr", "fr"],
] as const) {
  test(`a vendor's "${named}" where ${asked ?? "nothing"} was asked is ${tag}`, async () => {
    const { language } = await hearAnswer({ ...greeting, language: named }, { language: asked });
    expect(language).toBe(tag);
  });
}
