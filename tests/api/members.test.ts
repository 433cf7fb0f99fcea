import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Member } from "../../core/household.ts";
import type { Family, Role } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory } from "./rows.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const asJson = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** A family of Rose's with others in it. */
async function gather<Names extends string>(others: Record<Names, Role>) {
  const rose = await joinFamily(house, "Rose Miller");
  const people = {} as Record<Names, FamilyMember>;
  for (const name of Object.keys(others) as Names[]) {
    people[name] = await joinFamily(house, name);
    await house.query("insert into member (family_id, user_id, role) values ($1, $2, $3)", [
      rose.familyId,
      people[name].userId,
      others[name],
    ]);
  }
  const path = `/families/${rose.familyId}`;
  const list = async (who: FamilyMember) => (await who.json<{ items: Member[] }>(`${path}/members`)).items;
  const setRole = (who: FamilyMember, of: FamilyMember, role: Role) =>
    who.api(`${path}/members/${of.userId}`, asJson("PATCH", { role }));
  const remove = (who: FamilyMember, whom: FamilyMember) =>
    who.api(`${path}/members/${whom.userId}`, { method: "DELETE" });
  const roles = async (): Promise<unknown> =>
    Object.fromEntries(
      (await house.query("select user_id, role from member where family_id = $1", [rose.familyId])).map(
        ({ user_id, role }) => [user_id, role],
      ),
    );
  return { rose, ...people, path, list, setRole, remove, roles };
}

test("members see each other by name, and only owners see everybody's address", async () => {
  const { rose, Vera, list } = await gather({ Vera: "viewer" });
  const forOwner = await list(rose);
  expect(forOwner).toEqual([
    { userId: rose.userId, name: "Rose Miller", email: rose.email, role: "owner", since: forOwner[0]?.since },
    { userId: Vera.userId, name: "Vera", email: Vera.email, role: "viewer", since: forOwner[1]?.since },
  ]);
  expect((await list(Vera)).map(({ name, email }) => [name, email])).toEqual([
    ["Rose Miller", undefined],
    ["Vera", Vera.email],
  ]);
});

test("an owner changes what others may do, and it holds with their next request", async () => {
  const { rose, Vera, path, setRole } = await gather({ Vera: "viewer" });
  const tell = () => Vera.api(`${path}/people`, asJson("POST", { name: "Opa" }));
  await expectProblem(await tell(), 403, "family.forbidden");
  const changed = await setRole(rose, Vera, "editor");
  expect([changed.status, await changed.json()]).toMatchObject([
    200,
    { userId: Vera.userId, role: "editor" },
  ]);
  expect((await tell()).status).toBe(201);
  await setRole(rose, Vera, "viewer");
  await expectProblem(await tell(), 403, "family.forbidden");
});

test("a family is handed over by making another its owner and stepping down", async () => {
  const { rose, Otto, setRole, roles } = await gather({ Otto: "editor" });
  await expectProblem(await setRole(rose, rose, "viewer"), 409, "member.last_owner");
  expect((await setRole(rose, Otto, "owner")).status).toBe(200);
  expect((await setRole(rose, rose, "viewer")).status).toBe(200);
  expect(await roles()).toEqual({ [rose.userId]: "viewer", [Otto.userId]: "owner" });
  await expectProblem(await setRole(rose, rose, "owner"), 403, "member.forbidden");
});

test("who is removed sees nothing any more, at once", async () => {
  const { rose, Vera, path, remove } = await gather({ Vera: "viewer" });
  const memoryId = await writeMemory(house, rose.familyId);
  expect((await Vera.api(`/memories/${memoryId}`)).status).toBe(200);
  expect((await remove(rose, Vera)).status).toBe(204);
  for (const gone of [`/memories/${memoryId}`, path, `${path}/members`, `${path}/memories`]) {
    await expectProblem(await Vera.api(gone), 404);
  }
  await expectProblem(await remove(rose, Vera), 404, "member.not_found");
});

test("everybody may leave, and nobody but an owner removes others", async () => {
  const { rose, Vera, Edda, remove, roles } = await gather({ Vera: "viewer", Edda: "editor" });
  await expectProblem(await remove(Vera, Edda), 403, "member.forbidden");
  await expectProblem(await remove(Edda, rose), 403, "member.forbidden");
  expect((await remove(Vera, Vera)).status).toBe(204);
  expect(await roles()).toEqual({ [rose.userId]: "owner", [Edda.userId]: "editor" });
});

test("the last owner can't leave, be removed or step down", async () => {
  const { rose, remove, setRole, roles } = await gather({ Edda: "editor" });
  await expectProblem(await remove(rose, rose), 409, "member.last_owner");
  await expectProblem(await setRole(rose, rose, "editor"), 409, "member.last_owner");
  expect((await setRole(rose, rose, "owner")).status).toBe(200);
  expect(await roles()).toMatchObject({ [rose.userId]: "owner" });
});

test.each([
  ["two owners who step down at the same moment", "setRole", "self"],
  ["two owners who leave at the same moment", "remove", "self"],
  ["two owners who remove each other at the same moment", "remove", "other"],
  ["two owners who demote each other at the same moment", "setRole", "other"],
] as const)("%s leave one owner", async (_, act, whom) => {
  const { rose, Otto, roles, ...acts } = await gather({ Otto: "owner" });
  const run = (who: FamilyMember, of: FamilyMember) =>
    act === "remove" ? acts.remove(who, of) : acts.setRole(who, of, "viewer");
  const answers = await Promise.all([
    run(rose, whom === "self" ? rose : Otto),
    run(Otto, whom === "self" ? Otto : rose),
  ]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const left = Object.values((await roles()) as Record<string, Role>);
  expect(left.filter((role) => role === "owner")).toHaveLength(1);
});

test("a role that there isn't and a member that there isn't are refused", async () => {
  const { rose, path } = await gather({});
  const patch = (id: string, body: unknown) => rose.api(`${path}/members/${id}`, asJson("PATCH", body));
  await expectProblem(await patch(rose.userId, { role: "king" }), 422, "request.invalid");
  await expectProblem(await patch(rose.userId, { role: "viewer", name: "x" }), 422, "request.invalid");
  await expectProblem(await patch(uuidv7(), { role: "viewer" }), 404, "member.not_found");
});

test("an owner gives the family another name", async () => {
  const { rose, Edda, path } = await gather({ Edda: "editor" });
  const rename = (who: FamilyMember, name: string) => who.api(path, asJson("PATCH", { name }));
  const renamed = await rename(rose, "  The Millers of Graz ");
  expect(await renamed.json()).toMatchObject({ id: rose.familyId, name: "The Millers of Graz" });
  await expectProblem(await rename(Edda, "Mine"), 403, "family.forbidden");
  await expectProblem(await rename(rose, " "), 422, "request.invalid");
  expect(await Edda.json(path)).toMatchObject({ name: "The Millers of Graz", role: "editor" });
});

test("a family that is to be deleted can be seen for 30 days, takes nothing new, and any owner keeps it", async () => {
  const { rose, Otto, Vera, path } = await gather({ Otto: "owner", Vera: "viewer" });
  const planned = await rose.api(path, { method: "DELETE" });
  expect(planned.status).toBe(202);
  const { deleteAfter } = (await planned.json()) as Family;
  const days = (Date.parse(deleteAfter ?? "") - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
  expect(await Vera.json(path)).toMatchObject({ deleteAfter });

  const again = await Otto.api(path, { method: "DELETE" });
  expect(await again.json()).toMatchObject({ deleteAfter });
  const form = new FormData();
  form.set("audio", new Blob(["RIFF"]), "story.wav");
  const sent = await rose.api(`${path}/memories`, { method: "POST", body: form });
  await expectProblem(sent, 409, "family.deleting");
  const encode = (text: string) => Buffer.from(text).toString("base64");
  const begun = await rose.api("/uploads", {
    method: "POST",
    headers: {
      "Tus-Resumable": "1.0.0",
      "Upload-Length": "100",
      "Upload-Metadata": `familyId ${encode(rose.familyId)},filename ${encode("a.wav")},filetype ${encode("audio/wav")}`,
    },
  });
  await expectProblem(begun, 409, "family.deleting");
  const invited = await rose.api(
    `${path}/invitations`,
    asJson("POST", { email: "a@b.example", role: "viewer" }),
  );
  await expectProblem(invited, 409, "family.deleting");

  expect((await Vera.json<{ items: { kind: string }[] }>("/notifications")).items).toMatchObject([
    {
      kind: "family.deleting",
      familyId: rose.familyId,
      details: { name: "Miller family", on: expect.any(String) },
    },
  ]);
  await expectProblem(await Vera.api(`${path}/restore`, { method: "POST" }), 403, "family.forbidden");
  const kept = await Otto.api(`${path}/restore`, { method: "POST" });
  expect([kept.status, (await kept.json()) as Family]).toMatchObject([200, { role: "owner" }]);
  expect(await rose.json<Family>(path)).not.toHaveProperty("deleteAfter");
  expect((await rose.json<{ items: { kind: string }[] }>("/notifications")).items).toEqual([]);
  expect((await Vera.json<{ items: { kind: string }[] }>("/notifications")).items).toEqual([]);
});

test("a family whose day has come can't be kept any more", async () => {
  const { rose, path } = await gather({});
  await house.query("update family set delete_after = now() - interval '1 second' where id = $1", [
    rose.familyId,
  ]);
  await expectProblem(await rose.api(`${path}/restore`, { method: "POST" }), 410, "family.deleted");
});
