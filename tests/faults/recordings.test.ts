import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, codeOf, sendFlowing, sha256, signUp, startSending } from "./upload-client.ts";
import { type Harness, startHarness } from "./upload-harness.ts";
import { makeWav, streamWav } from "./wav.ts";

let harness: Harness;
let alice: Account;
let bob: Account;
let story: Uint8Array<ArrayBuffer>;

const megabyte = 1_000_000;
const read = async (name: string) =>
  new Uint8Array(await readFile(new URL(`../data/speech/${name}`, import.meta.url)));

beforeAll(async () => {
  story = await read("jfk.wav");
  harness = await startHarness();
  alice = await signUp(harness.api, "alice");
  bob = await signUp(harness.api, "bob");
}, 120_000);
afterAll(() => harness.close());

const path = (familyId = alice.familyId) => `${harness.api}/families/${familyId}/memories`;
const asFile = (bytes: Uint8Array<ArrayBuffer>, name = "story.wav") => new File([bytes], name);

function form(...fields: [string, string | File][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

function send(
  body: FormData,
  options: { from?: Account; to?: string; key?: string } = {},
): Promise<Response> {
  const { from = alice, to = path(), key } = options;
  const headers = { Authorization: from.authorization, ...(key ? { "Idempotency-Key": key } : {}) };
  return fetch(to, { method: "POST", headers, body });
}

async function readRow(memoryId: string) {
  const [row] = await harness.query("SELECT * FROM memory WHERE id = $1", [memoryId]);
  return row;
}

async function countMemories(): Promise<number> {
  const [row] = await harness.query("SELECT count(*)::int AS count FROM memory");
  return Number(row?.count);
}

const countAll = async () => [
  await countMemories(),
  await harness.objects(),
  await harness.unfinishedObjects(),
];

/** Runs `act` and expects that it leaves no memory, no object and no parts of one. */
async function expectNothingLeft(act: () => Promise<void>): Promise<void> {
  const before = await countAll();
  await act();
  expect(await countAll()).toEqual(before);
}

test("a recording sent as a form becomes a memory, with its fields before or behind it", async () => {
  for (const body of [
    form(["audio", asFile(story)], ["title", "Ask not"], ["recordedOn", "1961-01"], ["language", ""]),
    form(["title", "Ask not"], ["recordedOn", "1961-01"], ["audio", asFile(story)]),
  ]) {
    const answer = await send(body);
    expect(answer.status).toBe(202);
    const memory = (await answer.json()) as { id: string };
    expect(answer.headers.get("Location")).toBe(`/api/v1/memories/${memory.id}`);
    expect(memory).toMatchObject({
      status: "uploaded",
      title: "Ask not",
      recording: { bytes: story.length, contentType: "audio/wav", seconds: 11 },
    });
    const row = await readRow(memory.id);
    expect(row).toMatchObject({
      sha256: sha256(story),
      recorded_on: "1961-01",
      object_key: `recordings/${alice.familyId}/${memory.id}`,
    });
    expect(await harness.objects()).toContain(row?.object_key);
  }
});

test("a recording of several parts arrives unchanged", async () => {
  const file = new Uint8Array(makeWav(20 * megabyte));
  const memory = (await (await send(form(["audio", asFile(file)]))).json()) as { id: string };
  expect(await readRow(memory.id)).toMatchObject({ sha256: sha256(file), bytes: file.length });
});

test("a waveform that the browser measured is kept", async () => {
  const bars = Array.from({ length: 180 }, (_, index) => index / 180);
  const answer = await send(form(["waveform", JSON.stringify(bars)], ["audio", asFile(story)]));
  expect(await answer.json()).toMatchObject({ recording: { waveform: bars, waveformSource: "decoded" } });
});

test("the same Idempotency-Key and body answer the first answer and keep one object", async () => {
  const body = () => form(["title", "Once"], ["audio", asFile(story)]);
  const first = await send(body(), { key: "form-1" });
  const text = await first.text();
  const counted = await countAll();
  const second = await send(body(), { key: "form-1" });
  expect([second.status, second.headers.get("Location")]).toEqual([202, first.headers.get("Location")]);
  expect(await second.text()).toBe(text);
  expect(await countAll()).toEqual(counted);
});

test("the same Idempotency-Key with another recording or another field is refused", async () => {
  await send(form(["title", "Once"], ["audio", asFile(story)]), { key: "form-2" });
  await expectNothingLeft(async () => {
    for (const body of [
      form(["title", "Once"], ["audio", asFile(await read("jfk.mp3"))]),
      form(["title", "Twice"], ["audio", asFile(story)]),
    ]) {
      const answer = await send(body, { key: "form-2" });
      expect([answer.status, await codeOf(answer)]).toEqual([422, "idempotency.mismatch"]);
    }
  });
});

test("a refused recording may be sent again under its Idempotency-Key", async () => {
  const text = asFile(new TextEncoder().encode("no recording ".repeat(100)));
  for (let time = 0; time < 2; time++) {
    const answer = await send(form(["audio", text]), { key: "form-3" });
    expect([answer.status, await codeOf(answer)]).toEqual([415, "recording.unsupported"]);
  }
});

test("a recording that can't be one is refused by its content, and leaves nothing", () =>
  expectNothingLeft(async () => {
    const text = new TextEncoder().encode("Once upon a time there was no recording. ".repeat(1000));
    const cases: [Uint8Array<ArrayBuffer>, number, string][] = [
      [new Uint8Array(), 422, "recording.empty"],
      [text, 415, "recording.unsupported"],
      [story.slice(0, 200_000), 422, "recording.damaged"],
      [new Uint8Array(makeWav(12 * megabyte)).slice(0, 10 * megabyte), 422, "recording.damaged"],
    ];
    for (const [bytes, status, code] of cases) {
      const answer = await send(form(["audio", asFile(bytes, "story.mp3")]));
      expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    }
  }));

test("a form of more than 95 MB is refused, names the way for larger ones, and leaves nothing", () =>
  expectNothingLeft(async () => {
    // Without a length, so that it only shows while the bytes flow.
    const boundary = "between";
    async function* body() {
      yield Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n`,
      );
      yield* streamWav(95 * megabyte + 4096);
      yield Buffer.from(`\r\n--${boundary}--\r\n`);
    }
    const { "Content-Length": _, ...headers } = formHeaders(0);
    const flowing = await sendFlowing(path(), "POST", headers, body());
    const problem = (await flowing.json()) as { code: string; detail: string };
    expect([flowing.status, problem.code]).toEqual([413, "recording.too_large"]);
    expect(problem.detail).toContain("/api/v1/uploads");

    const announced = startSending(path(), "POST", formHeaders(501 * megabyte), Buffer.alloc(10));
    expect(await announced.status).toBe(413);
    announced.request.destroy();
  }));

const formHeaders = (length: number) => ({
  Authorization: alice.authorization,
  "Content-Type": "multipart/form-data; boundary=between",
  "Content-Length": String(length),
});

test("a sender that leaves half-way leaves nothing", async () => {
  const counted = await countAll();
  const start = Buffer.from(
    '--between\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\n',
  );
  const bytes = Buffer.concat([start, makeWav(20 * megabyte)]);
  const leaving = startSending(path(), "POST", formHeaders(40 * megabyte), bytes);
  await leaving.sent;
  await expect.poll(() => harness.unfinishedObjects(), { timeout: 20_000 }).toBe(1);
  leaving.request.destroy();
  await expect.poll(countAll, { timeout: 20_000 }).toEqual(counted);
});

test("a form that breaks off, holds no recording or isn't one is refused, and leaves nothing", () =>
  expectNothingLeft(async () => {
    const missing = await send(form(["title", "Nothing to hear"]));
    expect([missing.status, await codeOf(missing)]).toEqual([422, "request.file_missing"]);

    const headers = { Authorization: alice.authorization };
    const json = await fetch(path(), { method: "POST", headers, body: "{}" });
    expect([json.status, await codeOf(json)]).toEqual([415, "request.not_multipart"]);

    const type = "multipart/form-data; boundary=between";
    const broken = await fetch(path(), {
      method: "POST",
      headers: { ...headers, "Content-Type": type },
      body: '--between\r\nContent-Disposition: form-data; name="audio"; filename="a.wav"\r\n\r\nRIFF',
    });
    expect([broken.status, await codeOf(broken)]).toEqual([400, "request.malformed"]);

    const fields = await send(form(["audio", asFile(story)], ["recordedOn", "last summer"]));
    expect([fields.status, await codeOf(fields)]).toEqual([422, "recording.invalid_fields"]);
    const long = await send(form(["title", "x".repeat(100_000)], ["audio", asFile(story)]));
    expect([long.status, await codeOf(long)]).toEqual([400, "request.malformed"]);
  }));

test("a family of somebody else doesn't exist for a sender, and a stranger is asked to sign in", () =>
  expectNothingLeft(async () => {
    const foreign = await send(form(["audio", asFile(story)]), { from: bob });
    expect([foreign.status, await codeOf(foreign)]).toEqual([404, "family.not_found"]);
    const nowhere = await send(form(["audio", asFile(story)]), { to: path("nowhere") });
    expect(nowhere.status).toBe(404);
    const stranger = await send(form(["audio", asFile(story)]), {
      from: { ...alice, authorization: "Bearer nobody" },
    });
    expect(stranger.status).toBe(401);
  }));

test("a database that goes away while a recording is taken in leaves no object behind", () =>
  expectNothingLeft(async () => {
    harness.failStatements('insert into "memory"');
    const answer = await send(form(["audio", asFile(story)]));
    harness.failStatements(undefined);
    expect(answer.status).toBeGreaterThanOrEqual(500);
  }));

test("a recording whose row was made, but not answered, keeps its object", async () => {
  const [memories, objects] = [await countMemories(), await harness.objects()];
  harness.failStatements('insert into "memory"', { kind: "lose-answer" });
  const answer = await send(form(["title", "Not lost"], ["audio", asFile(story)]));
  harness.failStatements(undefined);
  expect(answer.status).toBe(503);
  const [row] = await harness.query("SELECT object_key FROM memory WHERE title = 'Not lost'");
  expect(await countMemories()).toBe(memories + 1);
  expect(await harness.objects()).toEqual([...objects, row?.object_key].sort());
});
