import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Memory } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { recordAfresh, type Watch, watchPipeline } from "./pipeline-watch.ts";

let house: House;
let watch: Watch;
let rose: FamilyMember;

const hour = 3_600_000;
/** The next full hour, at which the schedule looks after old audio, and some hours more. */
const fullHour = (more = 0) => new Date((Math.ceil(Date.now() / hour) + more) * hour);

beforeAll(async () => {
  house = await openHouse();
  watch = watchPipeline(house);
  rose = await joinFamily(house);
});
afterAll(() => house?.close());
afterEach(() => house.mendVendors());

test("the temporary audio goes only after the pin was read back, and listening goes on from the pin", async () => {
  const present: boolean[] = [];
  const look = async (memoryId: string) =>
    present.push(await watch.hasTemporaryAudio(rose.familyId, memoryId));
  let reached = 0;
  let goOn = () => {};
  house.vendors.pinata.fault = ({ method, url }) => {
    // Begun, sent, and asked for again.
    if (method !== "POST" && method !== "PATCH" && !url.startsWith("/files/")) return undefined;
    reached += 1;
    return { kind: "hold", until: new Promise<void>((resolve) => (goOn = resolve)) };
  };
  const recording = recordAfresh();
  const { id } = await rose.upload(recording);
  for (let stop = 1; stop <= 4; stop += 1) {
    await waitUntil(() => reached >= stop, `Pinata is asked ${stop} times`);
    await look(id);
    expect((await watch.readRow(id))?.verified_at).toBeNull();
    expect(await listen(id)).toEqual(Buffer.from(recording.subarray(1000, 2000)));
    goOn();
  }
  house.vendors.pinata.fault = undefined;
  goOn();
  await waitForStatus(rose, id, "ready");
  await waitUntil(async () => !(await watch.hasTemporaryAudio(rose.familyId, id)), "the audio is tidied");
  expect(present).toEqual([true, true, true, true]);

  // Nothing of the pin was listened to yet, so none of it lies in a cache.
  house.vendors.pinata.fault = () => ({ kind: "cut-before" });
  const away = await rose.api(`/memories/${id}/audio`, { headers: { Range: "bytes=1000-1999" } });
  expect(away.status).toBe(503);
  expect(Number(away.headers.get("Retry-After"))).toBeGreaterThan(0);
  const { code, detail } = (await away.json()) as { code: string; detail: string };
  expect(code).toBe("recording.away");
  expect(detail).toMatch(/recording is safe.*try again/);

  house.vendors.pinata.fault = undefined;
  expect(await listen(id)).toEqual(Buffer.from(recording.subarray(1000, 2000)));
});

test.for([
  { step: "transcribe", piece: "/audio/transcriptions" },
  { step: "pin", piece: "/chat/completions" },
])(
  "audio that is missing when it comes to $step ends the work, and its owner is told",
  async ({ step, piece }) => {
    house.vendors.openai.fault = ({ url }) =>
      url.includes(piece) ? { kind: "answer", status: 500, body: "{}" } : undefined;
    const { id } = await rose.upload(recordAfresh());
    await watch.waitUntilPostponed(id);
    house.vendors.openai.fault = undefined;
    await watch.removeTemporaryAudio(rose.familyId, id);
    await watch.hurryUntil(id, "failed");
    const { failure } = await rose.json<Memory>(`/memories/${id}`);
    expect(failure).toMatchObject({ code: "recording.missing", stage: step, retryable: false });
    expect(await watch.listNotifications(id)).toMatchObject([
      { kind: "memory.failed", user_id: rose.userId },
    ]);
    expect((await rose.api(`/memories/${id}/retry`, { method: "POST" })).status).toBe(409);

    const begun = watch.logsOf(id).length;
    await house.query("update memory set wake_at = now() - interval '2 minutes' where id = $1", [id]);
    await house.worker.runSchedule();
    await watch.wake("enrichment", id);
    await watch.wake("pinning", id);
    // Another memory goes the whole way behind those calls.
    await waitForStatus(rose, (await rose.upload(recordAfresh())).id, "ready");
    expect(watch.logsOf(id).filter(({ event }) => event.startsWith("step.")).length).toBeLessThan(begun);
    expect(await watch.readRow(id)).toMatchObject({ status: "failed", attempts: 0 });
  },
);

test("a recording in which nobody speaks fails kindly, and its audio goes after thirty days", async () => {
  const { id } = await rose.upload(silence(3));
  const { failure } = await waitForStatus(rose, id, "failed");
  expect(failure).toMatchObject({ code: "recording.empty", stage: "transcribe", retryable: false });
  expect(failure?.detail).toMatch(/heard nobody speak/);

  await house.query("update memory set updated_at = now() - interval '29 days' where id = $1", [id]);
  await house.worker.runSchedule(fullHour());
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);

  await house.query("update memory set updated_at = now() - interval '31 days' where id = $1", [id]);
  await house.worker.runSchedule(new Date(fullHour().getTime() + 60_000));
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);

  await house.worker.runSchedule(fullHour());
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(false);
  const seen = await rose.json<Memory>(`/memories/${id}`);
  expect(seen).toMatchObject({ status: "failed", failure: { code: "recording.empty", retryable: false } });
  expect((await rose.api(`/memories/${id}/audio`)).status).toBe(404);
});

test("audio that belongs to no memory is swept after two days, and no other", async () => {
  const bucket = await watch.openBucket();
  const orphan = `recordings/${rose.familyId}/018f2f00-0000-7000-8000-00000000dead`;
  await bucket.put(orphan, "left behind");
  house.vendors.openai.fault = () => ({
    kind: "answer",
    status: 429,
    headers: { "Retry-After": "3600" },
    body: "{}",
  });
  const waiting = await rose.upload(recordAfresh());
  await watch.waitUntilPostponed(waiting.id);

  await house.worker.runSchedule(fullHour(46));
  expect(await bucket.head(orphan)).not.toBeNull();
  await house.worker.runSchedule(fullHour(49));
  expect(await bucket.head(orphan)).toBeNull();
  expect(await watch.hasTemporaryAudio(rose.familyId, waiting.id)).toBe(true);
  house.vendors.openai.fault = undefined;
  await watch.hurryUntil(waiting.id, "ready");
});

/** So many seconds of nothing, 16 kHz mono: the shape of a recording whose sound was taken out. */
function silence(seconds: number): Uint8Array {
  const file = Buffer.from(recordAfresh().subarray(0, 44 + seconds * 32_000)).fill(0, 44);
  file.writeUInt32LE(file.length - 8, 4);
  file.writeUInt32LE(file.length - 44, 40);
  return file;
}

async function listen(memoryId: string): Promise<Buffer> {
  const audio = await rose.api(`/memories/${memoryId}/audio`, { headers: { Range: "bytes=1000-1999" } });
  expect(audio.status).toBe(206);
  return Buffer.from(await audio.arrayBuffer());
}
