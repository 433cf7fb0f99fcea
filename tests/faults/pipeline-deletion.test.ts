import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Memory } from "../../core/schemas.ts";
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

test.for([
  ["is heard", "openai", "POST", "/audio/transcriptions"],
  ["is read", "openai", "POST", "/chat/completions"],
  ["is sent to the vendor", "pinata", "PATCH", "/v3/files/"],
  ["is read back", "pinata", "GET", "/files/"],
] as const)("a memory deleted while it %s never comes back", async ([, vendor, method, piece]) => {
  const { until, release } = holdUntilReleased();
  house.vendors[vendor].fault = (asked) =>
    asked.method === method && asked.url.includes(piece) && !asked.url.includes("/private")
      ? { kind: "hold", until }
      : undefined;
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => countSeen(house.vendors[vendor], method, piece), "the step is at work");
  expect(await removeMemory(id)).toBe(204);
  await expectGone(id);
  release();
  const { cid } = await waitUntilErased(id);
  await expectGone(id);
  expect(await watch.listPins(cid)).toEqual([]);
  expect(watch.logsOf(id, "memory.ready")).toEqual([]);
  expect(watch.logsOf(id, "mail.sent")).toEqual([]);
});

test("a memory deleted while it waits for another try is erased without that pause", async () => {
  house.vendors.openai.fault = () => ({
    kind: "answer",
    status: 429,
    headers: { "Retry-After": "3600" },
    body: "{}",
  });
  const { id } = await rose.upload(recordAfresh());
  await watch.waitUntilPostponed(id);
  expect(await removeMemory(id)).toBe(204);
  await waitUntilErased(id);
});

test("a pin whose answer was lost is removed with its memory", async () => {
  house.vendors.pinata.fault = ({ method }) => (method === "PATCH" ? { kind: "lose-answer" } : undefined);
  const { id } = await rose.upload(recordAfresh());
  const row = await watch.waitUntilPostponed(id);
  expect(row).toMatchObject({ status: "pinning", pin_vendor_id: null });
  expect(await watch.listPins(row.cid)).toHaveLength(1);
  await removeMemory(id);
  await waitUntilErased(id);
  expect(await watch.listPins(row.cid)).toEqual([]);
});

test("a pinning vendor that is away delays the erasing, and nobody sees the memory meanwhile", async () => {
  const { id } = await rose.upload(recordAfresh());
  const { pin } = await waitForStatus(rose, id, "ready");
  house.vendors.pinata.fault = () => ({ kind: "answer", status: 503, body: "{}" });
  await removeMemory(id);
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
  await removeMemory(id);
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

  await removeMemory(hers.id);
  await waitUntilErased(hers.id);
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  const audio = await ben.api(`/memories/${his.id}/audio`);
  expect(Buffer.from(await audio.arrayBuffer()).equals(Buffer.from(recording))).toBe(true);

  expect((await ben.api(`/memories/${his.id}`, { method: "DELETE" })).status).toBe(204);
  await waitUntilErased(his.id);
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
  await house.query("update memory set deleted_at = now() where id = any($1)", [[one.id, two.id]]);
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
  await removeMemory(id);
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

async function removeMemory(memoryId: string): Promise<number> {
  return (await rose.api(`/memories/${memoryId}`, { method: "DELETE" })).status;
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
