import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Memory } from "../../core/schemas.ts";
import type { Asked } from "../contracts/vendor-proxy.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { asksFor, countSeen, recordAfresh, type Watch, watchPipeline } from "./pipeline-watch.ts";

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

interface Place {
  vendor: keyof House["vendors"];
  status: string;
  isHere: (asked: Asked) => boolean;
}
const places: Record<string, Place> = {
  "hears a recording": {
    vendor: "openai",
    status: "transcribing",
    isHere: ({ url }) => url.includes("/audio/transcriptions"),
  },
  "writes the words down": {
    vendor: "database",
    status: "transcribing",
    isHere: (asked) => asksFor(asked, 'insert into "transcript"'),
  },
  "reads a story": {
    vendor: "openai",
    status: "enriching",
    isHere: ({ url }) => url.includes("/chat/completions"),
  },
  "sends the octets": {
    vendor: "pinata",
    status: "pinning",
    isHere: ({ method }) => method === "PATCH",
  },
  "reads the kept copy back": {
    vendor: "pinata",
    status: "pinning",
    isHere: ({ url }) => url.startsWith("/files/"),
  },
  "tells that a memory is ready": {
    vendor: "database",
    status: "pinning",
    isHere: (asked) => asksFor(asked, '"verified_at" = '),
  },
  "tidies up behind a memory": {
    vendor: "database",
    status: "ready",
    isHere: (asked) => asksFor(asked, 'set "object_key" = ') || asksFor(asked, ', "object_key" = '),
  },
};

test.for(Object.entries(places))("a worker killed while it %s is made good", async ([, place]) => {
  const { vendor, status, isHere } = place;
  let arrived = false;
  house.vendors[vendor].fault = (asked) => {
    if (!isHere(asked)) return undefined;
    arrived = true;
    return { kind: "hang" };
  };
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => arrived, "the step is at work");
  expect(await watch.readRow(id)).toMatchObject({ status });
  await house.restart();
  house.vendors[vendor].fault = undefined;

  await watch.letLeaseRunOut(id);
  const { pin, title } = await waitForStatus(rose, id, "ready");
  await waitUntil(async () => !(await watch.hasTemporaryAudio(rose.familyId, id)), "the audio is tidied");
  await waitUntil(async () => (await watch.readRow(id))?.object_key === null, "the row knows it");
  expect(title).not.toBe("");
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  expect(await house.query("select 1 from transcript where memory_id = $1", [id])).toHaveLength(1);
  expect(await watch.listNotifications(id)).toMatchObject([{ kind: "memory.ready" }]);
  expect((await rose.api(`/memories/${id}/audio`)).status).toBe(200);
});

test("a lease that is alive is not taken over", async () => {
  let arrived = false;
  house.vendors.openai.fault = () => {
    arrived = true;
    return { kind: "hang" };
  };
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => arrived, "the recording is being heard");
  await house.restart();
  house.vendors.openai.fault = undefined;
  const before = await watch.readRow(id);
  await house.query("update memory set wake_at = now() - interval '2 minutes' where id = $1", [id]);
  await house.worker.runSchedule();
  await watch.wake("enrichment", id);
  // Another memory goes the whole way behind that call.
  await waitForStatus(rose, (await rose.upload(recordAfresh())).id, "ready");
  expect(await watch.readRow(id)).toMatchObject({ lease_id: before?.lease_id, attempts: 1 });

  await watch.letLeaseRunOut(id);
  await waitForStatus(rose, id, "ready");
});

test("a recording whose worker dies each time becomes a failure that its owner sees", async () => {
  let arrived = false;
  house.vendors.openai.fault = () => {
    arrived = true;
    return { kind: "hang" };
  };
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => arrived, "the recording is being heard");
  await house.restart();
  house.vendors.openai.fault = undefined;
  house.vendors.openai.seen.length = 0;
  // As if that had been the last of six deaths.
  await house.query("update memory set attempts = 6 where id = $1", [id]);
  await watch.letLeaseRunOut(id);
  const { failure } = await waitForStatus(rose, id, "failed");
  expect(failure).toMatchObject({ code: "pipeline.unfinished", stage: "transcribe", retryable: true });
  expect(countSeen(house.vendors.openai, "POST", "/")).toBe(0);
  expect(await watch.listNotifications(id)).toMatchObject([{ kind: "memory.failed" }]);
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);

  await rose.json<Memory>(`/memories/${id}/retry`, { method: "POST" });
  await waitForStatus(rose, id, "ready");
});
