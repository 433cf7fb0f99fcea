import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Memory, Transcript } from "../../core/schemas.ts";
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

test("a memory is heard anew from its kept copy, without a second pin, and stays readable meanwhile", async () => {
  const { id, words, pin } = await makeReady();
  let goOn = () => {};
  const until = new Promise<void>((resolve) => (goOn = resolve));
  house.vendors.openai.fault = () => ({ kind: "hold", until });
  house.vendors.openai.seen.length = 0;
  house.vendors.pinata.seen.length = 0;
  await begin(id, "transcribe");
  await waitUntil(() => countSeen(house.vendors.openai, "POST", "/audio/"), "it is heard again");
  expect(await rose.json<Memory>(`/memories/${id}`)).toMatchObject({ status: "transcribing", pin });
  expect(await readWords(id)).toEqual(words);
  expect((await rose.api(`/memories/${id}/audio`)).status).toBe(200);
  goOn();
  const again = await waitForStatus(rose, id, "ready");
  expect(again.pin).toEqual(pin);
  expect((await readWords(id)).segments.map(({ text }) => text)).toEqual(
    words.segments.map(({ text }) => text),
  );
  expect(countSeen(house.vendors.openai, "POST", "/chat/completions")).toBe(1);
  expect(house.vendors.pinata.seen.filter(({ method }) => method === "PATCH")).toEqual([]);
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  expect(await watch.listNotifications(id)).toHaveLength(1);
});

test("what a person corrected stays theirs, whatever is heard or read anew", async () => {
  const { id, words } = await makeReady();
  const [first] = words.segments;
  const put = await rose.api(
    `/memories/${id}/transcript/segments/${first?.id}`,
    asJson("PUT", "We baked bread."),
  );
  expect(put.status).toBe(200);
  const patched = await rose.api(`/memories/${id}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ title: "Bread" }),
  });
  expect(patched.status).toBe(200);
  await begin(id, "transcribe");
  expect(await waitForStatus(rose, id, "ready")).toMatchObject({ title: "Bread" });
  const { segments } = await readWords(id);
  expect(segments.find((segment) => segment.id === first?.id)).toMatchObject({
    text: "We baked bread.",
    start: first?.start,
    end: first?.end,
  });
});

test("a correction made while a recording is heard again is not lost", async () => {
  const { id, words } = await makeReady();
  const [first] = words.segments;
  let goOn = () => {};
  const until = new Promise<void>((resolve) => (goOn = resolve));
  let held = 0;
  house.vendors.database.fault = (asked) => {
    if (!asksFor(asked, 'insert into "transcript" ') || held++ > 0) return undefined;
    return { kind: "hold", until };
  };
  await begin(id, "transcribe");
  await waitUntil(() => held > 0, "the new words are about to be written");
  const put = await rose.api(
    `/memories/${id}/transcript/segments/${first?.id}`,
    asJson("PUT", "We baked bread."),
  );
  expect(put.status).toBe(200);
  goOn();
  await waitForStatus(rose, id, "ready");
  expect((await readWords(id)).segments.map(({ text }) => text)).toContain("We baked bread.");
});

test.for([
  ["hears it again", "openai", ({ url }: { url: string }) => url.includes("/audio/"), "transcribing"],
  ["reads it again", "openai", ({ url }: { url: string }) => url.includes("/chat/"), "enriching"],
] as const)("a worker killed while it %s is made good", async ([, vendor, isHere, status]) => {
  const { id, pin } = await makeReady();
  let arrived = false;
  house.vendors[vendor].fault = (asked) => {
    if (!isHere(asked)) return undefined;
    arrived = true;
    return { kind: "hang" };
  };
  await begin(id, status === "enriching" ? "enrich" : "transcribe");
  await waitUntil(() => arrived, "the step is at work");
  expect(await watch.readRow(id)).toMatchObject({ status });
  await house.restart();
  house.vendors[vendor].fault = undefined;
  await watch.letLeaseRunOut(id);
  expect((await waitForStatus(rose, id, "ready")).pin).toEqual(pin);
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
});

test("a vendor that is away leaves the earlier words, and trying again makes it good", async () => {
  const { id, words, summary } = await makeReady();
  house.vendors.openai.fault = () => ({ kind: "answer", status: 503, body: "{}" });
  await house.query("update memory set attempts = 0 where id = $1", [id]);
  await begin(id, "transcribe");
  await watch.waitUntilPostponed(id);
  // As if that had been the last try but one.
  await house.query("update memory set attempts = 5 where id = $1", [id]);
  await watch.hurryUntil(id, "failed");
  const failed = await rose.json<Memory>(`/memories/${id}`);
  expect(failed).toMatchObject({ failure: { stage: "transcribe", retryable: true }, summary });
  expect(await readWords(id)).toEqual(words);
  expect((await rose.api(`/memories/${id}/audio`)).status).toBe(200);
  house.vendors.openai.fault = undefined;
  await rose.json(`/memories/${id}/retry`, { method: "POST" });
  await waitForStatus(rose, id, "ready");
});

async function makeReady() {
  const { id } = await rose.upload(recordAfresh());
  const memory = await waitForStatus(rose, id, "ready");
  await waitUntil(async () => (await watch.readRow(id))?.object_key === null, "the audio is tidied");
  return { id, pin: memory.pin, summary: memory.summary, words: await readWords(id) };
}

const readWords = (id: string) => rose.json<Transcript>(`/memories/${id}/transcript.json`);

async function begin(id: string, from: "transcribe" | "enrich") {
  const answer = await rose.api(`/memories/${id}/reprocess`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ from }),
  });
  expect(answer.status).toBe(202);
}

function asJson(method: string, text: string): RequestInit {
  return { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text }) };
}
