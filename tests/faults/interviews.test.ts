import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { ServerFrame } from "../../core/interview/frames.ts";
import type { Interview } from "../../core/interview/interview.ts";
import type { Asked } from "../contracts/vendor-proxy.ts";
import { type FamilyMember, joinFamily, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { type InterviewClient, inChunks, makePcm, openInterviewClient } from "../interview-client.ts";
import { hasAlarm, isStored, readStoredAudio, turnClocks } from "./interview-disk.ts";
import { asksFor } from "./pipeline-watch.ts";

let house: House;
let rose: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house);
});
afterAll(() => house?.close());
afterEach(() => house.mendVendors());

const away = { kind: "answer", status: 503 } as const;
/** Nobody hears anything: these tests are about octets. */
const deafen = () => {
  house.vendors.openai.fault = ({ url }) => (/audio|realtime/.test(url) ? away : undefined);
};

async function begin(): Promise<{ id: string; turnId: string; client: InterviewClient }> {
  const { id } = await rose.json<Interview>(`/families/${rose.familyId}/interviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  const client = join(id);
  await client.connect();
  return { id, turnId: (await client.waitFor("welcome")).view.turn?.id ?? "", client };
}

const join = (id: string, clientId?: string) =>
  openInterviewClient(
    () => `${house.url}/api/v1/interviews/${id}/socket`,
    { Authorization: `Bearer ${rose.token}` },
    clientId,
  );
const end = (id: string) => rose.json<{ memories: string[] }>(`/interviews/${id}/end`, { method: "POST" });
const open = (id: string) => rose.json<Interview>(`/interviews/${id}`);
const readMemory = async (memoryId: string) =>
  Buffer.from(await (await rose.api(`/memories/${memoryId}/audio`)).arrayBuffer()).subarray(44);
const codesIn = (frames: ServerFrame[]) =>
  frames.flatMap((frame) => (frame.type === "error" ? [frame.code] : []));

test("a socket that drops in the middle of an answer goes on where it was: no gap, no duplicate", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  const pcm = makePcm(6, 1);
  const chunks = [...inChunks(pcm)];
  client.tell({ type: "audio-start", turnId });
  for (const chunk of chunks.slice(0, 5)) client.sendAudio(chunk);
  await client.waitFor("ack");
  client.cut();
  for (const chunk of chunks.slice(5, 9)) client.sendAudio(chunk);
  await client.connect();
  for (const chunk of chunks.slice(9)) client.sendAudio(chunk);
  await client.waitForAcks();
  expect((await readStoredAudio(house, turnId)).equals(pcm)).toBe(true);
  client.tell({ type: "audio-end", turnId, longestPause: 0 });
  await client.waitForAcks();
  const { memories } = await end(id);
  expect((await readMemory(memories[0] ?? "")).equals(pcm)).toBe(true);
});

test("what comes twice is acknowledged again and stored once", async () => {
  deafen();
  const { turnId, client } = await begin();
  client.tell({ type: "audio-start", turnId });
  const pcm = makePcm(0.5, 2);
  client.sendAudio(pcm);
  await client.waitForAcks();
  const from = client.frames.length;
  client.sendRaw(Buffer.concat([Buffer.from([0, 0, 0, 2]), pcm]));
  expect(await client.waitFor("ack", from)).toMatchObject({ lastSeq: 2 });
  expect((await readStoredAudio(house, turnId)).equals(pcm)).toBe(true);
  client.close();
});

test("of two pages the later goes on, and the first is told and let go", async () => {
  deafen();
  const { id, turnId, client: first } = await begin();
  first.tell({ type: "audio-start", turnId });
  const [one, two] = [makePcm(1, 3), makePcm(1, 4)];
  first.sendAudio(one.subarray(0, 24_000));
  first.sendAudio(one.subarray(24_000));
  await first.waitForAcks();
  const second = join(id);
  await second.connect();
  await waitUntil(() => first.closed !== undefined, "the first is closed");
  expect(first.closed).toBe(4001);
  expect(codesIn(first.frames)).toEqual(["interview.taken_over"]);
  expect((await second.waitFor("welcome")).view.turn?.id).toBe(turnId);
  second.tell({ type: "audio-start", turnId });
  second.sendAudio(two);
  await second.waitForAcks();
  expect((await readStoredAudio(house, turnId)).equals(Buffer.concat([one, two]))).toBe(true);
  second.close();
});

test("the same page's older line is closed without a word", async () => {
  const { id, client } = await begin();
  const again = join(id, client.clientId);
  await again.connect();
  await waitUntil(() => client.closed !== undefined, "the older line is closed");
  expect(client.closed).toBe(1000);
  expect(codesIn(client.frames)).toEqual([]);
  again.close();
});

test("a Worker killed in the middle of an answer has kept every chunk that it acknowledged", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  const pcm = makePcm(8, 5);
  const chunks = [...inChunks(pcm)];
  client.tell({ type: "audio-start", turnId });
  for (const chunk of chunks.slice(0, 8)) client.sendAudio(chunk);
  await client.waitFor("ack", 0, ({ lastSeq }) => lastSeq >= 4);
  await house.restart();
  const stored = client.acknowledged;
  const kept = await readStoredAudio(house, turnId);
  expect(kept.length).toBeGreaterThanOrEqual((stored - 1) * 24_000);
  expect(kept.equals(pcm.subarray(0, kept.length))).toBe(true);

  await client.connect();
  for (const chunk of chunks.slice(8)) client.sendAudio(chunk);
  client.tell({ type: "audio-end", turnId, longestPause: 0 });
  await client.waitForAcks();
  const { memories } = await end(id);
  expect((await readMemory(memories[0] ?? "")).equals(pcm)).toBe(true);
});

test("audio for a question that isn't open any more is acknowledged, not kept, and told once", async () => {
  deafen();
  const { turnId, client } = await begin();
  client.tell({ type: "audio-start", turnId });
  client.tell({ type: "control", control: "skip" });
  await client.waitFor("question");
  const pcm = makePcm(1, 6);
  for (const chunk of inChunks(pcm)) client.sendAudio(chunk);
  await client.waitForAcks();
  expect(codesIn(client.frames)).toEqual(["interview.turn_over"]);
  expect(await isStored(house, pcm.subarray(0, 1000))).toBe(false);
  client.close();
});

test("off the record by button nothing is stored from then on, until on the record", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  const [before, between, after] = [makePcm(2, 7), makePcm(2, 8), makePcm(2, 9)];
  client.tell({ type: "audio-start", turnId });
  for (const chunk of inChunks(before)) client.sendAudio(chunk);
  client.tell({ type: "control", control: "off-record" });
  for (const chunk of inChunks(between)) client.sendAudio(chunk);
  client.tell({ type: "control", control: "on-record" });
  for (const chunk of inChunks(after)) client.sendAudio(chunk);
  client.tell({ type: "audio-end", turnId, longestPause: 0 });
  await client.waitForAcks();
  for (const chunk of inChunks(between, 2000)) expect(await isStored(house, chunk)).toBe(false);
  const { memories } = await end(id);
  expect((await readMemory(memories[0] ?? "")).equals(Buffer.concat([before, after]))).toBe(true);
  expect((await open(id)).turns[0]?.offRecord).toBe(true);
});

test("an answer that nobody could hear is kept, and becomes a memory all the same", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  const pcm = makePcm(4, 10);
  client.tell({ type: "audio-start", turnId });
  for (const chunk of inChunks(pcm)) client.sendAudio(chunk);
  client.tell({ type: "audio-end", turnId, longestPause: 0 });
  await client.waitFor("question");
  expect(codesIn(client.frames)).toEqual(["interview.transcription_failed"]);
  const { memories } = await end(id);
  expect((await open(id)).turns[0]).toMatchObject({ outcome: "unheard", seconds: 4 });
  expect((await readMemory(memories[0] ?? "")).equals(pcm)).toBe(true);
});

/** Answers the open question by so many seconds of audio. */
async function tell(client: InterviewClient, turnId: string, pcm: Uint8Array): Promise<void> {
  client.tell({ type: "audio-start", turnId });
  for (const chunk of inChunks(pcm)) client.sendAudio(chunk);
  client.tell({ type: "audio-end", turnId, longestPause: 0 });
  await client.waitForAcks();
  await client.waitFor("question");
}

async function countMemories(): Promise<number> {
  const [row] = await house.query("select count(*)::int as count from memory where family_id = $1", [
    rose.familyId,
  ]);
  return Number(row?.count);
}

test("ended twice at once, an interview becomes the same memories once", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  await tell(client, turnId, makePcm(4, 11));
  const before = await countMemories();
  const [one, two] = await Promise.all([end(id), end(id)]);
  expect(one.memories).toHaveLength(1);
  expect(two).toEqual(one);
  expect(await end(id)).toEqual(one);
  expect(await countMemories()).toBe(before + 1);
});

const makesMemory = (asked: Asked) => asksFor(asked, 'insert into "memory"');

test("a Worker killed between a memory's octets and its row makes the same memory once", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  const pcm = makePcm(4, 12);
  await tell(client, turnId, pcm);
  const before = await countMemories();
  let arrived = false;
  house.vendors.database.fault = (asked) => {
    if (!makesMemory(asked)) return undefined;
    arrived = true;
    return { kind: "hang" };
  };
  const ending = end(id).catch(() => undefined);
  await waitUntil(() => arrived, "the row is being made");
  await house.restart();
  await ending;
  house.vendors.database.fault = undefined;
  const { memories } = await end(id);
  expect(memories).toEqual([turnId]);
  expect(await countMemories()).toBe(before + 1);
  expect((await readMemory(turnId)).equals(pcm)).toBe(true);
});

test("a database that was away when a memory was made has it by the alarm, once, though the answer was lost", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  await tell(client, turnId, makePcm(4, 13));
  const before = await countMemories();
  house.vendors.database.fault = (asked) => (makesMemory(asked) ? { kind: "lose-answer" } : undefined);
  const refused = await rose.api(`/interviews/${id}/end`, { method: "POST" });
  expect(refused.status).toBe(503);
  house.vendors.database.fault = undefined;
  await house.worker.close();
  await turnClocks(house, 1);
  await house.restart();
  await waitUntil(async () => (await open(id)).state === "closed", "the alarm has rung");
  expect((await open(id)).memories).toMatchObject([{ id: turnId }]);
  expect(await countMemories()).toBe(before + 1);
});

test("turns that couldn't be mirrored while the database was away are mirrored later", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  await waitUntil(async () => (await open(id)).turns.length === 1, "the first question is mirrored");
  house.vendors.database.fault = (asked) => (asksFor(asked, 'update "interview"') ? away : undefined);
  await tell(client, turnId, makePcm(4, 14));
  await waitUntil(
    () => house.logs.some(({ event, interviewId }) => event === "interview.unfinished" && interviewId === id),
    "the mirror has failed",
  );
  expect((await open(id)).turns).toHaveLength(1);
  house.vendors.database.fault = undefined;
  await house.worker.close();
  await turnClocks(house, 1);
  await house.restart();
  await waitUntil(async () => (await open(id)).turns.length === 2, "the turn is mirrored");
  client.close();
});

test("an interview in which nobody speaks for a day closes, and what was told becomes a memory", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  const pcm = makePcm(4, 15);
  client.tell({ type: "audio-start", turnId });
  for (const chunk of inChunks(pcm)) client.sendAudio(chunk);
  await client.waitForAcks();
  await house.worker.close();
  await turnClocks(house, 25);
  await house.restart();
  await waitUntil(async () => (await open(id)).state === "closed", "the interview is closed");
  expect((await readMemory(turnId)).equals(pcm)).toBe(true);
});

test("an interview that has closed isn't woken again and again", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  await tell(client, turnId, makePcm(4, 19));
  await end(id);
  expect(await hasAlarm(house, id)).toBe(true);
  await house.worker.close();
  await turnClocks(house, 25);
  await house.restart();
  await waitUntil(async () => !(await hasAlarm(house, id)), "its last alarm has rung");
  expect((await open(id)).state).toBe("closed");
});

test("what a narrator told stays when they are taken off the family's list meanwhile", async () => {
  const { id: narratorId } = await rose.json<{ id: string }>(`/families/${rose.familyId}/people`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Maria" }),
  });
  deafen();
  const { id } = await rose.json<Interview>(`/families/${rose.familyId}/interviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ narratorId }),
  });
  const client = join(id);
  await client.connect();
  const turnId = (await client.waitFor("welcome")).view.turn?.id ?? "";
  await tell(client, turnId, makePcm(4, 16));
  expect((await rose.api(`/people/${narratorId}`, { method: "DELETE" })).status).toBe(204);
  expect(await end(id)).toEqual({ memories: [turnId] });
  house.mendVendors();
  const memory = await rose.json<{ narrator?: unknown }>(`/memories/${turnId}`);
  expect(memory.narrator).toBeUndefined();
});

test("audio of somebody who is no member any more stays, and becomes a memory once they are one again", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  const pcm = makePcm(4, 17);
  await tell(client, turnId, pcm);
  await house.query("update member set role = 'viewer' where user_id = $1", [rose.userId]);
  client.tell({ type: "control", control: "stop" });
  await waitUntil(
    () => house.logs.some(({ event, interviewId }) => event === "interview.unfinished" && interviewId === id),
    "the family has refused it",
  );
  expect((await readStoredAudio(house, turnId)).equals(pcm)).toBe(true);
  await house.query("update member set role = 'owner' where user_id = $1", [rose.userId]);
  expect(await end(id)).toEqual({ memories: [turnId] });
  expect((await readMemory(turnId)).equals(pcm)).toBe(true);
});

test("nothing of an interview stays when its family is gone", async () => {
  deafen();
  const { id, turnId, client } = await begin();
  client.tell({ type: "audio-start", turnId });
  const pcm = makePcm(2, 18);
  for (const chunk of inChunks(pcm)) client.sendAudio(chunk);
  await client.waitForAcks();
  await house.query("delete from interview where id = $1", [id]);
  client.tell({ type: "control", control: "skip" });
  await waitUntil(() => client.closed !== undefined, "the session is over");
  expect(await isStored(house, pcm.subarray(0, 1000))).toBe(false);
});
