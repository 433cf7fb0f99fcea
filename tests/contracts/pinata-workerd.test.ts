import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { startPinata } from "../../local/pinata/server.ts";
import { bundleForWorkerd, runInWorkerd } from "./workerd.ts";

const seenSchema = z.looseObject({ own: z.looseObject({ cid: z.string() }), pin: z.looseObject({}) });

let dataDir: string;
let pinata: Awaited<ReturnType<typeof startPinata>>;
let worker: Miniflare;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "memoryvault-pinata-"));
  pinata = await startPinata({ dataDir });
  worker = runInWorkerd(await bundleForWorkerd("./pinata-worker.ts"), { VENDOR_URL: pinata.url });
});
afterAll(async () => {
  await worker.dispose();
  await pinata.close();
  await rm(dataDir, { recursive: true });
});

test("in the Worker's own runtime a recording is pinned, found, read and removed", async () => {
  const response = await fetch(await worker.ready);
  const seen = seenSchema.parse(await response.json());
  const bytes = 9 * 1024 * 1024;
  const sha256 = createHash("sha256").update(Buffer.alloc(bytes, 7)).digest("hex");
  const own = { cid: expect.stringMatching(/^bafybei/), sha256, bytes, profile: "unixfs-v1-2025" };
  expect(seen).toMatchObject({ own, progress: [8 * 1024 * 1024, bytes], part: [7, 7, 7, 7], after: null });
  expect(seen).toMatchObject({ pin: { cid: seen.own.cid, bytes }, found: seen.pin, back: seen.own });
});
