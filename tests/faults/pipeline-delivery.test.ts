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
let ben: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  watch = watchPipeline(house);
  rose = await joinFamily(house, "Rose Miller");
  ben = await joinFamily(house, "Ben Miller");
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
    rose.familyId,
    ben.userId,
  ]);
  // Both are mailed at once.
  await house.query(`update "user" set email_verified = true`);
  await house.query(
    `insert into preference (user_id, telling) select id, '{"memory.ready": {"page": true, "mail": "at-once"}}' from "user"`,
  );
});
afterAll(() => house?.close());
afterEach(() => house.mendVendors());

test("wake-up calls that come twice, out of order and by the wrong queue change nothing", async () => {
  const quiet = await rose.upload(recordAfresh());
  const inOrder = await waitForStatus(rose, quiet.id, "ready");
  house.vendors.pinata.seen.length = 0;

  const { until, release } = holdUntilReleased();
  house.vendors.openai.fault = () => ({ kind: "hold", until });
  const { id } = await rose.upload(recordAfresh());
  for (const queue of ["PINNING", "ENRICHMENT", "PINNING", "ENRICHMENT"] as const) {
    for (const type of ["pinning", "enrichment"] as const) await watch.wake(type, id, queue);
  }
  release();
  const disordered = await waitForStatus(rose, id, "ready");
  await waitUntil(async () => !(await watch.hasTemporaryAudio(rose.familyId, id)), "the audio is tidied");

  expect(describe(disordered)).toEqual(describe(inOrder));
  expect((await readWords(id)).segments.map(({ text }) => text)).toEqual(
    (await readWords(quiet.id)).segments.map(({ text }) => text),
  );
  expect(await watch.listPins(disordered.pin?.cid)).toHaveLength(1);
  expect(countSeen(house.vendors.pinata, "POST", "/v3/files?")).toBe(1);
  const told = await watch.listNotifications(id);
  expect(told.map(({ user_id }) => user_id).sort()).toEqual([rose.userId, ben.userId].sort());
  expect(watch.logsOf(id, "mail.sent")).toHaveLength(2);
});

test("a message by the wrong queue does the step that the row waits for", async () => {
  house.vendors.openai.fault = () => ({ kind: "answer", status: 500, body: "{}" });
  const { id } = await rose.upload(recordAfresh());
  await watch.waitUntilPostponed(id);
  house.vendors.openai.fault = undefined;
  await house.query("update memory set wake_at = now() where id = $1", [id]);
  await watch.wake("enrichment", id, "PINNING");
  const { title, oneLiner } = await waitForStatus(rose, id, "ready");
  expect([title, oneLiner]).not.toContain("");
  expect((await readWords(id)).segments).not.toEqual([]);
});

test("a wake-up call for a memory that nobody has is done at once", async () => {
  const nobody = "018f2f00-0000-7000-8000-000000000000";
  await watch.wake("enrichment", nobody);
  await watch.wake("pinning", nobody);
  const { id } = await rose.upload(recordAfresh());
  await waitForStatus(rose, id, "ready");
  expect(house.logs.filter((line) => line.requestId === `wake-${nobody}`)).toEqual([]);
});

test("a pin whose row could not be written is found again, not made twice", async () => {
  cutDatabaseFrom('"pin_vendor_id" = ');
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => watch.logsOf(id, "message.retried").length, "the message comes back");
  house.vendors.database.fault = undefined;
  const stopped = await watch.readRow(id);
  expect(stopped).toMatchObject({ status: "pinning", pin_vendor_id: null });
  expect(await watch.listPins(stopped?.cid)).toHaveLength(1);
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);

  await watch.letLeaseRunOut(id);
  const { pin } = await waitForStatus(rose, id, "ready");
  expect(pin?.cid).toBe(stopped?.cid);
  expect(await watch.listPins(pin?.cid)).toHaveLength(1);
  expect(countSeen(house.vendors.pinata, "POST", "/v3/files?")).toBe(1);
});

test("words that were heard but not written down are heard again, with one result", async () => {
  cutDatabaseFrom('insert into "transcript"');
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => watch.logsOf(id, "message.retried").length, "the message comes back");
  house.vendors.database.fault = undefined;
  expect((await watch.readRow(id))?.status).toBe("transcribing");

  await watch.letLeaseRunOut(id);
  await waitForStatus(rose, id, "ready");
  expect(countSeen(house.vendors.openai, "POST", "/audio/transcriptions")).toBe(2);
  expect(await house.query("select 1 from transcript where memory_id = $1", [id])).toHaveLength(1);
});

test.for([
  ["the words were written down", 'insert into "transcript"'],
  ["the story was read", '"one_liner" = '],
  ["the memory became ready", '"verified_at" = '],
] as const)("when the database's answer that %s is lost, nothing is done twice", async ([, statement]) => {
  let lost = false;
  house.vendors.database.fault = (asked) => {
    if (lost || !asksFor(asked, statement)) return undefined;
    lost = true;
    return { kind: "lose-answer" };
  };
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => watch.logsOf(id, "message.retried").length, "the message comes back");
  // The lease was let go in the statement whose answer is lost: the next message may go on at once.
  await watch.letLeaseRunOut(id);
  await waitForStatus(rose, id, "ready");
  await waitUntil(async () => !(await watch.hasTemporaryAudio(rose.familyId, id)), "the audio is tidied");
  expect(countSeen(house.vendors.openai, "POST", "/audio/transcriptions")).toBe(1);
  expect(countSeen(house.vendors.openai, "POST", "/chat/completions")).toBe(1);
  expect(countSeen(house.vendors.pinata, "POST", "/v3/files?")).toBe(1);
  expect(await watch.listNotifications(id)).toHaveLength(2);
  expect(watch.logsOf(id, "mail.sent").length).toBeLessThanOrEqual(2);
});

test("a message that nobody can read ends as a dead letter and harms no other", async () => {
  const before = house.logs.length;
  const { until, release } = holdUntilReleased();
  house.vendors.openai.fault = () => ({ kind: "hold", until });
  const first = await rose.upload(recordAfresh());
  await watch.sendMessage("ENRICHMENT", { version: 99, what: "is this" });
  const second = await rose.upload(recordAfresh());
  release();
  await Promise.all([waitForStatus(rose, first.id, "ready"), waitForStatus(rose, second.id, "ready")]);
  const dead = await waitUntil(
    () => house.logs.slice(before).find(({ event }) => event === "message.dead"),
    "the letter is dead",
  );
  expect(dead).toMatchObject({ level: "error", readable: false });
  expect(house.logs.slice(before).filter(({ event }) => event === "message.malformed")).toHaveLength(6);
});

test("while the database is away the API says so, nothing is lost, and the work goes on afterwards", async () => {
  const { until, release } = holdUntilReleased();
  house.vendors.openai.fault = () => ({ kind: "hold", until });
  const { id } = await rose.upload(recordAfresh());
  await waitUntil(() => house.vendors.openai.seen.length, "the recording is being heard");
  house.vendors.database.fault = () => ({ kind: "cut-before" });
  release();
  await waitUntil(() => watch.logsOf(id, "message.retried").length, "the message comes back");
  for (const path of [`/memories/${id}`, `/families/${rose.familyId}/memories`]) {
    const answer = await rose.api(path);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ code: "database.unavailable", status: 503 });
  }
  expect(await watch.hasTemporaryAudio(rose.familyId, id)).toBe(true);

  house.vendors.database.fault = undefined;
  await watch.letLeaseRunOut(id);
  await waitForStatus(rose, id, "ready");
});

test("the id of the upload's request goes with it to every vendor and into every log line", async () => {
  const requestId = "from-rose-s-telephone-1";
  const { id } = await rose.upload("jfk.wav", {}, { "X-Request-Id": requestId });
  await waitForStatus(rose, id, "ready");
  await waitUntil(async () => !(await watch.hasTemporaryAudio(rose.familyId, id)), "the audio is tidied");
  const { openai, pinata, database } = house.vendors;
  // Heard, read, and understood: the last goes on beside the rest.
  await waitUntil(() => openai.seen.length === 3, "its meaning was asked for");
  for (const { url, headers } of [...openai.seen, ...pinata.seen]) {
    expect([url, headers["x-request-id"]]).toEqual([url, requestId]);
  }
  expect(openai.seen.map(({ url }) => url.split("/").at(-1))).toEqual([
    "transcriptions",
    "completions",
    "embeddings",
  ]);
  expect(pinata.seen.length).toBeGreaterThanOrEqual(4);
  expect(database.seen.some(({ headers }) => headers["x-request-id"] === requestId)).toBe(true);
  const steps = watch.logsOf(id).filter(({ event }) => event !== "request");
  expect(steps.map(({ event }) => event)).toEqual(
    expect.arrayContaining(["memory.accepted", "step.done", "memory.ready", "mail.sent"]),
  );
  expect(steps.filter((line) => line.requestId !== requestId)).toEqual([]);
});

test("no log line holds a word of what was told", async () => {
  const words = await house.query("select segments::text as text from transcript");
  expect(words.some(({ text }) => /fellow/i.test(String(text)))).toBe(true);
  const logs = JSON.stringify(house.logs);
  expect(house.logs.length).toBeGreaterThan(50);
  expect(logs).not.toMatch(/country|fellow|Americans/i);
});

test("a database that accepts and never answers is away, too", async () => {
  house.vendors.database.fault = () => ({ kind: "hang" });
  const answer = await rose.api("/me");
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: "database.unavailable" });
});

/** From the statement with these words on, the database is away. */
function cutDatabaseFrom(statement: string): void {
  let away = false;
  house.vendors.database.fault = (asked) => {
    away ||= asksFor(asked, statement);
    return away ? { kind: "cut-before" } : undefined;
  };
}

function readWords(memoryId: string): Promise<Transcript> {
  return rose.json<Transcript>(`/memories/${memoryId}/transcript.json`);
}

/** All of a memory that doesn't belong to one delivery only. */
function describe({ id, version, createdAt, updatedAt, pin, ...rest }: Memory) {
  const { cid, pinnedAt, verifiedAt, ...kept } = pin ?? {};
  return { ...rest, kept, verified: verifiedAt !== undefined };
}
