import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Memory, Transcript } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import {
  asksFor,
  countSeen,
  holdUntilReleased,
  recordAfresh,
  type Watch,
  watchPipeline,
} from "./pipeline-watch.ts";

let house: House;
let watch: Watch;
let rose: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  watch = watchPipeline(house);
  rose = await joinFamily(house);
});
afterAll(() => house?.close());
afterEach(() => house.mendVendors());

const steps = [
  ["is heard", "openai", "POST", "/audio/transcriptions"],
  ["is read", "openai", "POST", "/chat/completions"],
  ["is sent to the vendor", "pinata", "PATCH", "/v3/files/"],
  ["is read back", "pinata", "GET", "/files/"],
] as const;

test.for(steps)("a memory deleted for good while it %s never comes back", async (step) => {
  const { id, release } = await uploadAndHold(step);
  expect(await removeMemory(id, "forever")).toBe(204);
  await expectGone(id);
  release();
  const { cid } = await waitUntilErased(id);
  await expectGone(id);
  expect(await watch.listPins(cid)).toEqual([]);
  expect(watch.logsOf(id, "memory.ready")).toEqual([]);
  expect(watch.logsOf(id, "mail.sent")).toEqual([]);
});

test.for(steps)(
  "a memory deleted while it %s rests as it is, and goes on when it is restored",
  async (step) => {
    const { id, recording, release } = await uploadAndHold(step);
    expect(await removeMemory(id)).toBe(204);
    await expectGone(id);
    release();
    await waitUntil(async () => (await watch.readRow(id))?.lease_id === null, "nobody works on it");
    await house.worker.runSchedule();
    expect(await watch.listNotifications(id)).toEqual([]);
    expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);
    await expectGone(id);
    await restoreMemory(id);
    await expectWhole(id, recording);
    expect(await watch.listNotifications(id)).toMatchObject([{ kind: "memory.ready" }]);
  },
);

test("a memory restored before its step has ended loses nothing of it", async () => {
  const { id, recording, release } = await uploadAndHold(steps[0]);
  await removeMemory(id);
  await restoreMemory(id);
  release();
  await expectWhole(id, recording);
  expect(countSeen(house.vendors.openai, "POST", "/audio/transcriptions")).toBe(1);
});

test("a memory that was deleted and restored when it was ready plays as before", async () => {
  const recording = recordAfresh();
  const { id } = await rose.upload(recording);
  const { version, ...before } = await waitForStatus(rose, id, "ready");
  await waitUntil(async () => (await watch.readRow(id))?.object_key === null, "the audio is tidied");
  const told = await rose.json<{ version: number }>(`/memories/${id}`);
  await removeMemory(id);
  await house.worker.runSchedule();
  const { version: after, updatedAt: _, ...restored } = await restoreMemory(id);
  expect(restored).toEqual({ ...before, updatedAt: undefined, ...restored });
  expect(after).toBeGreaterThan(Math.max(version, told.version));
  await expectWhole(id, recording);
});

test("a memory deleted thirty days ago is swept away, and can be restored no more", async () => {
  const { id } = await rose.upload(recordAfresh());
  const { pin } = await waitForStatus(rose, id, "ready");
  await removeMemory(id);
  await house.query(
    "update memory set deleted_at = now() - interval '30 days', erase_at = now() where id = $1",
    [id],
  );
  const refused = await rose.api(`/memories/${id}/restore`, { method: "POST" });
  expect(refused.status).toBe(404);
  await house.query("update memory set wake_at = now() - interval '2 minutes' where id = $1", [id]);
  await house.worker.runSchedule();
  await waitUntilErased(id);
  expect(await watch.listPins(pin?.cid)).toEqual([]);
});

test("the unfinished recording of a deleted memory outlives the sweeping of orphans", async () => {
  house.vendors.openai.fault = () => ({ kind: "answer", status: 400, body: "{}" });
  const recording = recordAfresh();
  const { id } = await rose.upload(recording);
  await waitForStatus(rose, id, "failed");
  await removeMemory(id);
  const hour = 3_600_000;
  await house.worker.runSchedule(new Date((Math.ceil(Date.now() / hour) + 72) * hour));
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);
  house.mendVendors();
  await restoreMemory(id);
  expect(await watch.readRow(id)).toMatchObject({ status: "failed" });
});

test("a memory deleted for good while it waits for another try is erased without that pause", async () => {
  house.vendors.openai.fault = () => ({
    kind: "answer",
    status: 429,
    headers: { "Retry-After": "3600" },
    body: "{}",
  });
  const { id } = await rose.upload(recordAfresh());
  await watch.waitUntilPostponed(id);
  expect(await removeMemory(id, "forever")).toBe(204);
  await waitUntilErased(id);
});

test("a pin whose answer was lost is removed with its memory", async () => {
  house.vendors.pinata.fault = ({ method }) => (method === "PATCH" ? { kind: "lose-answer" } : undefined);
  const { id } = await rose.upload(recordAfresh());
  const row = await watch.waitUntilPostponed(id);
  expect(row).toMatchObject({ status: "pinning", pin_vendor_id: null });
  expect(await watch.listPins(row.cid)).toHaveLength(1);
  await removeMemory(id, "forever");
  await waitUntilErased(id);
  expect(await watch.listPins(row.cid)).toEqual([]);
});

test("a pinning vendor that is away delays the erasing, and nobody sees the memory meanwhile", async () => {
  const { id } = await rose.upload(recordAfresh());
  const { pin } = await waitForStatus(rose, id, "ready");
  house.vendors.pinata.fault = () => ({ kind: "answer", status: 503, body: "{}" });
  await removeMemory(id, "forever");
  await waitUntil(() => watch.logsOf(id, "step.postponed").length, "the erasing is put off");
  await expectGone(id);
  house.vendors.pinata.fault = undefined;
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  await house.query("update memory set wake_at = now() - interval '2 minutes' where id = $1", [id]);
  await house.worker.runSchedule();
  await waitUntilErased(id);
  expect(await watch.listPins(pin?.cid)).toEqual([]);
});

test("a worker killed while it erases leaves the rest to the next", async () => {
  const { id } = await rose.upload(recordAfresh());
  const { pin } = await waitForStatus(rose, id, "ready");
  house.vendors.pinata.fault = ({ method }) => (method === "DELETE" ? { kind: "hang" } : undefined);
  await removeMemory(id, "forever");
  await waitUntil(() => countSeen(house.vendors.pinata, "DELETE", "/v3/files/"), "it is being erased");
  await house.restart();
  house.vendors.pinata.fault = undefined;
  await expectGone(id);
  await watch.letLeaseRunOut(id);
  await waitUntilErased(id);
  expect(await watch.listPins(pin?.cid)).toEqual([]);
});

test("two memories of the same recording share a pin, and the last one takes it along", async () => {
  const recording = recordAfresh();
  const ben = await joinFamily(house, "Ben Novak");
  const [hers, his] = [await rose.upload(recording), await ben.upload(recording)];
  const { pin } = await waitForStatus(rose, hers.id, "ready");
  await waitForStatus(ben, his.id, "ready");
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);

  await removeMemory(hers.id, "forever");
  await waitUntilErased(hers.id);
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  const audio = await ben.api(`/memories/${his.id}/audio`);
  expect(Buffer.from(await audio.arrayBuffer()).equals(Buffer.from(recording))).toBe(true);

  expect((await ben.api(`/memories/${his.id}?forever=true`, { method: "DELETE" })).status).toBe(204);
  await waitUntilErased(his.id);
  expect(await watch.listPins(pin?.cid)).toEqual([]);
});

test("a memory that can still be restored keeps the pin that it shares with one that is erased", async () => {
  const recording = recordAfresh();
  const [one, two] = [await rose.upload(recording), await rose.upload(recording)];
  const { pin } = await waitForStatus(rose, one.id, "ready");
  await waitForStatus(rose, two.id, "ready");
  await removeMemory(one.id);
  await removeMemory(two.id, "forever");
  await waitUntilErased(two.id);
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  await restoreMemory(one.id);
  await expectWhole(one.id, recording);
  await removeMemory(one.id);
  expect(await removeMemory(one.id, "forever")).toBe(204);
  await waitUntilErased(one.id);
  expect(await watch.listPins(pin?.cid)).toEqual([]);
});

test("two memories of the same recording that are erased at once leave no pin behind", async () => {
  const recording = recordAfresh();
  const [one, two] = [await rose.upload(recording), await rose.upload(recording)];
  const { pin } = await waitForStatus(rose, one.id, "ready");
  await waitForStatus(rose, two.id, "ready");
  await waitUntil(async () => !(await watch.hasTemporaryAudio(rose.familyId, two.id)), "the audio is tidied");
  const { until, release } = holdUntilReleased();
  let held = false;
  house.vendors.database.fault = (asked) => {
    if (!asksFor(asked, 'delete from "memory"') || !asked.body.includes(one.id)) return undefined;
    held = true;
    return { kind: "hold", until };
  };
  // Both at the same moment, with nobody at work yet.
  await house.query("update memory set deleted_at = now(), erase_at = now() where id = any($1)", [
    [one.id, two.id],
  ]);
  await watch.wake("pinning", one.id);
  await waitUntil(() => held, "the last row of the first is about to go");
  // By the other queue, so that it doesn't wait for the first.
  await watch.wake("pinning", two.id, "ENRICHMENT");
  await waitUntilErased(two.id);
  release();
  await waitUntilErased(one.id);
  expect(await watch.listPins(pin?.cid)).toEqual([]);
});

test("a recording that comes again while its pin is being removed is kept anew", async () => {
  const recording = recordAfresh();
  const { id } = await rose.upload(recording);
  const { pin } = await waitForStatus(rose, id, "ready");
  const { until, release } = holdUntilReleased();
  house.vendors.pinata.fault = ({ method }) => (method === "DELETE" ? { kind: "hold", until } : undefined);
  await removeMemory(id, "forever");
  await waitUntil(() => countSeen(house.vendors.pinata, "DELETE", "/v3/files/"), "the pin is being removed");

  const again = await rose.upload(recording);
  await waitUntil(async () => (await watch.readRow(again.id))?.status === "pinning", "it is to be pinned");
  // By the other queue, so that it doesn't wait for the erasing.
  await watch.wake("pinning", again.id, "ENRICHMENT");
  await waitUntil(() => watch.logsOf(again.id).some(({ step }) => step === "pin"), "its pinning was tried");
  release();
  await waitUntilErased(id);
  await watch.hurryUntil(again.id, "ready");
  expect(watch.logsOf(again.id, "step.postponed")).toMatchObject([{ code: "pin.leaving" }]);
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  const audio = await rose.api(`/memories/${again.id}/audio`);
  expect(Buffer.from(await audio.arrayBuffer()).equals(Buffer.from(recording))).toBe(true);
});

/** Uploads a recording whose way stops at a step until it is let go. */
async function uploadAndHold([, vendor, method, piece]: (typeof steps)[number]) {
  const { until, release } = holdUntilReleased();
  house.vendors[vendor].fault = (asked) =>
    asked.method === method && asked.url.includes(piece) && !asked.url.includes("/private")
      ? { kind: "hold", until }
      : undefined;
  const recording = recordAfresh();
  const { id } = await rose.upload(recording);
  await waitUntil(() => countSeen(house.vendors[vendor], method, piece), "the step is at work");
  return { id, recording, release };
}

async function removeMemory(memoryId: string, forever?: "forever"): Promise<number> {
  const query = forever ? "?forever=true" : "";
  return (await rose.api(`/memories/${memoryId}${query}`, { method: "DELETE" })).status;
}

function restoreMemory(memoryId: string): Promise<Memory> {
  return rose.json<Memory>(`/memories/${memoryId}/restore`, { method: "POST" });
}

/** Waits until a memory is ready, and sees that nothing of it was lost or made twice. */
async function expectWhole(memoryId: string, recording: Uint8Array): Promise<void> {
  const { pin } = await waitForStatus(rose, memoryId, "ready");
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  const audio = await rose.api(`/memories/${memoryId}/audio`);
  expect(Buffer.from(await audio.arrayBuffer()).equals(Buffer.from(recording))).toBe(true);
  const { segments } = await rose.json<Transcript>(`/memories/${memoryId}/transcript.json`);
  expect(segments).not.toEqual([]);
}

async function expectGone(memoryId: string): Promise<void> {
  for (const path of ["", "/transcript.json", "/audio"]) {
    expect([path, (await rose.api(`/memories/${memoryId}${path}`)).status]).toEqual([path, 404]);
  }
  const { items } = await rose.json<{ items: Memory[] }>(`/families/${rose.familyId}/memories?limit=100`);
  expect(items.map(({ id }) => id)).not.toContain(memoryId);
}

/** Waits until no row of a memory is left, and answers its content id, if it had come to one. */
async function waitUntilErased(memoryId: string): Promise<{ cid: unknown }> {
  let cid: unknown;
  await waitUntil(async () => {
    const row = await watch.readRow(memoryId);
    cid = row?.cid ?? cid;
    return !row;
  }, "the memory is erased");
  const left = await house.query(
    `select 1 from transcript where memory_id = $1 union all select 1 from transcript_part where memory_id = $1
       union all select 1 from notification where memory_id = $1`,
    [memoryId],
  );
  expect(left).toEqual([]);
  const { objects } = await (await watch.openBucket()).list();
  expect(objects.filter(({ key }) => key.endsWith(memoryId))).toEqual([]);
  return { cid };
}
