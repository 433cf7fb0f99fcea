import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Asked, Fault } from "../contracts/vendor-proxy.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { countSeen, holdUntilReleased, recordAfresh, type Watch, watchPipeline } from "./pipeline-watch.ts";

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

test("every passage of a new memory gets its meaning, under the model's name", async () => {
  const { id } = await rose.upload(recordAfresh());
  await waitForStatus(rose, id, "ready");
  await waitUntilEmbedded(id);
  expect(await countPassages(id)).toBeGreaterThan(1);
  expect(
    await house.query("select distinct model, family_id from embedding where memory_id = $1", [id]),
  ).toEqual([{ model: "memoryvault-local", family_id: rose.familyId }]);
});

test("a memory becomes ready while nobody can say what it means, and the sweep makes up for it", async () => {
  meetEmbeddings(() => ({ kind: "answer", status: 500, body: "{}" }));
  const id = await becomeReady();
  await waitUntil(() => watch.logsOf(id, "embedding.postponed")[0], "the meaning is put off");
  expect(await countEmbedded(id)).toBe(0);
  // Its message is lost with the Worker.
  await house.restart();
  house.mendVendors();
  await letTwoMinutesPass(id);
  await house.worker.runSchedule();
  await waitUntilEmbedded(id);
  expect(await watch.readRow(id)).toMatchObject({ status: "ready", failure: null });
});

test("a busy vendor is asked again when its time is over", async () => {
  const faults: Fault[] = [{ kind: "answer", status: 429, headers: { "Retry-After": "1" }, body: "{}" }];
  meetEmbeddings(() => faults.shift());
  const id = await becomeReady();
  await waitUntilEmbedded(id);
  expect(watch.logsOf(id, "embedding.postponed")).toMatchObject([
    { code: "embedding.rate_limited", seconds: 1 },
  ]);
});

test("a vendor that asks for an hour, or refuses for good, is left alone", async () => {
  const faults: Fault[] = [
    { kind: "answer", status: 429, headers: { "Retry-After": "3600" }, body: "{}" },
    { kind: "answer", status: 400, body: '{"error":{"message":"no"}}' },
  ];
  for (const fault of faults) {
    house.mendVendors();
    meetEmbeddings(() => fault);
    const id = await becomeReady();
    await waitUntil(() => watch.logsOf(id, "embedding.left")[0], "the meaning is left to the sweep");
    expect(countSeen(house.vendors.openai, "POST", "/embeddings")).toBe(1);
    expect(await countEmbedded(id)).toBe(0);
  }
});

const zeros = (count: number) => Array<number>(count).fill(0.5);
test.each<[string, (count: number) => unknown]>([
  ["vectors of another length", (count) => Array.from({ length: count }, () => zeros(1536))],
  ["a vector too few", (count) => Array.from({ length: count - 1 }, () => zeros(512))],
  ["no numbers", (count) => Array.from({ length: count }, () => Array<null>(512).fill(null))],
])("%s are not kept, and asked for again", async (_, answer) => {
  const faults = [answer];
  meetEmbeddings(({ body }) => {
    const lie = faults.shift();
    if (!lie) return undefined;
    const { input } = JSON.parse(body.toString()) as { input: string[] };
    const vectors = lie(input.length) as unknown[];
    return {
      kind: "answer",
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ data: vectors.map((embedding, index) => ({ index, embedding })) }),
    };
  });
  const id = await becomeReady();
  await waitUntil(() => watch.logsOf(id, "embedding.postponed")[0], "the lie is seen");
  expect(await countEmbedded(id)).toBe(0);
  await waitUntilEmbedded(id);
});

test("the meaning of words that were mended meanwhile is not kept", async () => {
  const answer = holdUntilReleased();
  meetEmbeddings(() => ({ kind: "hold", until: answer.until }));
  const id = await becomeReady();
  await waitUntil(
    () => (countSeen(house.vendors.openai, "POST", "/embeddings") > 0 ? true : undefined),
    "the vendor is asked",
  );
  const [mended] = await house.query(
    `update passage set text = 'She sang about bees.'
      where (memory_id, segment_id) in (select memory_id, segment_id from passage where memory_id = $1 limit 1)
      returning segment_id`,
    [id],
  );
  answer.release();
  await waitUntil(() => watch.logsOf(id, "memory.embedded")[0], "the others are kept");
  expect(await countEmbedded(id)).toBe((await countPassages(id)) - 1);
  expect(await house.query("select 1 from embedding where segment_id = $1", [mended?.segment_id])).toEqual(
    [],
  );
  await wake(id);
  await waitUntilEmbedded(id);
});

test("mended words lose their old meaning and get a new one", async () => {
  const id = await becomeReady();
  await waitUntilEmbedded(id);
  await house.query("update passage set text = text || ' Amen.' where memory_id = $1", [id]);
  expect(await countEmbedded(id)).toBe(0);
  await wake(id);
  await waitUntilEmbedded(id);
});

test("a long story is embedded message by message, however often the call is repeated", async () => {
  const id = await becomeReady();
  await waitUntilEmbedded(id);
  await house.query(
    `insert into passage (memory_id, segment_id, family_id, start, "end", text, words)
       select memory_id, uuidv7(), family_id, number, number + 1, 'Line ' || number || ' of the song.', ''
         from (select * from passage where memory_id = $1 limit 1) as one, generate_series(100, 249) as number`,
    [id],
  );
  await Promise.all([wake(id), wake(id)]);
  await waitUntilEmbedded(id);
  expect(await countPassages(id)).toBeGreaterThan(150);
});

test("a call for a memory that is gone is let go", async () => {
  const id = await becomeReady();
  await waitUntilEmbedded(id);
  expect((await rose.api(`/memories/${id}`, { method: "DELETE" })).ok).toBe(true);
  await house.query("delete from passage where memory_id = $1", [id]);
  house.mendVendors();
  await wake(id);
  const other = await becomeReady();
  await waitUntilEmbedded(other);
  expect(await countEmbedded(id)).toBe(0);
  expect(watch.logsOf(id, "message.retried")).toEqual([]);
});

function meetEmbeddings(fault: (request: Asked) => Fault | undefined): void {
  house.vendors.openai.fault = (request) =>
    request.url.includes("/embeddings") ? fault(request) : undefined;
}

async function becomeReady(): Promise<string> {
  const { id } = await rose.upload(recordAfresh());
  await waitForStatus(rose, id, "ready");
  return id;
}

const wake = (memoryId: string) =>
  watch.sendMessage("ENRICHMENT", { version: 1, type: "embedding", memoryId, requestId: `wake-${memoryId}` });

const letTwoMinutesPass = (memoryId: string) =>
  house.query("update passage set changed_at = now() - interval '3 minutes' where memory_id = $1", [
    memoryId,
  ]);

async function count(table: "passage" | "embedding", memoryId: string): Promise<number> {
  const [row] = await house.query(`select count(*)::int as count from ${table} where memory_id = $1`, [
    memoryId,
  ]);
  return Number(row?.count);
}
const countPassages = (memoryId: string) => count("passage", memoryId);
const countEmbedded = (memoryId: string) => count("embedding", memoryId);

const waitUntilEmbedded = (memoryId: string) =>
  waitUntil(async () => {
    const [passages, embedded] = [await countPassages(memoryId), await countEmbedded(memoryId)];
    return passages > 0 && passages === embedded ? true : undefined;
  }, "every passage has its meaning");
