import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditEntry } from "../../core/household.ts";
import type { Person } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { findLink, waitForMail } from "../mailbox.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory } from "./rows.ts";

let house: House;
let rose: FamilyMember;
let ben: FamilyMember;
let path: string;

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house, "Rose Miller");
  ben = await joinFamily(house, "Ben Novak");
  path = `/families/${rose.familyId}`;
});
afterAll(() => house?.close());

const asJson = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** The log's lines as somebody would tell them, oldest first. */
async function tell(): Promise<unknown[]> {
  const { items } = await rose.json<{ items: AuditEntry[] }>(`${path}/audit?limit=100`);
  return items.reverse().map(({ act, actor, details }) => [actor?.name ?? actor?.userId, act, details]);
}

test("owners read who did what to the family, in order", async () => {
  await rose.json(path, asJson("PATCH", { name: "The Millers" }));
  const invitation = await rose.json<{ id: string }>(
    `${path}/invitations`,
    asJson("POST", { email: "ben@memoryvault.example", role: "viewer" }),
  );
  const link = findLink(await waitForMail(house, "ben@memoryvault.example")).pathname;
  await ben.json(`${link}/accept`, { method: "POST" });
  await rose.json(`${path}/members/${ben.userId}`, asJson("PATCH", { role: "editor" }));
  const { id: personId } = await ben.json<Person>(`${path}/people`, asJson("POST", { name: "Opa Karl" }));
  await ben.api(`/people/${personId}`, { method: "DELETE" });
  const memoryId = await writeMemory(house, rose.familyId, { title: "The bread oven" });
  await ben.api(`/memories/${memoryId}`, { method: "DELETE" });
  await rose.json(path, { method: "DELETE" });
  await rose.json(`${path}/restore`, { method: "POST" });
  await ben.api(`${path}/members/${ben.userId}`, { method: "DELETE" });

  const [renamedFrom, added] = ["Miller family", { userId: rose.userId, role: "owner", name: "Rose Miller" }];
  const asked = { invitationId: invitation.id, email: "ben@memoryvault.example", role: "viewer" };
  const about = { userId: ben.userId, name: "Ben Novak" };
  expect(await tell()).toEqual([
    ["Rose Miller", "family.created", { name: renamedFrom }],
    ["Rose Miller", "member.added", added],
    ["Rose Miller", "family.renamed", { from: renamedFrom, to: "The Millers" }],
    ["Rose Miller", "invitation.sent", asked],
    ["Ben Novak", "invitation.accepted", asked],
    ["Ben Novak", "member.added", { ...about, role: "viewer" }],
    ["Rose Miller", "member.role_changed", { ...about, from: "viewer", to: "editor" }],
    ["Ben Novak", "person.removed", { personId, name: "Opa Karl" }],
    ["Ben Novak", "memory.deleted", { memoryId, title: "The bread oven" }],
    ["Rose Miller", "family.deletion_planned", { on: expect.stringMatching(/^\d{4}-.*Z$/) }],
    ["Rose Miller", "family.deletion_cancelled", {}],
    ["Ben Novak", "member.left", { ...about, role: "editor" }],
  ]);
});

test("the log comes page by page, newest first, each line once", async () => {
  const all = (await rose.json<{ items: AuditEntry[] }>(`${path}/audit?limit=100`)).items;
  const seen: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await rose.json<{ items: AuditEntry[]; nextCursor?: string }>(
      `${path}/audit?limit=5${cursor ? `&cursor=${cursor}` : ""}`,
    );
    seen.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(all);
});

test("what MemoryVault does itself names nobody, and an account that is gone keeps its line without a name", async () => {
  const cleo = await joinFamily(house, "Cleo");
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'owner')", [
    rose.familyId,
    cleo.userId,
  ]);
  await cleo.api(`${path}/members/${cleo.userId}`, asJson("PATCH", { role: "viewer" }));
  await house.query(`delete from "user" where id = $1`, [cleo.userId]);
  expect((await tell()).slice(-3)).toEqual([
    [undefined, "member.added", { userId: cleo.userId, role: "owner" }],
    [cleo.userId, "member.role_changed", { userId: cleo.userId, from: "owner", to: "viewer" }],
    [undefined, "member.left", { userId: cleo.userId, role: "viewer" }],
  ]);
});

test("only owners read the log", async () => {
  const [edda, stranger] = [await joinFamily(house, "Edda"), await joinFamily(house, "Stella")];
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'editor')", [
    rose.familyId,
    edda.userId,
  ]);
  await expectProblem(await edda.api(`${path}/audit`), 403, "audit.forbidden");
  await expectProblem(await stranger.api(`${path}/audit`), 404);
});
