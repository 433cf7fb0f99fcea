import { afterAll, beforeAll, expect, test } from "vitest";
import type { Invitation, OfferedInvitation } from "../../core/household.ts";
import type { Family, Notification, Role } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { findLink, readMails, waitForMail } from "../mailbox.ts";
import { openAccount } from "./account.ts";
import { expectProblem } from "./problem.ts";

let house: House;
let rose: FamilyMember;
let invited = 0;

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house, "Rose Miller");
});
afterAll(() => house?.close());

const newEmail = () => `cousin.${++invited}@memoryvault.example`;

function send(
  who: FamilyMember,
  fields: { email: string; role: Role },
  headers: Record<string, string> = {},
): Promise<Response> {
  return who.api(`/families/${who.familyId}/invitations`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(fields),
  });
}

/** Invites somebody and reads the token out of the mail that came. */
async function invite(role: Role = "viewer", email = newEmail()) {
  const sent = await send(rose, { email, role });
  expect(sent.status).toBe(201);
  const invitation = (await sent.json()) as Invitation;
  return { invitation, token: await readToken(invitation.email) };
}

async function readToken(email: string): Promise<string> {
  const known = await house.query(
    "select token_hash from invitation where email = $1 and revoked_at is null",
    [email],
  );
  const mail = await waitForMail(house, email);
  const token = findLink(mail).pathname.replace("/invitations/", "");
  expect(known).toHaveLength(1);
  return token;
}

const accept = (who: FamilyMember, token: string) =>
  who.api(`/invitations/${token}/accept`, { method: "POST" });
const open = (token: string) => fetch(`${house.url}/api/v1/invitations/${token}`);
const listOpen = async () =>
  (await rose.json<{ items: Invitation[] }>(`/families/${rose.familyId}/invitations`)).items;

test("an invitation goes by mail, and whoever holds the link sees what it offers without an account", async () => {
  const { invitation, token } = await invite("editor", "Great.Aunt@MemoryVault.example ");
  expect(invitation).toEqual({
    id: invitation.id,
    email: "great.aunt@memoryvault.example",
    role: "editor",
    expiresAt: invitation.expiresAt,
  });
  expect(Math.round((Date.parse(invitation.expiresAt) - Date.now()) / 86_400_000)).toBe(7);
  expect(token).toMatch(/^[\w-]{43}$/);
  const offered = await open(token);
  expect(offered.headers.get("Cache-Control")).toBe("private, no-store");
  expect((await offered.json()) as OfferedInvitation).toEqual({
    family: { name: "Miller family" },
    role: "editor",
    invitedBy: "Rose Miller",
    email: "g•••@memoryvault.example",
    expiresAt: invitation.expiresAt,
  });
});

test("who accepts belongs to the family, whichever address their account has", async () => {
  const ben = await joinFamily(house, "Ben Novak");
  const { token } = await invite("editor");
  await expectProblem(await ben.api(`/families/${rose.familyId}`), 404);
  const accepted = await accept(ben, token);
  expect([accepted.status, await accepted.json()]).toMatchObject([
    200,
    { id: rose.familyId, role: "editor" },
  ]);
  expect(await ben.json(`/families/${rose.familyId}`)).toMatchObject({ role: "editor" });
  const { items } = await rose.json<{ items: Notification[] }>("/notifications");
  expect(items).toMatchObject([
    { kind: "member.joined", familyId: rose.familyId, details: { name: "Ben Novak" } },
  ]);
});

test("an invited person with a new account lands in the family and is given none besides", async () => {
  const { token } = await invite("viewer");
  const ida = await openAccount(house, "Ida New");
  const headers = ida.cookie;
  const accepted = await fetch(`${house.url}/api/v1/invitations/${token}/accept`, {
    method: "POST",
    headers,
  });
  expect(accepted.status).toBe(200);
  const me = await fetch(`${house.url}/api/v1/families`, { headers });
  expect(((await me.json()) as { items: Family[] }).items).toMatchObject([
    { id: rose.familyId, role: "viewer" },
  ]);
});

test("a link is good once: the same person gets the same answer, everybody else 404", async () => {
  const [one, two] = [await joinFamily(house, "Una"), await joinFamily(house, "Dua")];
  const { token } = await invite();
  const first = await (await accept(one, token)).json();
  const again = await accept(one, token);
  expect([again.status, await again.json()]).toEqual([200, first]);
  await expectProblem(await accept(two, token), 404, "invitation.not_found");
  await expectProblem(await open(token), 404, "invitation.not_found");
});

test("of two people who accept at the same moment one joins", async () => {
  const [one, two] = [await joinFamily(house, "Uno"), await joinFamily(house, "Due")];
  const { token } = await invite();
  const answers = await Promise.all([accept(one, token), accept(two, token)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
});

test("somebody who was removed doesn't come back by the old link", async () => {
  const max = await joinFamily(house, "Max");
  const { token } = await invite();
  await accept(max, token);
  await rose.api(`/families/${rose.familyId}/members/${max.userId}`, { method: "DELETE" });
  await expectProblem(await accept(max, token), 404, "invitation.not_found");
  await expectProblem(await max.api(`/families/${rose.familyId}`), 404);
});

test("a member keeps the greater role, and a link that gives them nothing stays good for another", async () => {
  const ella = await joinFamily(house, "Ella");
  const { token: asEditor } = await invite("editor");
  await accept(ella, asEditor);
  const { token: asViewer } = await invite("viewer");
  expect(await (await accept(ella, asViewer)).json()).toMatchObject({ role: "editor" });
  expect((await open(asViewer)).status).toBe(200);
  const { token: asOwner } = await invite("owner");
  expect(await (await accept(ella, asOwner)).json()).toMatchObject({ role: "owner" });
});

test("a link is refused when it is wrong, taken back or too late", async () => {
  const sam = await joinFamily(house, "Sam");
  const wrong = "A".repeat(43);
  for (const answer of [await open(wrong), await accept(sam, wrong), await open("x")]) {
    await expectProblem(answer, 404, "invitation.not_found");
  }
  const revoked = await invite();
  const path = `/families/${rose.familyId}/invitations/${revoked.invitation.id}`;
  expect((await rose.api(path, { method: "DELETE" })).status).toBe(204);
  await expectProblem(await rose.api(path, { method: "DELETE" }), 404, "invitation.not_found");
  for (const answer of [await open(revoked.token), await accept(sam, revoked.token)]) {
    await expectProblem(answer, 404, "invitation.not_found");
  }
  const late = await invite();
  await house.query("update invitation set expires_at = now() where id = $1", [late.invitation.id]);
  for (const answer of [await open(late.token), await accept(sam, late.token)]) {
    await expectProblem(answer, 410, "invitation.expired");
  }
  await expectProblem(await sam.api(`/families/${rose.familyId}`), 404);
});

test("inviting the same address again ends the earlier invitation", async () => {
  const email = newEmail();
  const { invitation, token } = await invite("viewer", email);
  const sent = await send(rose, { email, role: "editor" });
  const second = (await sent.json()) as Invitation;
  await expectProblem(await open(token), 404, "invitation.not_found");
  const open_ = (await listOpen()).filter((each) => each.email === email);
  expect(open_).toEqual([second]);
  expect(second.id).not.toBe(invitation.id);
});

test("who belongs to the family already isn't invited again", async () => {
  const lea = await joinFamily(house, "Lea");
  const { token } = await invite();
  await accept(lea, token);
  const refused = await send(rose, { email: lea.email.toUpperCase(), role: "owner" });
  await expectProblem(refused, 409, "member.exists");
});

test("an address that is none and a role that there isn't are named", async () => {
  const refused = await rose.api(`/families/${rose.familyId}/invitations`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email: "grandmother", role: "queen" }),
  });
  const { errors } = await expectProblem(refused, 422, "request.invalid");
  expect(errors?.map(({ path }) => path).sort()).toEqual(["email", "role"]);
});

test("the same Idempotency-Key sends one mail", async () => {
  const email = newEmail();
  const once = () => send(rose, { email, role: "viewer" }, { "Idempotency-Key": "invite-once" });
  const [first, again] = [await once(), await once()];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(await again.text()).toBe(await first.text());
  await waitForMail(house, email);
  expect((await readMails(house)).filter((text) => text.includes(email))).toHaveLength(1);
});

test("a family sends so many invitations a day and no more", async () => {
  const tom = await joinFamily(house, "Tom");
  await house.query(
    `insert into invitation (id, family_id, email, role, token_hash, expires_at, revoked_at)
      select uuidv7(), $1, n || '@memoryvault.example', 'viewer', 'day ' || n, now() + interval '7 days', now()
      from generate_series(1, 49) as n`,
    [tom.familyId],
  );
  expect((await send(tom, { email: newEmail(), role: "viewer" })).status).toBe(201);
  await expectProblem(await send(tom, { email: newEmail(), role: "viewer" }), 409, "invitation.too_many");
});

test("a mail speaks the language of the page, and quotes no address that somebody hid in a name", async () => {
  const eva = await joinFamily(house, "Eva http://evil.example");
  await eva.api(`/families/${eva.familyId}`, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name: "Win at www.evil.example\nnow" }),
  });
  const [spanish, english] = [newEmail(), newEmail()];
  await send(eva, { email: spanish, role: "viewer" }, { Cookie: "language=es" });
  await send(eva, { email: english, role: "viewer" });
  const [es, en] = [await waitForMail(house, spanish), await waitForMail(house, english)];
  expect(es).toContain("te invita");
  expect(en).toContain("invites you");
  for (const text of [es, en]) {
    expect(text).not.toMatch(/evil\.example|http:\/\/evil/);
    expect(findLink(text).origin).toBe("http://localhost:8787");
  }
});

test("a link's token stands in no log and in no row", async () => {
  const { token } = await invite();
  const pia = await joinFamily(house, "Pia");
  await open(token);
  await fetch(`${house.url}/invitations/${token}`, { redirect: "manual" });
  await accept(pia, token);
  expect(JSON.stringify(house.logs)).not.toContain(token);
  expect(house.logs.some(({ path }) => path === "/api/v1/invitations/:token/accept")).toBe(true);
  for (const table of ["invitation", "audit", "notification", "answer"]) {
    expect(await house.query(`select 1 from ${table} t where t::text like $1`, [`%${token}%`])).toEqual([]);
  }
});
