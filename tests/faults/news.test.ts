import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { writeMemory, writeTranscript } from "../api/rows.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { readMails, waitForMail } from "../mailbox.ts";
import { asksFor, recordAfresh, type Watch, watchPipeline } from "./pipeline-watch.ts";

let house: House;
let watch: Watch;
let rose: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  watch = watchPipeline(house);
  rose = await joinFamily(house, "Rose Miller");
  await house.query(`update "user" set email_verified = true`);
});
afterAll(() => house?.close());
afterEach(() => house.mendVendors());

const day = 24 * 3_600_000;
/** After the hour of tomorrow's news: whatever was told until now belongs to it. */
const tomorrow = new Date(Date.now() + day);
tomorrow.setUTCHours(16, 1, 0, 0);

async function tell(kind: string, title: string): Promise<string> {
  const memoryId = await writeMemory(house, rose.familyId, { title });
  await house.query(
    `insert into notification (id, family_id, user_id, memory_id, kind, event)
      values (uuidv7(), $1, $2, $3::uuid, $4::text, $4::text || ':' || $3::uuid::text)`,
    [rose.familyId, rose.userId, memoryId, kind],
  );
  return memoryId;
}
const mailsWith = async (piece: string) => (await readMails(house)).filter((text) => text.includes(piece));

test.for([
  ["a mail of its own", "memory.failed"],
  ["the day's news", "memory.ready"],
] as const)(
  "when %s was taken and its sender then died, it is lost and never doubled",
  async ([title, kind]) => {
    const memoryId = await tell(kind, title);
    let lost = 0;
    house.vendors.database.fault = (asked) =>
      asksFor(asked, kind === "memory.ready" ? "digested_at" : "set mailed_at") && lost++ === 0
        ? { kind: "lose-answer" }
        : undefined;
    await house.worker.runSchedule(tomorrow).catch(() => {});
    expect(lost).toBeGreaterThan(0);
    const [row] = await watch.listNotifications(memoryId);
    expect(row?.mailed_at).not.toBeNull();
    house.mendVendors();
    const after = await tell("memory.failed", `after ${title}`);
    await house.worker.runSchedule(tomorrow);
    await waitForMail(house, `after ${title}`, after);
    expect(await mailsWith(memoryId)).toEqual([]);
    expect(await watch.listNotifications(memoryId)).toHaveLength(1);
  },
);

test("what could not even be taken goes out in the next minute", async () => {
  await tell("memory.failed", "The lost minute");
  house.vendors.database.fault = (asked) =>
    asksFor(asked, "set mailed_at") ? { kind: "cut-before" } : undefined;
  await house.worker.runSchedule().catch(() => {});
  expect(await mailsWith("The lost minute")).toEqual([]);
  house.mendVendors();
  await house.worker.runSchedule();
  await waitForMail(house, "The lost minute");
  await house.worker.runSchedule();
  expect(await mailsWith("The lost minute")).toHaveLength(1);
});

test("editors are asked once about a name that may be a relative, however often the story is read", async () => {
  const viewer = await joinFamily(house, "Vera Viewer");
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
    rose.familyId,
    viewer.userId,
  ]);
  await rose.json(`/families/${rose.familyId}/people`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Joseph Miller" }),
  });
  const id = await writeMemory(house, rose.familyId, { status: "enriching" });
  await writeTranscript(house, rose.familyId, id, ["My uncle Josef Miller baked the bread every day."]);
  for (const time of ["once", "twice"]) {
    await house.query("update memory set status = 'enriching', failure = null where id = $1", [id]);
    for (const queue of ["ENRICHMENT", "PINNING"] as const) await watch.wake("enrichment", id, queue);
    // There is no recording behind this row: the next step ends it.
    await waitUntil(async () => (await watch.readRow(id))?.status === "failed", `the story is read ${time}`);
  }
  const told = await house.query(
    "select user_id, kind, details from notification where memory_id = $1 order by kind, user_id",
    [id],
  );
  expect(told.filter(({ kind }) => kind === "name.heard")).toEqual([
    { user_id: rose.userId, kind: "name.heard", details: { name: "Josef Miller", person: "Joseph Miller" } },
  ]);
  expect(told.filter(({ kind }) => kind === "memory.failed").map(({ user_id }) => user_id)).toEqual(
    [rose.userId, viewer.userId].toSorted(),
  );

  await rose.json(`/families/${rose.familyId}/names`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Josef Miller", meaning: "stranger" }),
  });
  const later = await writeMemory(house, rose.familyId, { status: "enriching" });
  await writeTranscript(house, rose.familyId, later, ["Josef Miller came again with his bread."]);
  await watch.wake("enrichment", later);
  await waitUntil(async () => (await watch.readRow(later))?.status === "failed", "the next story is read");
  expect((await watch.listNotifications(later)).map(({ kind }) => kind)).toEqual([
    "memory.failed",
    "memory.failed",
  ]);
});

test("a memory that comes ready by two deliveries at the same time is told once and mailed once", async () => {
  await house.query(
    `insert into preference (user_id, telling) values ($1, '{"memory.ready": {"page": true, "mail": "at-once"}}')
      on conflict (user_id) do update set telling = excluded.telling`,
    [rose.userId],
  );
  const { id } = await rose.upload(recordAfresh());
  await waitForStatus(rose, id, "ready");
  for (let time = 0; time < 3; time++)
    await Promise.all([watch.wake("pinning", id), watch.wake("enrichment", id)]);
  await Promise.all([house.worker.runSchedule(), house.worker.runSchedule()]);
  await waitUntil(() => watch.logsOf(id, "mail.sent").length, "the mail is sent");
  const told = (await watch.listNotifications(id)).filter(({ user_id }) => user_id === rose.userId);
  expect(told.filter(({ kind }) => kind === "memory.ready")).toHaveLength(1);
  expect(watch.logsOf(id, "mail.sent")).toMatchObject([{ kind: "memory.ready" }]);
});
