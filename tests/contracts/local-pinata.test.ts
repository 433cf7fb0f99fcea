import { createCipheriv, createHash } from "node:crypto";
import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CidVersion, PinataSDK } from "pinata";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startPinata } from "../../local/pinata/server.ts";

// What the vendor's own SDK and a stock tus client see of the stand-in, and what only the stand-in promises.
const jwt = "a.b.c";
const authorization = { Authorization: `Bearer ${jwt}` };

let dataDir: string;
let pinata: Awaited<ReturnType<typeof startPinata>>;
let sdk: PinataSDK;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "memoryvault-pinata-"));
  pinata = await startPinata({ dataDir });
  sdk = sdkFor(pinata);
});
afterAll(async () => {
  await pinata.close();
  await rm(dataDir, { recursive: true });
});

const sdkFor = (server: typeof pinata) =>
  new PinataSDK({
    pinataJwt: jwt,
    pinataGateway: new URL(server.gatewayUrl).host,
    uploadUrl: server.uploadsUrl,
    endpointUrl: server.apiUrl,
  });

const textFile = (text: string, name = "story.txt") => new File([text], name, { type: "text/plain" });

/** Kubo's deterministic test bytes: the ChaCha20 key stream under sha256(seed), nonce and counter zero. */
function kuboBytes(size: number, seed: string): Uint8Array<ArrayBuffer> {
  const key = createHash("sha256").update(seed).digest();
  return new Uint8Array(createCipheriv("chacha20", key, Buffer.alloc(16)).update(Buffer.alloc(size)));
}

test("the SDK's upload answers Pinata's fields", async () => {
  const file = await sdk.upload.private
    .file(textFile("with fields", 'größe "so".txt'))
    .name("The lake")
    .keyvalues({ memoryId: "m1", familyId: "f1" })
    .group("018f4e2a-0000-7000-8000-000000000001");
  expect(file).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: "The lake",
    cid: expect.stringMatching(/^bafkrei/),
    size: 11,
    number_of_files: 1,
    mime_type: "text/plain",
    keyvalues: { memoryId: "m1", familyId: "f1" },
    group_id: "018f4e2a-0000-7000-8000-000000000001",
    created_at: expect.any(String),
    network: "private",
  });
  expect(await sdk.files.private.get(file.id)).toEqual(file);
});

test("a file keeps its own name, whatever letters it has", async () => {
  const file = await sdk.upload.private.file(textFile("named", 'größe "so".txt'));
  expect(file.name).toBe('größe "so".txt');
});

// Expectations of Kubo (test/cli/cid_profiles_test.go).
test.each<[string, Uint8Array<ArrayBuffer>, CidVersion | undefined, string]>([
  ["v0, small", kuboText("hello world"), "v0", "Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD"],
  [
    "v0, one leaf",
    kuboBytes(262_144, "chunk-v0-seed"),
    "v0",
    "QmWmRj3dFDZdb6ABvbmKhEL6TmPbAfBZ1t5BxsEyJrcZhE",
  ],
  [
    "v0, two leaves",
    kuboBytes(262_145, "chunk-v0-seed"),
    "v0",
    "QmYyLxtzZyW22zpoVAtKANLRHpDjZtNeDjQdJrcQNWoRkJ",
  ],
  ["v1, small", kuboText("hello world"), "v1", "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e"],
  [
    "no profile",
    kuboText("hello world"),
    undefined,
    "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
  ],
])("an upload has Kubo's content id (%s)", async (_, bytes, version, cid) => {
  const upload = sdk.upload.public.file(new File([bytes], "kubo.bin"));
  expect((await (version ? upload.cidVersion(version) : upload)).cid).toBe(cid);
});

function kuboText(text: string) {
  return new TextEncoder().encode(text);
}

test("the same octets again are the same file, marked as a duplicate", async () => {
  const first = await sdk.upload.private.file(textFile("twice"));
  const second = await sdk.upload.private.file(textFile("twice")).name("another name");
  expect(second).toEqual({ ...first, is_duplicate: true });
  const elsewhere = await sdk.upload.public.file(textFile("twice"));
  expect(elsewhere).toMatchObject({ cid: first.cid, network: "public" });
  expect(elsewhere.id).not.toBe(first.id);
});

test("files are listed by content id, key values, group, type and name, page by page", async () => {
  const group = "018f4e2a-0000-7000-8000-00000000000a";
  const add = (n: number) =>
    sdk.upload.private
      .file(textFile(`listed ${n}`))
      .name(`Listed ${n}`)
      .keyvalues({ set: "a", n: `${n}` })
      .group(group);
  const files = [await add(1), await add(2), await add(3)];
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  const all = () => sdk.files.private.list();

  expect(ids((await all().cid(files[1]?.cid ?? "")).files)).toEqual([files[1]?.id]);
  expect(ids((await all().keyvalues({ set: "a", n: "3" })).files)).toEqual([files[2]?.id]);
  expect(ids((await all().name("listed 2")).files)).toEqual([files[1]?.id]);
  expect((await all().group(group).mimeType("audio/ogg")).files).toEqual([]);
  expect((await sdk.files.public.list().group(group)).files).toEqual([]);
  const paged: string[] = [];
  for await (const { id } of all().group(group).order("ASC").limit(2)) paged.push(id);
  expect(paged).toEqual(ids(files));
  expect(ids((await all().group(group).order("DESC").limit(1)).files)).toEqual([files[2]?.id]);
});

test("a deleted file is gone everywhere, and its octets with it", async () => {
  const file = await sdk.upload.public.file(textFile("short-lived"));
  const link = `${pinata.gatewayUrl}/ipfs/${file.cid}`;
  expect((await fetch(link)).status).toBe(200);
  expect(await sdk.files.public.delete([file.id])).toEqual([{ id: file.id, status: "OK" }]);
  expect((await fetch(link)).status).toBe(404);
  expect(await readdir(join(dataDir, "blobs"))).not.toContain(file.cid);
  await expect(sdk.files.public.get(file.id)).rejects.toMatchObject({ statusCode: 404 });
});

test("a private file is read by a signed link only, until it expires", async () => {
  const { cid } = await sdk.upload.private.file(textFile("family only"));
  const link = await sdk.gateways.private.createAccessLink({ cid, expires: 30 });
  expect(await (await fetch(link)).text()).toBe("family only");
  expect((await fetch(`${pinata.gatewayUrl}/ipfs/${cid}`)).status).toBe(404);
  expect((await fetch(`${pinata.gatewayUrl}/files/${cid}`)).status).toBe(403);

  const longer = new URL(link);
  longer.searchParams.set("X-Expires", "3000");
  expect((await fetch(longer)).status).toBe(403);
  const past = Math.floor(Date.now() / 1000) - 60;
  const expired = await sdk.gateways.private.createAccessLink({ cid, date: past, expires: 30 });
  expect((await fetch(expired)).status).toBe(403);
});

test("the gateway answers whole files, ranges and conditions as HTTP says", async () => {
  const { cid } = await sdk.upload.public.file(textFile("0123456789"));
  const get = (headers: Record<string, string> = {}, method = "GET") =>
    fetch(`${pinata.gatewayUrl}/ipfs/${cid}`, { method, headers });
  const summary = async (response: Response) => [
    response.status,
    response.headers.get("content-range"),
    await response.text(),
  ];

  const whole = await get();
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    etag: `"${cid}"`,
    "accept-ranges": "bytes",
    "content-type": "text/plain",
    "content-length": "10",
  });
  expect(await summary(whole)).toEqual([200, null, "0123456789"]);
  expect(await summary(await get({ Range: "bytes=2-4" }))).toEqual([206, "bytes 2-4/10", "234"]);
  expect(await summary(await get({ Range: "bytes=8-" }))).toEqual([206, "bytes 8-9/10", "89"]);
  expect(await summary(await get({ Range: "bytes=-3" }))).toEqual([206, "bytes 7-9/10", "789"]);
  expect(await summary(await get({ Range: "bytes=5-100" }))).toEqual([206, "bytes 5-9/10", "56789"]);
  expect(await summary(await get({ Range: "bytes=10-" }))).toEqual([416, "bytes */10", ""]);
  expect(await summary(await get({ Range: "bytes=4-2" }))).toEqual([200, null, "0123456789"]);
  expect(await summary(await get({ Range: "bytes=2-4", "If-Range": '"other"' }))).toEqual([
    200,
    null,
    "0123456789",
  ]);
  expect((await get({ "If-None-Match": `"${cid}"` })).status).toBe(304);
  const head = await get({}, "HEAD");
  expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
  expect((await get({}, "POST")).status).toBe(405);
});

test("requests without a token are refused", async () => {
  const list = `${pinata.apiUrl}/files/private`;
  expect((await fetch(list)).status).toBe(401);
  for (const given of ["Bearer", "Bearer nonsense", jwt]) {
    expect((await fetch(list, { headers: { Authorization: given } })).status).toBe(401);
  }
  await expect(sdk.testAuthentication()).resolves.toMatchObject({
    message: expect.stringContaining("Congratulations"),
  });
});

test.each<[string, string, RequestInit, number]>([
  ["an unknown path", "/files/elsewhere/1", {}, 404],
  ["an unknown file", "/files/private/018f4e2a-0000-7000-8000-000000000001", {}, 404],
  ["an unknown profile", "/files", form({ file: new Blob(["x"]), cid_version: "v9" }), 400],
  ["key values that aren't text", "/files", form({ file: new Blob(["x"]), keyvalues: '{"a": 1}' }), 400],
  ["key values that aren't JSON", "/files", form({ file: new Blob(["x"]), keyvalues: "{" }), 400],
  ["a form without a file", "/files", form({ name: "x" }), 400],
  ["a body that is no form", "/files", { method: "POST", body: "x" }, 400],
  ["a link to somewhere else", "/files/private/download_link", link("https://a.example/other"), 400],
  ["an upload of no length", "/files", { method: "POST", headers: { "Upload-Length": "many" } }, 400],
  [
    "an upload that is too large",
    "/files",
    { method: "POST", headers: { "Upload-Length": "99999999999999" } },
    400,
  ],
])("%s is refused", async (_, path, init, status) => {
  const headers = new Headers(init.headers);
  headers.set("Authorization", authorization.Authorization);
  const response = await fetch(`${pinata.apiUrl}${path}`, { ...init, headers });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: { code: status, message: expect.any(String) } });
});

function form(fields: Record<string, string | Blob>): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return { method: "POST", body };
}
function link(url: string): RequestInit {
  return { method: "POST", body: JSON.stringify({ url, date: 1, expires: 1, method: "GET" }) };
}

async function createUpload(length: number, metadata = ""): Promise<string> {
  const headers = { ...authorization, "Upload-Length": `${length}`, "Upload-Metadata": metadata };
  const response = await fetch(`${pinata.uploadsUrl}/files`, { method: "POST", headers });
  expect(response.status).toBe(201);
  return response.headers.get("location") ?? "";
}
const sendPart = (url: string, offset: number, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "PATCH",
    headers: {
      ...authorization,
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": `${offset}`,
      ...headers,
    },
    body,
  });
const offsetOf = async (url: string) =>
  (await fetch(url, { method: "HEAD", headers: authorization })).headers.get("upload-offset");

test("the SDK's upload of a file past 90 MiB arrives by its resumable way", async () => {
  const file = new File([kuboBytes(94_371_841, "large")], "large.bin", { type: "audio/wav" });
  const kept = await sdk.upload.private.file(file).name("Large").keyvalues({ memoryId: "large" });
  expect(kept).toMatchObject({
    name: "Large",
    size: 94_371_841,
    mime_type: "audio/wav",
    keyvalues: { memoryId: "large" },
  });
});

test("a stock tus client uploads in chunks", async () => {
  const bytes = Buffer.from(kuboBytes(300_000, "tus"));
  await new Promise<void>((resolve, reject) => {
    new Upload(bytes, {
      endpoint: `${pinata.uploadsUrl}/files`,
      headers: authorization,
      chunkSize: 100_000,
      metadata: {
        filename: "größe.ogg",
        filetype: "audio/ogg",
        network: "private",
        keyvalues: '{"by":"tus"}',
      },
      onSuccess: () => resolve(),
      onError: reject,
    }).start();
  });
  const { files } = await sdk.files.private.list().keyvalues({ by: "tus" });
  expect(files).toMatchObject([{ name: "größe.ogg", size: 300_000, mime_type: "audio/ogg" }]);
});

test("the last part is answered with the content id, and again when it is asked for again", async () => {
  const url = await createUpload(6);
  expect((await sendPart(url, 0, "abc")).headers.get("upload-cid")).toBeNull();
  const cid = (await sendPart(url, 3, "def")).headers.get("upload-cid");
  expect(cid).toMatch(/^bafkrei/);
  expect(await offsetOf(url)).toBe("6");
  expect((await sendPart(url, 6, "")).headers.get("upload-cid")).toBe(cid);
});

test("a part in the wrong place, form or size is refused and changes nothing", async () => {
  const url = await createUpload(6);
  await sendPart(url, 0, "abc");
  expect((await sendPart(url, 0, "abc")).status).toBe(409);
  expect((await sendPart(url, 3, "def", { "Content-Type": "text/plain" })).status).toBe(415);
  expect((await sendPart(url, 3, "defghi")).status).toBe(413);
  expect((await sendPart(url, 3, "def", { "Tus-Resumable": "0.2.2" })).status).toBe(412);
  expect((await sendPart(url, 3, "def", { Authorization: "" })).status).toBe(401);
  expect(await offsetOf(url)).toBe("3");
});

test("an upload that was given up is gone", async () => {
  const url = await createUpload(6);
  expect((await fetch(url, { method: "DELETE", headers: authorization })).status).toBe(204);
  expect((await sendPart(url, 0, "abcdef")).status).toBe(404);
});

test("after a restart uploads go on, full ones are finished, and files, links and content are there", async () => {
  const { cid } = await sdk.upload.private.file(textFile("before the restart"));
  const link = await sdk.gateways.private.createAccessLink({ cid, expires: 30 });
  const half = await createUpload(6);
  await sendPart(half, 0, "abc");
  // As a process leaves it that was killed between the last octet and the content id.
  const full = await createUpload(20, `keyvalues ${btoa('{"is":"full"}')}`);
  await appendFile(join(dataDir, "uploads", `${full.split("/").at(-1)}.part`), "killed too early 123");

  const port = Number(new URL(pinata.url).port);
  await pinata.close();
  pinata = await startPinata({ dataDir, port });

  expect(await (await fetch(link)).text()).toBe("before the restart");
  expect(await offsetOf(half)).toBe("3");
  expect((await sendPart(half, 3, "123")).headers.get("upload-cid")).toMatch(/^bafkrei/);
  expect(await offsetOf(full)).toBe("20");
  expect((await sdk.files.private.list().keyvalues({ is: "full" })).files).toMatchObject([{ size: 20 }]);
});
