import { createCipheriv, createHash } from "node:crypto";
import { expect, test } from "vitest";
import { type ContentProfile, computeContentId, createContentIds } from "../../adapters/content-id.ts";

const kibi = 1024;
const mebi = 1024 * 1024;

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
const cidOf = async (bytes: Uint8Array, profile: ContentProfile, chunkSize = 64 * kibi) =>
  (await computeContentId(inChunks(bytes, chunkSize), profile)).cid;

/** Kubo's deterministic test bytes: the ChaCha20 key stream under sha256(seed), nonce and counter zero. */
function kuboBytes(size: number, seed: string): Uint8Array {
  const key = createHash("sha256").update(seed).digest();
  return createCipheriv("chacha20", key, Buffer.alloc(16)).update(Buffer.alloc(size));
}

// Kubo's own expectations (test/cli/cid_profiles_test.go, profile unixfs-v1-2025).
test.each([
  [
    "a small file",
    new TextEncoder().encode("hello world"),
    "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
  ],
  [
    "one full leaf",
    kuboBytes(mebi, "chunk-v1-seed"),
    "bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta",
  ],
  [
    "one byte more",
    kuboBytes(mebi + 1, "chunk-v1-seed"),
    "bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64",
  ],
])("%s has the content id that Kubo gives it", async (_, bytes, cid) => {
  expect(await cidOf(bytes, "unixfs-v1-2025")).toBe(cid);
});

// Blocks written out by hand, from the UnixFS and DAG-PB specifications.
test("a file of one leaf has the id of its raw SHA-256", async () => {
  const bytes = kuboBytes(5000, "one leaf");
  expect(await cidOf(bytes, "unixfs-v1-256KiB")).toBe(base32(rawCid(bytes)));
  expect(await cidOf(bytes, "unixfs-v1-2025")).toBe(base32(rawCid(bytes)));
});

test("an empty file has the id of no octets", async () => {
  expect(await cidOf(new Uint8Array(), "unixfs-v1-2025")).toBe(base32(rawCid(new Uint8Array())));
});

test.each<[ContentProfile, number, number]>([
  ["unixfs-v1-256KiB", 256 * kibi, 3 * 256 * kibi + 17],
  ["unixfs-v1-2025", mebi, 2 * mebi + 5],
])("%s: a larger file is one node above its leaves", async (profile, leafSize, size) => {
  const bytes = kuboBytes(size, profile);
  expect(await cidOf(bytes, profile)).toBe(base32(nodeCid(nodeOver(leavesOf(bytes, leafSize)))));
});

test("past 174 leaves of 256 KiB a second level grows", async () => {
  const leafSize = 256 * kibi;
  const bytes = kuboBytes(175 * leafSize, "second level");
  const leaves = leavesOf(bytes, leafSize);
  const below = [leaves.slice(0, 174), leaves.slice(174)].map((group) => {
    const node = nodeOver(group);
    const size = group.reduce((sum, leaf) => sum + leaf.size, 0);
    return { cid: nodeCid(node), size, total: node.length + size };
  });
  expect(await cidOf(bytes, "unixfs-v1-256KiB", mebi)).toBe(base32(nodeCid(nodeOver(below))));
});

test("how the stream was cut doesn't matter", async () => {
  const bytes = kuboBytes(mebi + 1, "chunk-v1-seed");
  const ids = await Promise.all([1000, 65_537, mebi + 1].map((size) => cidOf(bytes, "unixfs-v1-2025", size)));
  expect(new Set(ids).size).toBe(1);
});

test("a stream is answered with its content id, SHA-256 and size", async () => {
  const stream = new Blob(["hello world"]).stream();
  expect(await createContentIds().compute(stream)).toEqual({
    cid: "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
    sha256: createHash("sha256").update("hello world").digest("hex"),
    bytes: 11,
    profile: "unixfs-v1-2025",
  });
});

test("a stream that breaks gives no content id", async () => {
  async function* broken() {
    yield new Uint8Array(10);
    throw new Error("the bucket went away");
  }
  await expect(computeContentId(broken(), "unixfs-v1-2025")).rejects.toThrow("the bucket went away");
});

interface Link {
  cid: Buffer;
  /** Octets of the file below. */
  size: number;
  /** The same with all nodes below (DAG-PB's Tsize). */
  total: number;
}

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
// CIDv1, codec raw or dag-pb, multihash sha2-256 of 32 octets.
const rawCid = (bytes: Uint8Array) => Buffer.concat([Buffer.from([1, 0x55, 0x12, 32]), sha256(bytes)]);
const nodeCid = (node: Uint8Array) => Buffer.concat([Buffer.from([1, 0x70, 0x12, 32]), sha256(node)]);

function leavesOf(bytes: Uint8Array, leafSize: number): Link[] {
  const leaves: Link[] = [];
  for (let start = 0; start < bytes.length; start += leafSize) {
    const leaf = bytes.subarray(start, start + leafSize);
    leaves.push({ cid: rawCid(leaf), size: leaf.length, total: leaf.length });
  }
  return leaves;
}

function nodeOver(links: Link[]): Buffer {
  const fileSize = links.reduce((sum, link) => sum + link.size, 0);
  // UnixFS Data: Type = File (field 1), filesize (3), blocksizes (4).
  const data = Buffer.concat([
    varintField(1, 2),
    varintField(3, fileSize),
    ...links.map((link) => varintField(4, link.size)),
  ]);
  // PBNode: Links (field 2: Hash 1, Name 2, Tsize 3) before Data (field 1).
  const encoded = links.map((link) =>
    bytesField(
      2,
      Buffer.concat([bytesField(1, link.cid), bytesField(2, Buffer.alloc(0)), varintField(3, link.total)]),
    ),
  );
  return Buffer.concat([...encoded, bytesField(1, data)]);
}

function varint(value: number): Buffer {
  const octets: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) octets.push((rest % 128) | 128);
  return Buffer.from([...octets, rest]);
}
const varintField = (field: number, value: number) => Buffer.concat([varint(field << 3), varint(value)]);
const bytesField = (field: number, value: Uint8Array) =>
  Buffer.concat([varint((field << 3) | 2), varint(value.length), value]);

/** Multibase base32, lower case, without padding (RFC 4648). */
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (octet) => octet.toString(2).padStart(8, "0")).join("");
  const letters = bits
    .match(/.{1,5}/g)
    ?.map((five) => "abcdefghijklmnopqrstuvwxyz234567"[Number.parseInt(five.padEnd(5, "0"), 2)]);
  return `b${letters?.join("")}`;
}
