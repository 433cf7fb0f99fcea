import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Interview } from "../../core/interview/interview.ts";
import type { Memory } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { isKnown } from "./interview-disk.ts";
import { countSeen, recordAfresh, type Watch, watchPipeline } from "./pipeline-watch.ts";

let house: House;
let watch: Watch;

beforeAll(async () => {
  house = await openHouse();
  watch = watchPipeline(house);
});
afterAll(() => house?.close());
afterEach(() => house.mendVendors());

/** What a family told in an interview. */
const toldBy = (familyId: string) => `Our blue tractor was called ${familyId}`;

/** One interview that has closed, and one in which the next question waits. */
async function holdInterviews({ familyId, api, json }: FamilyMember): Promise<void> {
  const begun = [0, 1].map(() =>
    json<Interview>(`/families/${familyId}/interviews`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    }),
  );
  const [closed] = await Promise.all(
    begun.map(async (interview) => {
      const { id } = await interview;
      const body = new FormData();
      body.set("text", toldBy(familyId));
      expect((await api(`/interviews/${id}/answers`, { method: "POST", body })).status).toBe(200);
      return id;
    }),
  );
  await json(`/interviews/${closed}/end`, { method: "POST" });
  expect(await isKnown(house, toldBy(familyId))).toBe(true);
}

/** A family with two kept stories, one that waits for a vendor, interviews, a person with a photo, and somebody who was invited. */
async function fillVault(name: string): Promise<{ rose: FamilyMember; memories: Memory[]; cids: string[] }> {
  const rose = await joinFamily(house, name);
  const path = `/families/${rose.familyId}`;
  const kept = [await rose.upload(recordAfresh()), await rose.upload(recordAfresh())];
  const ready = await Promise.all(kept.map(({ id }) => waitForStatus(rose, id, "ready", 120)));
  house.vendors.openai.fault = () => ({ kind: "answer", status: 503, body: "{}" });
  const waiting = await rose.upload(recordAfresh());
  await watch.waitUntilPostponed(waiting.id);
  house.mendVendors();
  const post = (to: string, body: unknown) =>
    rose.json<{ id: string }>(to, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  await holdInterviews(rose);
  const { id: personId } = await post(`${path}/people`, { name: "Opa" });
  const photoKey = `photos/${rose.familyId}/${personId}`;
  await (await watch.openBucket()).put(photoKey, "a picture");
  await house.query("update person set photo_key = $1 where id = $2", [photoKey, personId]);
  await post(`${path}/invitations`, { email: "niece@memoryvault.example", role: "viewer" });
  await rose.api(`/memories/${kept[1]?.id}`, { method: "DELETE" });
  return { rose, memories: [...ready, waiting], cids: ready.flatMap(({ pin }) => (pin ? [pin.cid] : [])) };
}

/** The days of grace are over. */
async function letGraceRunOut({ familyId, api }: FamilyMember): Promise<void> {
  expect((await api(`/families/${familyId}`, { method: "DELETE" })).status).toBe(202);
  await house.query("update family set delete_after = now() - interval '2 minutes' where id = $1", [
    familyId,
  ]);
}

async function isGone(familyId: string): Promise<boolean> {
  return (await house.query("select 1 from family where id = $1", [familyId])).length === 0;
}

/** Minutes pass: the sweep runs until the family is gone. */
async function sweepUntilGone(familyId: string): Promise<void> {
  await waitUntil(async () => {
    // What waits for a vendor's pause or for its message is due.
    await house.query(
      "update memory set wake_at = now() - interval '2 minutes' where family_id = $1 and lease_id is null",
      [familyId],
    );
    await house.worker.runSchedule();
    return isGone(familyId);
  }, "the family is gone");
}

async function expectNothingLeft(familyId: string, cids: string[]): Promise<void> {
  const tables = await house.query(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'family_id'",
  );
  expect(tables.length).toBeGreaterThan(8);
  for (const { name } of tables) {
    const rows = await house.query(`select 1 from "${name}" where family_id = $1`, [familyId]);
    expect(rows, String(name)).toEqual([]);
  }
  const { objects } = await (await watch.openBucket()).list();
  expect(objects.map(({ key }) => key).filter((key) => key.includes(familyId))).toEqual([]);
  for (const cid of cids) expect(await watch.listPins(cid)).toEqual([]);
  expect(await isKnown(house, toldBy(familyId))).toBe(false);
}

test("a family whose days of grace are over is gone from Postgres, R2 and the pinning vendor", async () => {
  const { rose, cids } = await fillVault("Rose Gone");
  expect(cids).toHaveLength(2);
  await letGraceRunOut(rose);
  await sweepUntilGone(rose.familyId);
  await expectNothingLeft(rose.familyId, cids);
  expect((await rose.api(`/families/${rose.familyId}`)).status).toBe(404);
  expect(
    house.logs.filter(({ event, familyId }) => event === "family.erased" && familyId === rose.familyId),
  ).toHaveLength(1);
});

test("a worker that is killed in the middle of it leaves the rest to the next", async () => {
  const { rose, cids } = await fillVault("Rose Cut");
  await letGraceRunOut(rose);
  house.vendors.pinata.fault = ({ method }) => (method === "DELETE" ? { kind: "hang" } : undefined);
  await house.worker.runSchedule();
  await waitUntil(
    () => countSeen(house.vendors.pinata, "DELETE", "/v3/files/"),
    "a kept copy is being removed",
  );
  await house.restart();
  house.mendVendors();
  expect(await isGone(rose.familyId)).toBe(false);
  await house.query(
    "update memory set lease_expires_at = now() - interval '1 second', lease_id = null where family_id = $1",
    [rose.familyId],
  );
  await sweepUntilGone(rose.familyId);
  await expectNothingLeft(rose.familyId, cids);
});

test("a family that was kept in time, and every other one, loses nothing", async () => {
  const rose = await joinFamily(house, "Rose Stays");
  const { id } = await rose.upload(recordAfresh());
  await waitForStatus(rose, id, "ready", 120);
  const path = `/families/${rose.familyId}`;
  await rose.json(path, { method: "DELETE" });
  await house.worker.runSchedule();
  expect((await rose.api(`/memories/${id}`)).status).toBe(200);
  await rose.json(`${path}/restore`, { method: "POST" });
  await house.worker.runSchedule();
  expect((await rose.api(`/memories/${id}/audio`)).status).toBe(200);
});
