import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../family.ts";
import {
  type Account,
  ask,
  beginUpload,
  checksum,
  codeOf,
  offsetOf,
  openUpload,
  patch,
  sendByTus,
  sendFlowing,
  sha256,
  signUp,
  startSending,
} from "./upload-client.ts";
import { type Harness, startHarness } from "./upload-harness.ts";
import { makeWav, streamWav } from "./wav.ts";

let harness: Harness;
let alice: Account;
let bob: Account;
let story: Buffer<ArrayBuffer>;

const megabyte = 1_000_000;
const read = async (name: string) =>
  Buffer.from(new Uint8Array(await readFile(new URL(`../data/speech/${name}`, import.meta.url))));

beforeAll(async () => {
  story = await read("jfk.wav");
  harness = await startHarness();
  alice = await signUp(harness.api, "alice");
  bob = await signUp(harness.api, "bob");
}, 120_000);
afterAll(() => harness.close());

async function readMemory(memoryId: string | undefined | null) {
  const answer = await fetch(`${harness.api}/memories/${memoryId}`, {
    headers: { Authorization: alice.authorization },
  });
  return { status: answer.status, memory: (await answer.json()) as Record<string, unknown> };
}

async function countMemories(): Promise<number> {
  const [row] = await harness.query("SELECT count(*)::int AS count FROM memory");
  return Number(row?.count);
}

async function readSha(memoryId: string | null | undefined): Promise<unknown> {
  const [row] = await harness.query("SELECT sha256 FROM memory WHERE id = $1", [memoryId]);
  return row?.sha256;
}

const readOffset = async (url: string) => offsetOf(await ask(url, alice));

const patchHeaders = (offset: number, length: number) => ({
  Authorization: alice.authorization,
  "Tus-Resumable": "1.0.0",
  "Upload-Offset": String(offset),
  "Content-Type": "application/offset+octet-stream",
  "Content-Length": String(length),
});

/** Runs `act` and expects that it leaves no memory, no object and no parts of one. */
async function expectNothingLeft(act: () => Promise<void>): Promise<void> {
  const before = [await countMemories(), await harness.objects(), await harness.unfinishedObjects()];
  await act();
  expect([await countMemories(), await harness.objects(), await harness.unfinishedObjects()]).toEqual(before);
}

test("the real tus client sends a recording in pieces, and the last answer names its memory", async () => {
  const metadata = { title: "Ask not", recordedOn: "1961-01-20", language: "en" };
  const sent = await sendByTus(harness.api, alice, story, { chunkSize: 100_000, metadata });
  const { memory } = await readMemory(sent.memoryId);
  expect(memory).toMatchObject({
    status: "uploaded",
    title: "Ask not",
    language: "en",
    familyId: alice.familyId,
  });
  expect(memory.recording).toMatchObject({ bytes: story.length, contentType: "audio/wav", seconds: 11 });
  expect(sent.statuses).toEqual([201, 204, 204, 204, 204]);
});

test("a short recording may come with the request that creates its upload", async () => {
  const sent = await sendByTus(harness.api, alice, await read("jfk.mp3"), { uploadDataDuringCreation: true });
  expect(sent.statuses).toEqual([201]);
  expect((await readMemory(sent.memoryId)).memory.recording).toMatchObject({ contentType: "audio/mpeg" });
});

test("an upload that is killed half-way goes on where it was, after the Worker was killed, too", async () => {
  const file = makeWav(30 * megabyte);
  const memories = await countMemories();
  const objects = await harness.objects();
  const begun = await sendByTus(harness.api, alice, file, {
    chunkSize: 12 * megabyte,
    stopAfter: 17 * megabyte,
  });
  await harness.restart();
  const url = new URL(new URL(begun.url).pathname, harness.api).href;

  const head = await ask(url, alice);
  expect(offsetOf(head)).toBeGreaterThanOrEqual(12 * megabyte);
  expect(offsetOf(head)).toBeLessThan(file.length);
  expect(head.headers.get("Upload-Length")).toBe(String(file.length));
  expect(await countMemories()).toBe(memories);
  expect(await harness.objects()).toEqual(objects);

  const ended = await sendByTus(harness.api, alice, file, { chunkSize: 12 * megabyte, uploadUrl: url });
  expect((await readMemory(ended.memoryId)).memory.recording).toMatchObject({ bytes: file.length });
  expect(await readSha(ended.memoryId)).toBe(sha256(file));
});

test("a PATCH that is cut off keeps what arrived", async () => {
  const file = makeWav(6 * megabyte);
  const url = await openUpload(harness.api, alice, file.length);
  const cut = startSending(url, "PATCH", patchHeaders(0, file.length), file.subarray(0, 5 * megabyte));
  await cut.sent;
  cut.request.destroy();
  const offset = await readOffset(url);
  expect(offset).toBeGreaterThan(0);
  expect(offset).toBeLessThanOrEqual(5 * megabyte);
  const rest = await patch(url, alice, offset, file.subarray(offset));
  expect(rest.status).toBe(204);
  expect(await readSha(rest.headers.get("Memory-Id"))).toBe(sha256(file));
});

test("a HEAD stops a PATCH that hangs and says where to go on", async () => {
  const file = makeWav(6 * megabyte);
  const url = await openUpload(harness.api, alice, file.length);
  await patch(url, alice, 0, file.subarray(0, megabyte));
  const more = file.subarray(megabyte, 3 * megabyte);
  const hanging = startSending(url, "PATCH", patchHeaders(megabyte, file.length - megabyte), more);
  let status: number | undefined;
  void hanging.status.then((answered) => {
    status = answered;
  });
  // The PATCH may still be on its way when the first HEAD arrives: a client goes on asking, too.
  await waitUntil(
    async () => (await readOffset(url)) >= megabyte && status !== undefined,
    "the PATCH is stopped",
  );
  expect(status).toBe(423);
  hanging.request.destroy();
  const offset = await readOffset(url);
  const rest = await patch(url, alice, offset, file.subarray(offset));
  expect(await readSha(rest.headers.get("Memory-Id"))).toBe(sha256(file));
});

test("of two PATCHes at once the second is refused, and the first goes through", async () => {
  const url = await openUpload(harness.api, alice, story.length);
  const first = startSending(url, "PATCH", patchHeaders(0, story.length), story.subarray(0, 200_000));
  await first.sent;
  let second = await patch(url, alice, 0, story);
  expect(second.status).toBe(423);
  expect(await codeOf(second)).toBe("upload.busy");
  first.request.end(story.subarray(200_000));
  expect(await first.status).toBe(204);
  second = await patch(url, alice, 0, story);
  expect(second.status).toBe(409);
  expect(await codeOf(second)).toBe("upload.offset_mismatch");
});

test("bytes with a wrong checksum don't count, with the right one they do", async () => {
  const file = makeWav(20 * megabyte);
  const url = await openUpload(harness.api, alice, file.length);
  const first = file.subarray(0, 3 * megabyte);
  expect((await patch(url, alice, 0, first, { "Upload-Checksum": checksum("sha1", first) })).status).toBe(
    204,
  );

  const rest = file.subarray(first.length);
  const damaged = new Uint8Array(rest);
  damaged[15 * megabyte] = 1 + (damaged[15 * megabyte] ?? 0);
  const wrong = await patch(url, alice, first.length, damaged, {
    "Upload-Checksum": checksum("sha256", rest),
  });
  expect(wrong.status).toBe(460);
  expect(await codeOf(wrong)).toBe("upload.checksum_mismatch");
  expect(await readOffset(url)).toBe(first.length);

  const right = await patch(url, alice, first.length, rest, { "Upload-Checksum": checksum("sha256", rest) });
  expect(right.status).toBe(204);
  expect(await readSha(right.headers.get("Memory-Id"))).toBe(sha256(file));
});

test("a checksum that isn't known here, or isn't one, is refused before a byte is taken", async () => {
  const url = await openUpload(harness.api, alice, story.length);
  const unknown = await patch(url, alice, 0, story, { "Upload-Checksum": "crc32 AAAAAA==" });
  expect([unknown.status, await codeOf(unknown)]).toEqual([400, "upload.unsupported_checksum"]);
  const broken = await patch(url, alice, 0, story, { "Upload-Checksum": "sha1 AAAA" });
  expect([broken.status, await codeOf(broken)]).toEqual([400, "upload.malformed_header"]);
  expect(await readOffset(url)).toBe(0);
});

test("more than 500 MB is refused when the upload is created", () =>
  expectNothingLeft(async () => {
    const answer = await beginUpload(harness.api, alice, 501 * megabyte);
    expect([answer.status, await codeOf(answer)]).toEqual([413, "recording.too_large"]);
  }));

test("a PATCH of more than 95 MB is refused by its length", async () => {
  const url = await openUpload(harness.api, alice, 400 * megabyte);
  const answer = await startSending(url, "PATCH", patchHeaders(0, 96 * megabyte), Buffer.alloc(100)).status;
  expect(answer).toBe(413);
  expect((await ask(url, alice, "DELETE")).status).toBe(204);
});

test("more bytes than were announced are refused", () =>
  expectNothingLeft(async () => {
    const url = await openUpload(harness.api, alice, 1000);
    const answer = await patch(url, alice, 0, story);
    expect([answer.status, await codeOf(answer)]).toEqual([413, "upload.too_long"]);
    expect((await ask(url, alice, "DELETE")).status).toBe(204);
  }));

test("an empty recording is refused when its upload is created", () =>
  expectNothingLeft(async () => {
    const answer = await beginUpload(harness.api, alice, 0);
    expect([answer.status, await codeOf(answer)]).toEqual([422, "recording.empty"]);
  }));

test("a text that calls itself a recording is refused at its first bytes, and leaves nothing", () =>
  expectNothingLeft(async () => {
    const text = Buffer.from("Once upon a time there was a file that was no recording. ".repeat(400_000));
    const url = await openUpload(harness.api, alice, text.length, {
      filename: "story.mp3",
      filetype: "audio/mpeg",
    });
    const answer = await patch(url, alice, 0, text.subarray(0, 1000));
    expect([answer.status, await codeOf(answer)]).toEqual([415, "recording.unsupported"]);
    // A sender that lost this answer gets it again.
    expect((await ask(url, alice)).status).toBe(415);
  }));

test("a recording that breaks off is refused, and leaves nothing", () =>
  expectNothingLeft(async () => {
    const file = makeWav(12 * megabyte).subarray(0, 10 * megabyte);
    const url = await openUpload(harness.api, alice, file.length);
    const answer = await patch(url, alice, 0, file);
    expect([answer.status, await codeOf(answer)]).toEqual([422, "recording.damaged"]);
  }));

test("a family of somebody else doesn't exist for a sender, nor does an upload of somebody else", () =>
  expectNothingLeft(async () => {
    const foreign = await beginUpload(harness.api, { ...bob, familyId: alice.familyId }, story.length);
    expect([foreign.status, await codeOf(foreign)]).toEqual([404, "family.not_found"]);
    const url = await openUpload(harness.api, alice, story.length);
    expect((await ask(url, bob)).status).toBe(404);
    expect((await patch(url, bob, 0, story)).status).toBe(404);
    expect((await ask(url, bob, "DELETE")).status).toBe(404);
    expect((await ask(url, alice, "DELETE")).status).toBe(204);
  }));

test("nobody who isn't signed in begins an upload, and no other version of tus is spoken", async () => {
  const stranger = await beginUpload(harness.api, { ...alice, authorization: "Bearer nobody" }, 1000);
  expect(stranger.status).toBe(401);
  const old = await beginUpload(harness.api, alice, 1000, {}, { "Tus-Resumable": "0.2.2" });
  expect([old.status, old.headers.get("Tus-Version")]).toEqual([412, "1.0.0"]);
});

test("fields that aren't right are named before a byte is taken", async () => {
  const answer = await beginUpload(harness.api, alice, 1000, {
    recordedOn: "last summer",
    waveform: "[1, 2]",
  });
  expect(answer.status).toBe(422);
  const problem = (await answer.json()) as { code: string; errors: { path: string }[] };
  expect(problem.code).toBe("recording.invalid_fields");
  expect(problem.errors.map((error) => error.path)).toEqual(["recordedOn", "waveform"]);
});

test("a large upload in requests of 95 MB is not held in memory", () =>
  expectNothingLeft(async () => {
    const length = 300 * megabyte;
    const most = 95 * megabyte;
    const url = await openUpload(harness.api, alice, length);
    const before = await harness.memory();
    let peak = before;
    for (let offset = 0; offset + most <= length; offset += most) {
      const answer = await sendFlowing(
        url,
        "PATCH",
        patchHeaders(offset, most),
        streamWav(length, offset, offset + most),
      );
      expect(answer.status).toBe(204);
      peak = Math.max(peak, await harness.memory());
    }
    const grown = Math.round((peak - before) / megabyte);
    console.log(`285 MB came in; workerd, R2's stand-in included, grew by ${grown} MB`);
    expect(grown).toBeLessThan(250);
    expect(await readOffset(url)).toBe(3 * most);
    expect((await ask(url, alice, "DELETE")).status).toBe(204);
  }));

test("an upload that is ended frees its bytes", () =>
  expectNothingLeft(async () => {
    const file = makeWav(10 * megabyte);
    const url = await openUpload(harness.api, alice, 20 * megabyte);
    expect((await patch(url, alice, 0, file)).status).toBe(204);
    expect(await harness.unfinishedObjects()).toBe(1);
    expect((await ask(url, alice, "DELETE")).status).toBe(204);
    expect((await ask(url, alice)).status).toBe(404);
  }));

test("a memory that couldn't be made at once is made when the sender asks again, once", async () => {
  const url = await openUpload(harness.api, alice, story.length);
  const memories = await countMemories();
  harness.failStatements('insert into "memory"');
  const answer = await patch(url, alice, 0, story);
  expect([answer.status, await codeOf(answer)]).toEqual([503, "upload.unfinished"]);
  expect((await ask(url, alice)).status).toBe(503);
  harness.failStatements(undefined);

  await harness.restart();
  const again = new URL(new URL(url).pathname, harness.api).href;
  const head = await ask(again, alice);
  expect([head.status, offsetOf(head)]).toEqual([200, story.length]);
  const memoryId = head.headers.get("Memory-Id");
  expect(await readSha(memoryId)).toBe(sha256(story));
  const empty = await patch(again, alice, story.length, Buffer.alloc(0));
  expect([empty.status, empty.headers.get("Memory-Id")]).toEqual([204, memoryId]);
  expect(await countMemories()).toBe(memories + 1);
});

test("a memory whose row was made, but not answered, is made once", async () => {
  const url = await openUpload(harness.api, alice, story.length);
  const memories = await countMemories();
  harness.failStatements('insert into "memory"', { kind: "lose-answer" });
  expect((await patch(url, alice, 0, story)).status).toBe(503);
  harness.failStatements(undefined);
  expect(await readSha((await ask(url, alice)).headers.get("Memory-Id"))).toBe(sha256(story));
  expect(await countMemories()).toBe(memories + 1);
});

test("a memory that couldn't be made at once is made by itself when its sender never asks again", async () => {
  const url = await openUpload(harness.api, alice, story.length, { title: "Left alone" });
  harness.failStatements('insert into "memory"');
  expect((await patch(url, alice, 0, story)).status).toBe(503);
  harness.failStatements(undefined);
  await harness.restart(1);
  const countTitled = async () =>
    (await harness.query("SELECT id FROM memory WHERE title = 'Left alone'")).length;
  await expect.poll(countTitled, { timeout: 20_000 }).toBe(1);
});

test("an upload that nobody goes on with for a day is gone, with all its bytes", () =>
  expectNothingLeft(async () => {
    const url = await openUpload(harness.api, alice, 20 * megabyte);
    expect((await patch(url, alice, 0, makeWav(10 * megabyte))).status).toBe(204);
    const expires = (await ask(url, alice)).headers.get("Upload-Expires");
    expect(Date.parse(expires ?? "") - Date.now()).toBeGreaterThan(23 * 3_600_000);
    expect(await harness.unfinishedObjects()).toBe(1);

    await harness.restart(25);
    await expect.poll(() => harness.unfinishedObjects(), { timeout: 20_000 }).toBe(0);
    expect((await ask(new URL(new URL(url).pathname, harness.api).href, alice)).status).toBe(404);
  }));

test("the same Idempotency-Key begins one upload, and not one for other metadata", async () => {
  const key = { "Idempotency-Key": "upload-1" };
  const first = await beginUpload(harness.api, alice, 1000, { title: "One" }, key);
  const second = await beginUpload(harness.api, alice, 1000, { title: "One" }, key);
  expect(second.status).toBe(201);
  expect(second.headers.get("Location")).toBe(first.headers.get("Location"));
  const other = await beginUpload(harness.api, alice, 1000, { title: "Two" }, key);
  expect([other.status, await codeOf(other)]).toEqual([422, "idempotency.mismatch"]);
});

test("what uploads can do is told to anybody", async () => {
  const answer = await fetch(`${harness.api}/uploads`, { method: "OPTIONS" });
  expect(answer.status).toBe(204);
  expect(answer.headers.get("Tus-Version")).toBe("1.0.0");
  expect(answer.headers.get("Tus-Extension")).toBe(
    "creation,creation-with-upload,expiration,checksum,termination",
  );
  expect(answer.headers.get("Tus-Max-Size")).toBe("500000000");
  expect(answer.headers.get("Tus-Checksum-Algorithm")).toBe("sha1,sha256");
});
