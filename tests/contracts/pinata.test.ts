import { createCipheriv, createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type ContentProfile, computeContentId, defaultProfile } from "../../adapters/content-id.ts";
import { createPinata } from "../../adapters/pinata.ts";
import type { Pin, RangeSource } from "../../core/ports.ts";
import { startPinata } from "../../local/pinata/server.ts";

// The port's contract. PINATA_JWT and PINATA_GATEWAY_URL run it against the vendor (a private-IPFS plan is needed).
const vendor =
  process.env.PINATA_JWT && process.env.PINATA_GATEWAY_URL
    ? { jwt: process.env.PINATA_JWT, gatewayUrl: process.env.PINATA_GATEWAY_URL }
    : undefined;
const options = { requestId: "contract-test" };
const mebi = 1024 * 1024;

let config: Parameters<typeof createPinata>[0];
let stop = async () => {};
let made: Pin[] = [];

beforeAll(async () => {
  if (vendor) {
    config = vendor;
    return;
  }
  const dataDir = await mkdtemp(join(tmpdir(), "memoryvault-pinata-"));
  const pinata = await startPinata({ dataDir });
  config = {
    jwt: "a.b.c",
    uploadUrl: pinata.uploadsUrl,
    apiUrl: pinata.apiUrl,
    gatewayUrl: pinata.gatewayUrl,
  };
  stop = async () => {
    await pinata.close();
    await rm(dataDir, { recursive: true });
  };
});
afterEach(async () => {
  for (const pin of made) await createPinata(config).remove(pin.id, options);
  made = [];
});
afterAll(() => stop());

/** Octets that nobody pinned before. */
function someBytes(size: number): Uint8Array<ArrayBuffer> {
  const key = createHash("sha256").update(randomUUID()).digest();
  return new Uint8Array(createCipheriv("chacha20", key, Buffer.alloc(16)).update(Buffer.alloc(size)));
}

function sourceOf(bytes: Uint8Array<ArrayBuffer>): RangeSource & { largest: number } {
  const source = {
    bytes: bytes.length,
    contentType: "audio/ogg",
    largest: 0,
    async read(start: number, endExclusive: number) {
      source.largest = Math.max(source.largest, endExclusive - start);
      return new Blob([bytes.subarray(start, endExclusive)]).stream();
    },
  };
  return source;
}

async function upload(
  bytes: Uint8Array<ArrayBuffer>,
  extra: Partial<Parameters<ReturnType<typeof createPinata>["upload"]>[1]> & {
    profile?: ContentProfile;
  } = {},
): Promise<Pin> {
  const { profile, ...over } = extra;
  const pin = await createPinata({ ...config, profile }).upload(sourceOf(bytes), {
    ...options,
    name: "memory-größe.ogg",
    memoryId: randomUUID(),
    familyId: randomUUID(),
    resume: undefined,
    onResumable: async () => {},
    onProgress: async () => {},
    ...over,
  });
  made.push(pin);
  return pin;
}

async function readAll(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

test.each<ContentProfile>(["unixfs-v1-2025", "unixfs-v1-256KiB"])(
  "a pin has the content id that we compute ourselves (%s)",
  async (profile) => {
    const bytes = someBytes(2 * mebi + 7);
    const own = await computeContentId(new Blob([bytes]).stream(), profile);
    const pin = await upload(bytes, { profile });
    expect(pin).toEqual({ id: expect.any(String), cid: own.cid, bytes: bytes.length });
  },
);

test("a small recording is pinned and read back whole", async () => {
  const bytes = someBytes(1000);
  const pin = await upload(bytes);
  expect(await readAll(await createPinata(config).read(pin.cid, { start: 0 }, options))).toEqual(bytes);
});

test("a large recording goes in parts, each smaller than 50 MB, and its progress is told", async () => {
  const bytes = someBytes(19 * mebi);
  const source = sourceOf(bytes);
  const progress: number[] = [];
  const resumable: string[] = [];
  const pin = await createPinata(config).upload(source, {
    ...options,
    name: "large",
    memoryId: randomUUID(),
    familyId: randomUUID(),
    resume: undefined,
    onResumable: async (url) => void resumable.push(url),
    onProgress: async (reached) => void progress.push(reached),
  });
  made.push(pin);
  expect(pin.bytes).toBe(bytes.length);
  expect(source.largest).toBeLessThanOrEqual(8 * mebi);
  expect(progress).toEqual([8 * mebi, 16 * mebi, 19 * mebi]);
  expect(resumable).toEqual([expect.stringMatching(/^https?:\/\//)]);
  const back = await computeContentId(
    await createPinata(config).read(pin.cid, { start: 0 }, options),
    defaultProfile,
  );
  expect(back.cid).toBe(pin.cid);
});

test("ranges of a pinned copy are read exactly", async () => {
  const bytes = someBytes(mebi + 100);
  const { cid } = await upload(bytes);
  const read = async (start: number, endExclusive?: number) =>
    readAll(await createPinata(config).read(cid, { start, endExclusive }, options));
  expect(await read(0, 10)).toEqual(bytes.subarray(0, 10));
  expect(await read(mebi - 5, mebi + 5)).toEqual(bytes.subarray(mebi - 5, mebi + 5));
  expect(await read(mebi)).toEqual(bytes.subarray(mebi));
  expect(await read(50, 50)).toHaveLength(0);
});

test("a pin is found by its content id, and another isn't", async () => {
  const pin = await upload(someBytes(500));
  const pins = createPinata(config);
  expect(await pins.find(pin.cid, options)).toEqual(pin);
  const other = await computeContentId(new Blob([someBytes(500)]).stream(), defaultProfile);
  expect(await pins.find(other.cid, options)).toBeUndefined();
});

test("the same octets again are the same pin", async () => {
  const bytes = someBytes(3000);
  expect(await upload(bytes)).toEqual(await upload(bytes));
});

test("an upload that was interrupted goes on where it stopped", async () => {
  const bytes = someBytes(17 * mebi);
  const memoryId = randomUUID();
  let resume = "";
  const interrupted = upload(bytes, {
    memoryId,
    onResumable: async (url) => {
      resume = url;
    },
    onProgress: async () => {
      throw new Error("the worker was killed");
    },
  });
  await expect(interrupted).rejects.toThrow("the worker was killed");

  const progress: number[] = [];
  const pin = await upload(bytes, {
    memoryId,
    resume,
    onResumable: () => Promise.reject(new Error("it was begun anew")),
    onProgress: async (reached) => void progress.push(reached),
  });
  expect(progress).toEqual([16 * mebi, 17 * mebi]);
  expect(pin.cid).toBe((await computeContentId(new Blob([bytes]).stream(), defaultProfile)).cid);
});

test("an upload that was complete before is found again", async () => {
  const bytes = someBytes(4000);
  const memoryId = randomUUID();
  let resume = "";
  const onResumable = async (url: string) => {
    resume = url;
  };
  const first = await upload(bytes, { memoryId, onResumable });
  expect(await upload(bytes, { memoryId, resume, onResumable })).toEqual(first);
});

test("an upload that the vendor no longer knows is begun anew", async () => {
  const bytes = someBytes(4000);
  let resume = "";
  await upload(someBytes(10), {
    onResumable: async (url) => {
      resume = url;
    },
  });
  const gone = resume.replace(/[0-9a-f]{4}(?=[^/]*$)/, "0000");
  expect((await upload(bytes, { resume: gone })).bytes).toBe(4000);
});

test("a pin is removed once, and again without complaint", async () => {
  const pins = createPinata(config);
  const pin = await upload(someBytes(100));
  await pins.remove(pin.id, options);
  expect(await pins.find(pin.cid, options)).toBeUndefined();
  await pins.remove(pin.id, options);
});

test("a copy that isn't there can't be read", async () => {
  const { cid } = await computeContentId(new Blob([someBytes(100)]).stream(), defaultProfile);
  await expect(createPinata(config).read(cid, { start: 0 }, options)).rejects.toMatchObject({
    name: "VendorError",
    vendor: "pinata",
    retryable: true,
  });
});

test("a key that isn't one is refused, which a person has to mend", async () => {
  const pins = createPinata({ ...config, jwt: "nonsense" });
  const refused = { code: "pin.refused", vendor: "pinata", retryable: true };
  const source = sourceOf(someBytes(10));
  const uploading = pins.upload(source, {
    ...options,
    name: "x",
    memoryId: randomUUID(),
    familyId: randomUUID(),
    resume: undefined,
    onResumable: async () => {},
    onProgress: async () => {},
  });
  await expect(uploading).rejects.toMatchObject(refused);
  await expect(pins.find("bafkqaaa", options)).rejects.toMatchObject(refused);
  await expect(pins.read("bafkqaaa", { start: 0 }, options)).rejects.toMatchObject(refused);
  await expect(pins.remove(randomUUID(), options)).rejects.toMatchObject(refused);
});
