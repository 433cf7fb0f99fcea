import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Interview, QueuedQuestion, Turn } from "../../core/interview/interview.ts";
import { type FamilyMember, joinFamily, waitForStatus } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { inChunks, openInterviewClient } from "../interview-client.ts";
import { convert, speechPath } from "../recordings.ts";
import { expectProblem } from "./problem.ts";

let house: House;
let rose: FamilyMember;
/** May look at Rose's family, and nothing more. */
let carl: FamilyMember;

interface Begun extends Interview {
  socketUrl: string;
  question: { id: string; text: string; acknowledgement?: string; audioUrl: string };
}
interface Answered {
  turn: Turn;
  question?: { id: string; text: string };
}

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house, "Rose Miller");
  carl = await joinFamily(house, "Carl Miller");
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
    rose.familyId,
    carl.userId,
  ]);
});
afterAll(() => house?.close());

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const begin = (fields: Record<string, unknown> = {}) =>
  rose.json<Begun>(`/families/${rose.familyId}/interviews`, post(fields));
const form = (fields: Record<string, string | Blob>): RequestInit => {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return { method: "POST", body };
};
const answer = (id: string, fields: Record<string, string | Blob>) =>
  rose.json<Answered>(`/interviews/${id}/answers`, form(fields));
const end = (id: string) => rose.json<{ memories: string[] }>(`/interviews/${id}/end`, { method: "POST" });
const headersOf = ({ token }: FamilyMember) => ({ Authorization: `Bearer ${token}` });
const join = (id: string, member = rose) =>
  openInterviewClient(() => `${house.url}/api/v1/interviews/${id}/socket`, headersOf(member));

async function addNarrator(name: string): Promise<string> {
  const { id } = await rose.json<{ id: string }>(`/families/${rose.familyId}/people`, post({ name }));
  return id;
}

test("an interview begins with its first question, which says that an AI asks", async () => {
  const narratorId = await addNarrator("Maria Huber");
  const begun = await begin({ narratorId, patienceSeconds: 12 });
  expect(begun).toMatchObject({ state: "opening", language: "en", patienceSeconds: 12 });
  expect(begun.narrator).toEqual({ id: narratorId, name: "Maria Huber" });
  expect(begun.socketUrl).toBe(`${house.url.replace("http", "ws")}/api/v1/interviews/${begun.id}/socket`);
  expect(begun.question.text).toMatch(/\?$/);
  expect(begun.question.acknowledgement).toMatch(/\bAI\b/);
  // What was set for somebody is remembered.
  expect((await begin({ narratorId, language: "es" })).patienceSeconds).toBe(12);
  const { items } = await rose.json<{ items: Interview[] }>(`/families/${rose.familyId}/interviews`);
  expect(items.map(({ id }) => id)).toContain(begun.id);
});

test("the same Idempotency-Key begins one interview", async () => {
  const send = () =>
    rose.api(
      `/families/${rose.familyId}/interviews`,
      post({ topic: "bread" }, { "Idempotency-Key": "once" }),
    );
  const [first, again] = [await send(), await send()];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(await again.json()).toEqual(await first.json());
});

test("what can't be is refused field by field", async () => {
  const path = `/families/${rose.familyId}/interviews`;
  await expectProblem(await rose.api(path, post({ language: "de" })), 422, "request.invalid");
  await expectProblem(await rose.api(path, post({ narratorId: uuidv7() })), 422, "person.not_found");
  await expectProblem(await rose.api(`/interviews/${uuidv7()}`), 404, "interview.not_found");
  await expectProblem(await rose.api("/interviews/none/answers", form({ text: "x" })), 404);
  const { id } = await begin();
  await expectProblem(await rose.api(`/interviews/${id}/controls`, post({ control: "dance" })), 422);
  await expectProblem(await rose.api(`/interviews/${id}/answers`, form({})), 422, "request.file_missing");
  await expectProblem(
    await rose.api(`/interviews/${id}/answers`, form({ text: "x".repeat(20_001) })),
    422,
    "request.invalid",
  );
  const noWav = form({ audio: new Blob([new Uint8Array(5000)]) });
  await expectProblem(await rose.api(`/interviews/${id}/answers`, noWav), 415, "recording.unsupported");
});

test("who may only look reads an interview and queues a question, but takes no part", async () => {
  const { id } = await begin();
  expect((await carl.api(`/interviews/${id}`)).status).toBe(200);
  await expectProblem(
    await carl.api(`/families/${rose.familyId}/interviews`, post({})),
    403,
    "family.forbidden",
  );
  await expectProblem(
    await carl.api(`/interviews/${id}/end`, { method: "POST" }),
    403,
    "interview.forbidden",
  );
  await expect(join(id, carl).connect()).rejects.toThrow("refused: 403");
  const stranger = await joinFamily(house, "Stella Novak");
  await expectProblem(await stranger.api(`/interviews/${id}`), 404, "interview.not_found");
  await expect(join(id, stranger).connect()).rejects.toThrow("refused: 404");

  const asked = await carl.json<QueuedQuestion>(
    `/families/${rose.familyId}/questions`,
    post({ text: "What was Grandpa's workshop like?" }),
  );
  expect(asked).toMatchObject({ familyId: rose.familyId, askedBy: { id: carl.userId } });
  expect((await carl.api(`/questions/${asked.id}`, { method: "DELETE" })).status).toBe(204);
  await expectProblem(await rose.api(`/questions/${asked.id}`, { method: "DELETE" }), 404);
});

test("a socket that isn't asked for as one, or that another page opens, is refused", async () => {
  const { id } = await begin();
  const plain = await rose.api(`/interviews/${id}/socket`);
  await expectProblem(plain, 426, "interview.socket_expected");
  const foreign = { ...headersOf(rose), Origin: "https://elsewhere.example" };
  const client = openInterviewClient(() => `${house.url}/api/v1/interviews/${id}/socket`, foreign);
  await expect(client.connect()).rejects.toThrow("refused: 403");
});

test("written answers bring the next question and stay in the interview; it ends without a memory, twice", async () => {
  const { id, question } = await begin();
  const first = await answer(id, {
    text: "My grandmother Josie baked rye bread in a clay oven behind the house in Linz every Saturday morning.",
  });
  expect(first.turn).toMatchObject({ outcome: "answered", by: "writing", seconds: 0 });
  expect(first.question?.text).toBeDefined();
  expect(first.question?.id).not.toBe(question.id);
  const late = form({ text: "Too late.", turnId: first.turn.id });
  await expectProblem(await rose.api(`/interviews/${id}/answers`, late), 409, "interview.turn_over");

  expect(await end(id)).toEqual({ memories: [] });
  expect(await end(id)).toEqual({ memories: [] });
  const closed = await rose.json<Interview>(`/interviews/${id}`);
  expect(closed.state).toBe("closed");
  expect(closed.closedAt).toBeDefined();
  expect(closed.turns[0]?.text).toContain("clay oven");
});

test("an answer that is sent twice with its key is taken once", async () => {
  const { id } = await begin();
  const send = () =>
    rose.api(`/interviews/${id}/answers`, {
      ...form({ text: "We swam in the river below the mill, all of us children of the village." }),
      headers: { "Idempotency-Key": "answer" },
    });
  const [first, again] = [await send(), await send()];
  expect(await again.json()).toEqual(await first.json());
  await end(id);
  const { turns } = await rose.json<Interview>(`/interviews/${id}`);
  expect(turns.filter(({ outcome }) => outcome === "answered")).toHaveLength(1);
});

test("a relative's question is asked first, links to its answer, and can't be taken back then", async () => {
  const narratorId = await addNarrator("Karl Huber");
  const queued = await carl.json<QueuedQuestion>(
    `/families/${rose.familyId}/questions`,
    post({ text: "What did your first workshop smell like?", narratorId }),
  );
  const { id, question } = await begin({ narratorId });
  expect(question).toMatchObject({ text: queued.text, origin: "relative", sourceId: queued.id });
  await answer(id, { audio: new Blob([await readJfk(24_000)], { type: "audio/wav" }) });
  const { memories } = await end(id);
  expect(memories).toHaveLength(1);
  const { items } = await rose.json<{ items: QueuedQuestion[] }>(`/families/${rose.familyId}/questions`);
  const answered = items.find((each) => each.id === queued.id);
  expect(answered).toMatchObject({ interviewId: id, memoryId: memories[0] });
  await expectProblem(
    await rose.api(`/questions/${queued.id}`, { method: "DELETE" }),
    409,
    "question.answered",
  );
});

const readJfk = async (rate: number, channels = 1) =>
  Uint8Array.from(
    await convert(
      speechPath("jfk.wav"),
      ["-ar", String(rate), "-ac", String(channels), "-c:a", "pcm_s16le"],
      "wav",
    ),
  );

test("a WAV file of any rate is an answer over plain HTTP, and its words are heard", async () => {
  const { id } = await begin();
  const { turn } = await answer(id, { audio: new Blob([await readJfk(44_100, 2)]) });
  expect(turn).toMatchObject({ outcome: "answered", by: "upload" });
  expect(turn.text.toLowerCase()).toContain("your country");
  expect(turn.seconds).toBeCloseTo(11, 1);
});

test("what was told aloud becomes a memory with the octets that were acknowledged, and the pipeline hears it", async () => {
  const { id } = await begin({ narratorId: await addNarrator("John Miller") });
  const client = join(id);
  await client.connect();
  const pcm = (await readJfk(24_000)).subarray(44);
  const turnId = (await client.waitFor("welcome")).view.turn?.id ?? "";
  client.tell({ type: "audio-start", turnId });
  for (const chunk of inChunks(pcm)) client.sendAudio(chunk);
  await client.waitForAcks();
  client.tell({ type: "audio-end", turnId, longestPause: 1 });
  const final = await client.waitFor("final");
  expect(final.text.toLowerCase()).toContain("ask what you can do for your country");
  const asked = await client.waitFor("question", 1);
  expect(asked.turnId).not.toBe(turnId);

  client.tell({ type: "control", control: "stop" });
  const { memoryId } = await client.waitFor("memory");
  await client.waitFor("state", 0, ({ view }) => view.phase === "closed");
  expect(await end(id)).toEqual({ memories: [memoryId] });
  const memory = await waitForStatus(rose, memoryId, "ready", 90);
  expect(memory.narrator?.name).toBe("John Miller");
  const kept = Buffer.from(await (await rose.api(`/memories/${memoryId}/audio`)).arrayBuffer());
  expect(Buffer.from(pcm).includes(kept.subarray(44))).toBe(true);
  expect(kept.length - 44).toBeGreaterThan(10 * 48_000);
  const words = await (await rose.api(`/memories/${memoryId}/transcript.txt`)).text();
  expect(words.toLowerCase()).toContain("your country");
  const { memories } = await rose.json<Interview>(`/interviews/${id}`);
  expect(memories).toMatchObject([{ id: memoryId, status: "ready" }]);
});

test("a question can be heard, and asking what its sound would be costs the vendor nothing", async () => {
  const { question } = await begin();
  const path = question.audioUrl.replace("/api/v1", "");
  const before = house.logs.length;
  const head = await rose.api(path, { method: "HEAD" });
  expect(head.headers.get("Cache-Control")).toContain("immutable");
  expect(house.logs.slice(before).filter(({ event }) => event.startsWith("voice"))).toEqual([]);
  const heard = await rose.api(path);
  expect(heard.headers.get("Content-Type")).toMatch(/^audio\//);
  expect((await heard.arrayBuffer()).byteLength).toBeGreaterThan(10_000);
  const elsewhere = path.replace(question.id, uuidv7());
  await expectProblem(await rose.api(elsewhere), 404, "question.not_found");
});

test("an interview whose session never began gets it when somebody joins", async () => {
  const id = uuidv7();
  await house.query(
    "insert into interview (id, family_id, started_by, language, patience_seconds) values ($1, $2, $3, 'en', 8)",
    [id, rose.familyId, rose.userId],
  );
  const client = join(id);
  await client.connect();
  expect((await client.waitFor("welcome")).view.turn?.question.text).toMatch(/\?$/);
  client.close();
});

test("frames that are none are refused, and the line stays", async () => {
  const { id } = await begin();
  const client = join(id);
  await client.connect();
  for (const bad of ["hello", '{"type":"sing","seq":1}', new Uint8Array(3), new Uint8Array(4 + 48_002)]) {
    const from = client.frames.length;
    client.sendRaw(bad);
    expect(await client.waitFor("error", from)).toMatchObject({ code: "interview.bad_frame" });
  }
  const from = client.frames.length;
  client.sendRaw('{"type":"control","seq":7,"control":"pause"}');
  expect(await client.waitFor("error", from)).toMatchObject({ code: "interview.gap", lastSeq: 0 });
  client.tell({ type: "control", control: "pause" });
  await client.waitFor("state", from, ({ view }) => view.paused);
  client.close();
});
