import { afterAll, beforeAll, expect, test } from "vitest";
import type { DeletedMemory } from "../../core/deleting.ts";
import type { Memory, Notification } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory, writeTranscript } from "./rows.ts";

let house: House;
let rose: FamilyMember;
/** Belongs to Rose's family and may look only. */
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
});
afterAll(() => house?.close());

type Listed = { items: DeletedMemory[]; nextCursor?: string };
const remove = (id: string, query = "", member = rose) =>
  member.api(`/memories/${id}${query}`, { method: "DELETE" });
const restore = (id: string, member = rose) => member.api(`/memories/${id}/restore`, { method: "POST" });
const listDeleted = (query = "") => rose.json<Listed>(`/families/${rose.familyId}/memories/deleted${query}`);
const day = 24 * 3_600_000;

test("a deleted memory is listed for thirty days, and comes back with its words and its news", async () => {
  const id = await writeMemory(house, rose.familyId);
  await writeTranscript(house, rose.familyId, id, ["We baked bread.", "Every Friday."]);
  await house.query(
    "insert into notification (id, family_id, user_id, memory_id, kind, event) values (uuidv7(), $1, $2, $3, 'memory.ready', $4)",
    [rose.familyId, rose.userId, id, `memory.ready:${id}`],
  );
  const before = await rose.json<Memory>(`/memories/${id}`);
  const words = await rose.json(`/memories/${id}/transcript.json`);
  const news = async () =>
    (await rose.json<{ items: Notification[] }>("/notifications")).items.map(({ memoryId }) => memoryId);
  expect(await news()).toContain(id);

  expect((await remove(id)).status).toBe(204);
  const { items } = await listDeleted();
  expect(items.map(({ memory }) => memory.title)).toEqual([before.title]);
  const { deletedAt, eraseAt } = items[0] as DeletedMemory;
  expect(Date.parse(eraseAt) - Date.parse(deletedAt)).toBe(30 * day);
  expect(await news()).not.toContain(id);
  await expectProblem(await rose.api(`/memories/${id}`), 404, "memory.not_found");
  await expectProblem(await remove(id), 404, "memory.not_found");

  const restored = (await (await restore(id)).json()) as Memory;
  expect(restored).toEqual({
    ...before,
    version: before.version + 2,
    updatedAt: restored.updatedAt,
  });
  expect(await rose.json(`/memories/${id}/transcript.json`)).toEqual(words);
  expect(await news()).toContain(id);
  expect((await listDeleted()).items).toEqual([]);
});

test("restoring twice is restoring once", async () => {
  const id = await writeMemory(house, rose.familyId);
  await remove(id);
  const first = (await (await restore(id)).json()) as Memory;
  const second = await restore(id);
  expect([second.status, await second.json()]).toEqual([200, first]);
});

test("who may only look, and who is a stranger, neither sees nor brings back what was deleted", async () => {
  const id = await writeMemory(house, rose.familyId);
  await expectProblem(await remove(id, "", guest), 403, "memory.forbidden");
  await remove(id);
  for (const member of [guest, stranger]) {
    await expectProblem(await restore(id, member), 404, "memory.not_found");
    await expectProblem(await remove(id, "?forever=true", member), 404, "memory.not_found");
  }
  const path = `/families/${rose.familyId}/memories/deleted`;
  await expectProblem(await guest.api(path), 403, "family.forbidden");
  await expectProblem(await stranger.api(path), 404, "family.not_found");
  expect((await restore(id)).status).toBe(200);
});

test("what is deleted for good is gone at once, whether it was deleted before or not", async () => {
  for (const first of [[], [""]]) {
    const id = await writeMemory(house, rose.familyId);
    for (const query of first) await remove(id, query);
    expect((await remove(id, "?forever=true")).status).toBe(204);
    await expectProblem(await restore(id), 404, "memory.not_found");
    expect((await listDeleted()).items.map(({ memory }) => memory.id)).not.toContain(id);
    await waitUntil(
      async () => (await house.query("select 1 from memory where id = $1", [id])).length === 0,
      "nothing is left of it",
    );
  }
});

test("what was deleted is listed newest first, page by page", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) ids.unshift(await writeMemory(house, rose.familyId));
  for (const id of ids) await remove(id);
  const first = await listDeleted("?limit=2");
  const second = await listDeleted(`?limit=2&cursor=${first.nextCursor}`);
  expect([first, second].map(({ items }) => items.map(({ memory }) => memory.id))).toEqual([
    ids.slice(0, 2),
    ids.slice(2),
  ]);
  expect(second.nextCursor).toBeUndefined();
});

test("a deletion asked for in words that mean nothing is refused, and deletes nothing", async () => {
  const id = await writeMemory(house, rose.familyId);
  await expectProblem(await remove(id, "?forever=perhaps"), 422, "request.invalid");
  expect((await rose.api(`/memories/${id}`)).status).toBe(200);
});
