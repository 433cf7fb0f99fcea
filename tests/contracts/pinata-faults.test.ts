import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { computeContentId, defaultProfile } from "../../adapters/content-id.ts";
import { createPinata } from "../../adapters/pinata.ts";
import type { PinStore } from "../../core/ports.ts";
import { startPinata } from "../../local/pinata/server.ts";
import { startVendorProxy } from "./vendor-proxy.ts";

const mebi = 1024 * 1024;
const requestId = "fault-test";

let dataDir: string;
let pinata: Awaited<ReturnType<typeof startPinata>>;
let proxy: Awaited<ReturnType<typeof startVendorProxy>>;
let pins: PinStore;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "memoryvault-pinata-"));
  pinata = await startPinata({ dataDir });
  proxy = await startVendorProxy(pinata.url);
  pins = createPinata({
    jwt: "a.b.c",
    uploadUrl: `${proxy.url}/v3`,
    apiUrl: `${proxy.url}/v3`,
    gatewayUrl: proxy.url,
  });
});
afterAll(async () => {
  await proxy.close();
  await pinata.close();
  await rm(dataDir, { recursive: true });
});
beforeEach(() => {
  proxy.fault = undefined;
  proxy.seen.length = 0;
});

function recording(size: number) {
  const bytes = new Uint8Array(size);
  crypto.getRandomValues(bytes.subarray(0, Math.min(size, 1000)));
  const memoryId = randomUUID();
  let resume: string | undefined;
  const progress: number[] = [];
  return {
    bytes,
    progress,
    cid: async () => (await computeContentId(new Blob([bytes]).stream(), defaultProfile)).cid,
    upload: (signal?: AbortSignal) =>
      pins.upload(
        {
          bytes: size,
          contentType: "audio/ogg",
          read: async (start, endExclusive) => new Blob([bytes.subarray(start, endExclusive)]).stream(),
        },
        {
          requestId,
          signal,
          name: "memory",
          memoryId,
          familyId: randomUUID(),
          resume,
          onResumable: async (url) => {
            resume = url;
          },
          onProgress: async (reached) => void progress.push(reached),
        },
      ),
  };
}

test("every request to the vendor carries the request's id", async () => {
  const { upload } = recording(9 * mebi);
  const pin = await upload();
  await pins.find(pin.cid, { requestId });
  await (await pins.read(pin.cid, { start: 0 }, { requestId })).cancel();
  await pins.remove(pin.id, { requestId });
  expect(proxy.seen.map(({ method }) => method)).toEqual([
    "POST",
    "PATCH",
    "PATCH",
    "GET",
    "GET",
    "POST",
    "GET",
    "DELETE",
  ]);
  expect(new Set(proxy.seen.map(({ headers }) => headers["x-request-id"]))).toEqual(new Set([requestId]));
});

test("the vendor's key goes to its APIs and not to the gateway", async () => {
  const pin = await recording(10).upload();
  await (await pins.read(pin.cid, { start: 0 }, { requestId })).cancel();
  const gateway = proxy.seen.filter(({ url }) => url.startsWith("/files/"));
  expect(gateway).toHaveLength(1);
  expect(gateway[0]?.headers.authorization).toBeUndefined();
});

test.each([
  [429, "pin.rate_limited", true],
  [500, "pin.unavailable", true],
  [503, "pin.unavailable", true],
  [423, "pin.unavailable", true],
  [401, "pin.refused", true],
  [402, "pin.refused", true],
  [400, "pin.rejected", false],
  [413, "pin.rejected", false],
])("an upload answered with %i is %s", async (status, code, retryable) => {
  proxy.fault = () => ({ kind: "answer", status, body: "secret words" });
  const error = await recording(10)
    .upload()
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: "VendorError", vendor: "pinata", code, retryable });
  expect(String(error)).not.toContain("secret words");
});

test.each([
  [429, "pin.rate_limited"],
  [502, "pin.unavailable"],
  [403, "pin.refused"],
])("any other verb answered with %i is %s", async (status, code) => {
  proxy.fault = () => ({ kind: "answer", status });
  const options = { requestId };
  await expect(pins.find("bafkqaaa", options)).rejects.toMatchObject({ code });
  await expect(pins.read("bafkqaaa", { start: 0 }, options)).rejects.toMatchObject({ code });
  await expect(pins.remove(randomUUID(), options)).rejects.toMatchObject({ code });
});

test("how long the vendor asks us to wait is passed on", async () => {
  proxy.fault = () => ({ kind: "answer", status: 429, headers: { "Retry-After": "17" } });
  await expect(recording(10).upload()).rejects.toMatchObject({ code: "pin.rate_limited", retryAfter: 17 });
});

test.each(["cut-before", "cut-half", "lose-answer"] as const)(
  "a connection that breaks (%s) during the second part loses nothing",
  async (kind) => {
    const { upload, cid, progress } = recording(17 * mebi);
    let patches = 0;
    proxy.fault = ({ method }) => (method === "PATCH" && ++patches === 2 ? { kind } : undefined);
    await expect(upload()).rejects.toMatchObject({ code: "pin.unavailable", retryable: true });
    expect(progress).toEqual([8 * mebi]);

    proxy.fault = undefined;
    const pin = await upload();
    expect(pin).toMatchObject({ cid: await cid(), bytes: 17 * mebi });
    expect(proxy.seen.filter(({ method }) => method === "POST")).toHaveLength(1);
    await pins.remove(pin.id, { requestId });
  },
);

test("a pin whose last answer was lost is found by our own content id", async () => {
  const { upload, cid } = recording(5000);
  proxy.fault = ({ method }) => (method === "PATCH" ? { kind: "lose-answer" } : undefined);
  await expect(upload()).rejects.toMatchObject({ code: "pin.unavailable" });
  proxy.fault = undefined;
  const found = await pins.find(await cid(), { requestId });
  expect(found).toMatchObject({ cid: await cid(), bytes: 5000 });
  expect(await upload()).toEqual(found);
});

test("an upload that was complete but got lost at the vendor is sent again", async () => {
  const { upload, cid } = recording(5000);
  const first = await upload();
  await pins.remove(first.id, { requestId });
  const again = await upload();
  expect(again).toMatchObject({ cid: await cid(), bytes: 5000 });
  expect(again.id).not.toBe(first.id);
});

test("a file whose content id the vendor is still computing is waited for", async () => {
  const { upload } = recording(5000);
  proxy.fault = ({ method }) =>
    method === "GET"
      ? { kind: "answer", status: 200, body: '{"data":{"files":[{"id":"1","cid":"pending","size":5000}]}}' }
      : undefined;
  await expect(upload()).rejects.toMatchObject({ code: "pin.pending", retryable: true });
});

test("an empty list may be null", async () => {
  proxy.fault = () => ({ kind: "answer", status: 200, body: '{"data":{"files":null}}' });
  expect(await pins.find("bafkqaaa", { requestId })).toBeUndefined();
});

test.each([
  ["no Location", "POST", { location: undefined }],
  ["an offset behind", "PATCH", { "upload-offset": "0" }],
  ["an offset ahead", "PATCH", { "upload-offset": "999999999" }],
  ["no offset", "PATCH", { "upload-offset": undefined }],
])("an upload answered with %s is malformed", async (_, faulty, headers) => {
  proxy.fault = ({ method }) => (method === faulty ? { kind: "rewrite", headers } : undefined);
  await expect(recording(5000).upload()).rejects.toMatchObject({ code: "pin.malformed", retryable: true });
});

test("a list of another shape is malformed", async () => {
  proxy.fault = () => ({ kind: "answer", status: 200, body: '{"data":{"files":[{"id":7}]}}' });
  await expect(pins.find("bafkqaaa", { requestId })).rejects.toMatchObject({ code: "pin.malformed" });
});

test("a gateway that ignores the range isn't believed", async () => {
  const pin = await recording(100).upload();
  proxy.fault = ({ url }) =>
    url.startsWith("/files/") ? { kind: "answer", status: 200, body: "whole" } : undefined;
  await expect(pins.read(pin.cid, { start: 5 }, { requestId })).rejects.toMatchObject({
    code: "pin.malformed",
  });
});

test("a deletion that the vendor didn't do is an error", async () => {
  const pin = await recording(100).upload();
  proxy.fault = ({ method }) => (method === "DELETE" ? { kind: "answer", status: 500 } : undefined);
  await expect(pins.remove(pin.id, { requestId })).rejects.toMatchObject({ code: "pin.unavailable" });
  proxy.fault = undefined;
  expect(await pins.find(pin.cid, { requestId })).toEqual(pin);
});

test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
  ["upload", (signal) => recording(10).upload(signal)],
  ["find", (signal) => pins.find("bafkqaaa", { requestId, signal })],
  ["read", (signal) => pins.read("bafkqaaa", { start: 0 }, { requestId, signal })],
  ["remove", (signal) => pins.remove(randomUUID(), { requestId, signal })],
])("a vendor that hangs doesn't hold %s back once it is called off", async (_, work) => {
  const controller = new AbortController();
  proxy.fault = () => {
    controller.abort();
    return { kind: "hang" };
  };
  await expect(work(controller.signal)).rejects.toMatchObject({ code: "pin.unavailable", retryable: true });
});
