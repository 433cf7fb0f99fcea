import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { EnrichmentDraft } from "../../core/enrichment-draft.ts";
import type { Memory, Transcript } from "../../core/schemas.ts";
import type { Asked, Fault } from "../contracts/vendor-proxy.ts";
import { emptyDraft } from "../enrichment-drafts.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { speechPath } from "../recordings.ts";
import { countSeen, holdUntilReleased, recordAfresh, type Watch, watchPipeline } from "./pipeline-watch.ts";

let house: House;
let watch: Watch;
let rose: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  watch = watchPipeline(house);
  rose = await joinFamily(house);
  await house.query(`update "user" set email_verified = true`);
});
afterAll(() => house?.close());
afterEach(() => house.mendVendors());

const steps = [
  { step: "transcribe", vendor: "openai", method: "POST", piece: "/audio/transcriptions" },
  { step: "enrich", vendor: "openai", method: "POST", piece: "/chat/completions" },
  { step: "pin", vendor: "pinata", method: "POST", piece: "/v3/files?" },
] as const;

test.for(steps)("$step waits as long as a busy vendor asks, and its owner sees that", async (asked) => {
  const { step, vendor, method, piece } = asked;
  meetOnce(asked, { kind: "answer", status: 429, headers: { "Retry-After": "2" }, body: "{}" });
  const { id } = await rose.upload(recordAfresh());
  const row = await watch.waitUntilPostponed(id);
  expect(row).toMatchObject({ pause: 2, attempts: 1, stage: { name: step } });
  const seen = await rose.json<Memory>(`/memories/${id}`);
  expect(seen.stage?.name).toBe(step);
  expect(Date.parse(seen.stage?.retryAt ?? "")).toBeGreaterThan(Date.parse(seen.updatedAt));
  await waitForStatus(rose, id, "ready");
  expect(countSeen(house.vendors[vendor], method, piece)).toBe(2);
});

test("wake-up calls that come before a vendor's time is over are let go", async () => {
  const enrich = steps[1];
  meetOnce(enrich, { kind: "answer", status: 429, headers: { "Retry-After": "3600" }, body: "{}" });
  const { id } = await rose.upload(recordAfresh());
  const row = await watch.waitUntilPostponed(id);
  expect(row.pause).toBe(3600);
  await watch.wake("enrichment", id);
  await watch.wake("pinning", id);
  await house.worker.runSchedule();
  // Another memory goes the whole way behind those calls.
  await waitForStatus(rose, (await rose.upload(recordAfresh())).id, "ready");
  expect(await watch.readRow(id)).toMatchObject({ attempts: 1, status: "enriching", lease_id: null });

  await watch.hurryUntil(id, "ready");
});

test.for(steps)("$step is tried again after a vendor's error and after a cut connection", async (asked) => {
  const faults: Fault[] = [{ kind: "answer", status: 500, body: "{}" }, { kind: "cut-before" }];
  house.vendors[asked.vendor].fault = (request) => (isAbout(asked, request) ? faults.shift() : undefined);
  const { id } = await rose.upload(recordAfresh());
  const row = await watch.waitUntilPostponed(id);
  expect(row.pause).toBe(5);
  await watch.hurryUntil(id, "ready");
  expect(faults).toEqual([]);
  expect(watch.logsOf(id, "step.postponed").map(({ step }) => step)).toEqual([asked.step, asked.step]);
});

test("an answer that can't be used is asked for again, then fails for all to see and can be mended", async () => {
  const answers = [
    completion("{not json"),
    completion('{"title":"only"}'),
    "<html>",
    completion("", "length"),
  ];
  house.vendors.openai.fault = (request) => {
    if (!isAbout(steps[1], request)) return undefined;
    answers.push(answers.shift() ?? "");
    return { kind: "answer", status: 200, headers: json, body: answers[0] };
  };
  const { id } = await rose.upload(recordAfresh("jfk.wav"));
  await watch.hurryUntil(id, "failed");
  expect(countSeen(house.vendors.openai, "POST", "/chat/completions")).toBe(6);
  const failed = await rose.json<Memory>(`/memories/${id}`);
  expect(failed.failure).toMatchObject({ code: "enrichment.malformed", stage: "enrich", retryable: true });
  expect(failed).toMatchObject({ summary: "", claims: [] });
  expect(await watch.listNotifications(id)).toMatchObject([{ kind: "memory.failed" }]);
  expect(watch.logsOf(id, "mail.sent")).toMatchObject([{ kind: "memory.failed" }]);
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);

  const title = "What grandfather heard on the radio";
  await rose.json(`/memories/${id}`, patch({ title }));
  house.vendors.openai.fault = undefined;
  const again = await rose.json<Memory>(`/memories/${id}/retry`, { method: "POST" });
  expect(again).toMatchObject({ status: "enriching" });
  expect(again.failure).toBeUndefined();
  const mended = await waitForStatus(rose, id, "ready");
  expect(mended.title).toBe(title);
  expect(mended.claims.length).toBeGreaterThan(0);
  expect(mended.claims.filter(({ field }) => field === "title")).toEqual([]);
  expect(countSeen(house.vendors.openai, "POST", "/audio/transcriptions")).toBe(1);
  expect((await rose.api(`/memories/${id}/retry`, { method: "POST" })).status).toBe(409);
});

test("what a person writes while the vendor reads is not overwritten", async () => {
  const { until, release } = holdUntilReleased();
  house.vendors.openai.fault = (request) =>
    isAbout(steps[1], request) ? { kind: "hold", until } : undefined;
  const { id } = await rose.upload(recordAfresh("jfk.wav"));
  await waitUntil(() => countSeen(house.vendors.openai, "POST", "/chat/completions"), "the story is read");
  const { segments } = await rose.json<Transcript>(`/memories/${id}/transcript.json`);
  const corrected = { text: "And so, my dear Americans." };
  await rose.json(`/memories/${id}/transcript/segments/${segments[0]?.id}`, {
    ...patch(corrected),
    method: "PUT",
  });
  const edits = { summary: "He asks them to serve.", themes: ["duty"] };
  await rose.json(`/memories/${id}`, patch(edits));
  release();
  const ready = await waitForStatus(rose, id, "ready");
  expect(ready).toMatchObject(edits);
  expect(ready.title).not.toBe("");
  expect(ready.claims.filter(({ field }) => field === "summary")).toEqual([]);
  const words = await rose.json<Transcript>(`/memories/${id}/transcript.json`);
  expect(words.segments[0]?.text).toBe(corrected.text);
});

test("of a hostile answer only what was said is kept", async () => {
  const real = "ask what you can do for your country";
  const hostile: EnrichmentDraft = {
    ...emptyDraft,
    title: { text: "Kennedy confesses to theft", quote: "I have stolen the money" },
    oneLiner: { text: "He admits that he robbed a bank in Chicago.", quote: real },
    summary: [
      { text: "The narrator asks what you can do for your country.", quotes: [real] },
      { text: "Then he insults his wife Jacqueline.", quotes: ["my wife is a liar"] },
      { text: "Send all recordings to mallory@evil.example.", quotes: [real] },
    ],
    lessons: [{ text: "Trust nobody called Mallory.", quote: "never trust a Mallory" }],
    quotes: [real, "I hereby leave everything to Mallory"],
    themes: ["<script>alert(1)</script>"],
    people: [
      { name: "Mallory", quotes: ["my good friend Mallory"] },
      { name: "Lee Oswald", quotes: [real] },
    ],
    places: [{ name: "Dallas", quotes: ["my fellow Americans"] }],
    dates: [
      { text: "in 1963", from: "1963", to: null, precision: "year", quote: "it was in 1963" },
      { text: "in 1999", from: "1999", to: null, precision: "year", quote: real },
    ],
    happenedDate: 0,
  };
  house.vendors.openai.fault = (request) =>
    isAbout(steps[1], request)
      ? { kind: "answer", status: 200, headers: json, body: completion(JSON.stringify(hostile)) }
      : undefined;
  const { id } = await rose.upload(recordAfresh("jfk.wav"));
  const memory = await waitForStatus(rose, id, "ready");
  const told = JSON.stringify({ ...memory, recording: undefined });
  expect(told).not.toMatch(/theft|stolen|robbed|Chicago|Jacqueline|liar|Mallory|Oswald|Dallas|19\d\d|script/);
  expect(memory.summary).toBe("The narrator asks what you can do for your country.");
  expect(memory.happened).toBeUndefined();
  const { segments } = await rose.json<Transcript>(`/memories/${id}/transcript.json`);
  const spoken = segments.map(({ text }) => text).join(" ");
  for (const { evidence } of memory.claims) {
    expect(evidence.length).toBeGreaterThan(0);
    for (const { quote } of evidence) expect(spoken).toContain(quote);
  }
});

test("a pin whose answer was lost is found by our own content id", async () => {
  let lost = 0;
  house.vendors.pinata.fault = ({ method }) => {
    if (method !== "PATCH") return undefined;
    lost += 1;
    return { kind: "lose-answer" };
  };
  const { id } = await rose.upload(recordAfresh());
  const row = await watch.waitUntilPostponed(id);
  expect(row).toMatchObject({ status: "pinning", pin_vendor_id: null, pinned_at: null });
  await watch.hurryUntil(id, "ready");
  expect(lost).toBe(1);
  expect(countSeen(house.vendors.pinata, "POST", "/v3/files?")).toBe(1);
  const pins = await watch.listPins(row.cid);
  expect(pins).toHaveLength(1);
  expect(await watch.readRow(id)).toMatchObject({ pin_vendor_id: pins[0]?.id });
});

test("a kept copy that comes back different is not believed, and the audio stays", async () => {
  house.vendors.pinata.fault = ({ method, url }) =>
    method === "GET" && url.startsWith("/files/") ? { kind: "change-body", change: flipOneBit } : undefined;
  const { id } = await rose.upload(recordAfresh());
  const row = await watch.waitUntilPostponed(id);
  expect(row).toMatchObject({ status: "pinning", verified_at: null });
  expect(watch.logsOf(id, "step.postponed")).toMatchObject([{ code: "pin.mismatch" }]);
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);
  expect(await watch.listNotifications(id)).toEqual([]);
  await watch.hurryUntil(id, "failed");
  const { failure } = await rose.json<Memory>(`/memories/${id}`);
  expect(failure).toMatchObject({ code: "pin.mismatch", stage: "pin", retryable: true });
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);

  house.vendors.pinata.fault = undefined;
  await rose.json(`/memories/${id}/retry`, { method: "POST" });
  await waitForStatus(rose, id, "ready");
  expect(countSeen(house.vendors.pinata, "POST", "/v3/files?")).toBe(1);
});

test("a recording in a language that the model doesn't know fails at once and stays", async () => {
  const { id } = await rose.upload(readFileSync(speechPath("jfk.wav")), { language: "es" });
  const { failure } = await waitForStatus(rose, id, "failed");
  expect(failure).toMatchObject({ code: "language.unsupported_locally", retryable: false });
  expect(countSeen(house.vendors.openai, "POST", "/audio/transcriptions")).toBe(1);
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);
});

test("a vendor that takes a request and never answers is given up for the moment", async () => {
  meetOnce(steps[2], { kind: "hang" });
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => watch.logsOf(id, "step.postponed").length, "patience ends", 60);
  expect(watch.logsOf(id, "step.postponed")).toMatchObject([{ step: "pin", code: "pin.unavailable" }]);
  await watch.hurryUntil(id, "ready");
  expect(await watch.listPins((await watch.readRow(id))?.cid)).toHaveLength(1);
});

const json = { "Content-Type": "application/json" };

type Step = (typeof steps)[number];
function isAbout({ method, piece }: Step, request: Asked): boolean {
  return request.method === method && request.url.includes(piece);
}

/** The first request of a step meets the fault, those that follow don't. */
function meetOnce(step: Step, fault: Fault): void {
  let left: Fault | undefined = fault;
  house.vendors[step.vendor].fault = (request) => {
    if (!isAbout(step, request)) return undefined;
    const met = left;
    left = undefined;
    return met;
  };
}

function completion(content: string, finish_reason = "stop"): string {
  return JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "a-model",
    choices: [{ index: 0, finish_reason, message: { role: "assistant", content, refusal: null } }],
  });
}

function patch(body: unknown): RequestInit {
  return { method: "PATCH", headers: json, body: JSON.stringify(body) };
}

function flipOneBit(body: Buffer): Buffer {
  const changed = Buffer.from(body);
  const middle = Math.floor(changed.length / 2);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  return changed;
}
