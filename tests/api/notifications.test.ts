import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { newsSettingsSchema } from "../../core/notifications.ts";
import { type Notification, notificationSchema } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { readMails, waitForMail } from "../mailbox.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory } from "./rows.ts";

let house: House;
let rose: FamilyMember;
/** Belongs to Rose's family, and may look only. */
let guest: FamilyMember;
let stranger: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house, "Rose Miller");
  guest = await joinFamily(house, "Gus Guest");
  stranger = await joinFamily(house, "Stella Stranger");
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
    rose.familyId,
    guest.userId,
  ]);
  await house.query(`update "user" set email_verified = true`);
});
afterAll(() => house?.close());

const listSchema = z.object({ items: z.array(notificationSchema), unread: z.number() });
const list = async (who: FamilyMember, since?: string) =>
  listSchema.parse(await who.json(`/notifications${since ? `?since=${encodeURIComponent(since)}` : ""}`));
const asJson = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
const read = (who: FamilyMember, body: unknown) => who.api("/notifications/read", asJson("POST", body));
const choose = (who: FamilyMember, telling: unknown) =>
  who.json("/notifications/settings", asJson("PATCH", { telling }));

/** Tells somebody something, as the pipeline would; `at` is an RFC 3339 time. */
async function tell(
  who: FamilyMember,
  kind: Notification["kind"],
  columns: { title?: string; at?: string; familyId?: string } = {},
): Promise<string> {
  const familyId = columns.familyId ?? rose.familyId;
  const memoryId = await writeMemory(house, familyId, { title: columns.title ?? "The bread oven" });
  await house.query(
    `insert into notification (id, family_id, user_id, memory_id, kind, event, details, created_at)
      values (uuidv7(), $1, $2, $3::uuid, $4::text, $4::text || ':' || $3::uuid::text, '{"name": "Beppe", "person": "Giuseppe"}', coalesce($5::timestamptz, now()))`,
    [familyId, who.userId, memoryId, kind, columns.at ?? null],
  );
  return memoryId;
}

/** Nothing was ever told to anybody. */
async function forgetAll(): Promise<void> {
  await house.query("delete from notification");
  await house.query("delete from preference");
}

const mailsWith = async (piece: string) =>
  (await readMails(house)).filter((text) => text.includes(piece)).length;

test("a memory that became ready is news for each member until they have read it", async () => {
  const memoryId = await tell(rose, "memory.ready");
  await house.query(
    `insert into notification (id, family_id, user_id, memory_id, kind, event)
      select uuidv7(), family_id, $1, memory_id, kind, event from notification where memory_id = $2`,
    [guest.userId, memoryId],
  );
  const [news] = (await list(rose)).items;
  if (!news) throw new Error("there is no news");
  expect(news).toMatchObject({
    kind: "memory.ready",
    memoryId,
    familyId: rose.familyId,
    familyName: "Miller family",
    title: "The bread oven",
  });
  expect(news.readAt).toBeUndefined();
  expect((await list(guest)).items[0]?.memoryId).toBe(memoryId);
  expect(await list(stranger)).toEqual({ items: [], unread: 0 });

  const around = Date.parse(news.createdAt);
  expect((await list(rose, new Date(around - 1000).toISOString())).items).toEqual([news]);
  expect((await list(rose, new Date(around + 1000).toISOString())).items).toEqual([]);
  await expectProblem(await rose.api("/notifications?since=yesterday"), 422, "request.invalid");

  expect((await read(stranger, { ids: [news.id] })).status).toBe(204);
  expect(await list(rose)).toMatchObject({ unread: 1, items: [{ id: news.id }] });
  expect((await read(rose, { ids: [news.id] })).status).toBe(204);
  const after = await list(rose);
  const readAt = after.items[0]?.readAt;
  expect([after.unread, readAt === undefined]).toEqual([0, false]);
  expect((await list(guest)).unread).toBe(1);
  expect((await read(guest, { all: true })).status).toBe(204);
  expect((await list(guest)).unread).toBe(0);
  expect((await read(rose, { all: true })).status).toBe(204);
  expect((await list(rose)).items[0]?.readAt).toBe(readAt);
  await expectProblem(await read(rose, { all: false }), 422);
});

test("how one is told is chosen kind by kind, and what isn't named stays", async () => {
  await forgetAll();
  const before = newsSettingsSchema.parse(await rose.json("/notifications/settings"));
  expect(before.language).toBeUndefined();
  expect(before.telling["memory.ready"]).toEqual({ page: true, mail: "digest" });
  const changed = await choose(rose, { "memory.ready": { mail: "at-once" }, "name.heard": { page: false } });
  const after = {
    telling: {
      ...before.telling,
      "memory.ready": { page: true, mail: "at-once" },
      "name.heard": { page: false, mail: "digest" },
    },
  };
  expect(changed).toEqual(after);
  await choose(rose, { "memory.ready": { page: false } });
  await rose.json("/notifications/settings", asJson("PATCH", { language: "es" }));
  expect(await rose.json("/notifications/settings")).toEqual({
    language: "es",
    telling: { ...after.telling, "memory.ready": { page: false, mail: "at-once" } },
  });
  expect(await rose.json("/notifications/settings", asJson("PATCH", {}))).toMatchObject({ language: "es" });
  expect(newsSettingsSchema.parse(await guest.json("/notifications/settings"))).toEqual(before);
  for (const wrong of [
    { telling: { "memory.ready": { mail: "hourly" } } },
    { telling: { "memory.lost": { page: true } } },
    { language: "xx" },
    { volume: 11 },
  ]) {
    const refused = await rose.api("/notifications/settings", asJson("PATCH", wrong));
    await expectProblem(refused, 422, "request.invalid");
  }
});

test("a kind that isn't wanted on the page is neither listed nor counted", async () => {
  await forgetAll();
  await tell(rose, "memory.ready");
  await tell(rose, "memory.failed");
  expect((await list(rose)).unread).toBe(2);
  await choose(rose, { "memory.ready": { page: false } });
  const shown = await list(rose);
  expect([shown.unread, shown.items.map(({ kind }) => kind)]).toEqual([1, ["memory.failed"]]);
});

test("what is no longer so is no news", async () => {
  await forgetAll();
  const memoryId = await tell(rose, "memory.ready");
  await house.query("update memory set deleted_at = now() where id = $1", [memoryId]);
  await rose.json(`/families/${rose.familyId}`, { method: "DELETE" });
  expect((await list(guest)).items).toMatchObject([
    { kind: "family.deleting", details: { name: "Miller family" } },
  ]);
  await rose.json(`/families/${rose.familyId}/restore`, { method: "POST" });
  expect(await list(guest)).toEqual({ items: [], unread: 0 });
  expect(await list(rose)).toEqual({ items: [], unread: 0 });
});

test("what is wanted at once goes by mail within a minute, once, with the way to it and to fewer mails", async () => {
  await forgetAll();
  const memoryId = await tell(rose, "memory.failed", { title: "The flood" });
  await tell(guest, "memory.failed", { title: "The drought" });
  await choose(guest, { "memory.failed": { mail: "off" } });
  await rose.json("/notifications/settings", asJson("PATCH", { language: "es" }));
  await Promise.all([house.worker.runSchedule(), house.worker.runSchedule()]);
  const mail = await waitForMail(house, "The flood");
  expect(mail).toContain("No hemos podido terminar «The flood»");
  expect(mail).toContain(`http://localhost:8787/memories/${memoryId}\n`);
  expect(mail).toContain("http://localhost:8787/account/notifications");
  await house.worker.runSchedule();
  expect(await mailsWith("The flood")).toBe(1);
  expect(await mailsWith("The drought")).toBe(0);
});

test("nobody is mailed who has read it, left the family, or never proved the address", async () => {
  await forgetAll();
  const [reader, leaver, somebody] = [
    await joinFamily(house, "Rita Reader"),
    await joinFamily(house, "Lea Leaver"),
    await joinFamily(house, "Sam Somebody"),
  ];
  for (const { userId } of [reader, somebody]) {
    await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
      rose.familyId,
      userId,
    ]);
  }
  await house.query(`update "user" set email_verified = true where id = any ($1)`, [
    [reader.userId, leaver.userId],
  ]);
  for (const who of [reader, leaver, somebody, rose])
    await tell(who, "memory.failed", { title: "The frost" });
  await read(reader, { all: true });
  await house.worker.runSchedule();
  await waitForMail(house, "The frost");
  expect(await mailsWith("The frost")).toBe(1);
  expect((await list(leaver)).items).toEqual([]);
  expect((await list(somebody)).unread).toBe(1);
});

test("the day's news come in one mail after the day's hour, over all families, and never again", async () => {
  await forgetAll();
  const day = 24 * 3_600_000;
  const noon = new Date(Date.now() - day);
  noon.setUTCHours(12, 0, 0, 0);
  const at = noon.toISOString();
  const hour = (hours: number, minutes = 0) =>
    new Date(noon.getTime() + (hours - 12) * 3_600_000 + minutes * 60_000);
  const first = await tell(guest, "memory.ready", { title: "The harvest", at });
  await tell(guest, "name.heard", { title: "The mill", at });
  await tell(guest, "memory.ready", { title: "The wedding", at, familyId: guest.familyId });
  await tell(guest, "memory.ready", { title: "Too late", at: hour(17).toISOString() });
  await tell(guest, "memory.ready", {
    title: "Too old",
    at: new Date(noon.getTime() - 9 * day).toISOString(),
  });
  await tell(rose, "memory.ready", { title: "The harvest of Rose", at });
  await choose(rose, { "memory.ready": { mail: "off" } });

  await house.worker.runSchedule(hour(15, 59));
  expect(await mailsWith("harvest")).toBe(0);
  await Promise.all([house.worker.runSchedule(hour(16)), house.worker.runSchedule(hour(16))]);
  const mail = await waitForMail(house, "The harvest");
  expect(mail).toContain("Miller family\n- “The harvest” is ready to hear");
  expect(mail).toContain(`http://localhost:8787/memories/${first}\n`);
  expect(mail).toContain("- Is “Beppe” Giuseppe?");
  expect(mail).toContain("Guest family\n- “The wedding” is ready to hear");
  expect(mail).not.toMatch(/Too late|Too old/);

  // What is told of that day afterwards waits for the next.
  await tell(guest, "memory.ready", { title: "The afterthought", at });
  await house.worker.runSchedule(hour(16, 1));
  expect([await mailsWith("The harvest"), await mailsWith("The afterthought")]).toEqual([1, 0]);
  await house.worker.runSchedule(hour(40));
  const next = await waitForMail(house, "The afterthought");
  expect(next).toContain("Too late");
  expect(next).not.toContain("The harvest");
  expect(await mailsWith("Too old")).toBe(0);
});

test("whoever chooses a language on a page is mailed in it, too", async () => {
  await forgetAll();
  const signedIn = await fetch(`${house.url}/api/v1/auth/sign-in/email`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "CF-Connecting-IP": "198.51.100.250" },
    body: JSON.stringify({ email: guest.email, password: "a long walk by the river" }),
  });
  const cookie = signedIn.headers.getSetCookie().map((each) => each.split(";")[0]);
  const chosen = await fetch(`${house.url}/language`, {
    method: "POST",
    headers: { Cookie: cookie.join("; "), Origin: house.url },
    body: new URLSearchParams({ language: "es", next: "/notifications" }),
    redirect: "manual",
  });
  expect([chosen.status, chosen.headers.get("Location")]).toEqual([302, "/notifications"]);
  expect(await guest.json("/notifications/settings")).toMatchObject({ language: "es" });
});
