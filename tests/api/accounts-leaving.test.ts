import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "../house.ts";
import { waitForMail } from "../mailbox.ts";
import { type Account, cookiesOf, newAddress, openAccount, password, postAuth } from "./account.ts";
import { expectProblem } from "./problem.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const meSchema = z.object({
  user: z.object({ email: z.string(), emailVerified: z.boolean(), deleteAfter: z.iso.datetime().optional() }),
  families: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.string() })),
});
const ask = (path: string, proof: Record<string, string>, init: RequestInit = {}) =>
  fetch(`${house.url}/api/v1${path}`, {
    ...init,
    headers: { "Content-Type": "application/json", "CF-Connecting-IP": newAddress(), ...proof },
  });
const readMe = async ({ jwt }: Account) => meSchema.parse(await (await ask("/me", jwt)).json());
const leave = (proof: Record<string, string>, secret = password) =>
  ask("/me", proof, { method: "DELETE", body: JSON.stringify({ password: secret }) });
const keep = (proof: Record<string, string>) => ask("/me/keep", proof, { method: "POST" });
const signIn = (who: Account) => postAuth(house, "/sign-in/email", { email: who.email, password });

/** Makes a family of these accounts; the first owns it. */
async function makeFamily(name: string, owner: Account, ...others: [Account, string][]): Promise<string> {
  const id = uuidv7();
  await house.query("insert into family (id, name) values ($1, $2)", [id, name]);
  for (const [who, role] of [[owner, "owner"] as const, ...others]) {
    await house.query("insert into member (family_id, user_id, role) values ($1, $2, $3)", [
      id,
      who.userId,
      role,
    ]);
  }
  return id;
}

/** Lets the days of grace pass for an account, and for what goes with it. */
async function passTheDays(who: Account): Promise<void> {
  const families = "select family_id from member where user_id = $1";
  await house.query(
    `update family set delete_after = now() - interval '1 second' where delete_after is not null and id in (${families})`,
    [who.userId],
  );
  await house.query(`update "user" set delete_after = now() - interval '1 second' where id = $1`, [
    who.userId,
  ]);
}

const sweep = () => house.worker.runSchedule(new Date("2026-11-24T12:00:00Z"));
const isThere = async (who: Account) =>
  (await house.query(`select 1 from "user" where id = $1`, [who.userId])).length === 1;

test("an account is marked to go in thirty days, its other sessions end, and a mail says so", async () => {
  const ann = await openAccount(house, "Ann Leaves");
  const { families } = await readMe(ann);
  const other = await signIn(ann);
  const left = await leave(ann.sessionToken);
  expect(left.status).toBe(202);
  const { deleteAfter } = (await left.json()) as { deleteAfter: string };
  const days = (Date.parse(deleteAfter) - Date.now()) / 86_400_000;
  expect([days > 29.99, days < 30.01]).toEqual([true, true]);
  expect((await readMe(ann)).user.deleteAfter).toBe(deleteAfter);
  expect(await waitForMail(house, ann.email, "/account/keep")).toContain(
    "You asked us to delete the account",
  );

  const sessions = await house.query("select token from session where user_id = $1", [ann.userId]);
  expect(sessions).toHaveLength(1);
  expect((await ask("/me", ann.sessionToken)).status).toBe(200);
  const { token } = (await other.json()) as { token: string };
  await expectProblem(await ask("/me", { Authorization: `Bearer ${token}` }), 401, "session.required");
  // The family that is hers alone goes at the very same time.
  const rows = await house.query(
    `select f.delete_after = u.delete_after as same from family f, "user" u where f.id = $1 and u.id = $2`,
    [families[0]?.id, ann.userId],
  );
  expect(rows).toEqual([{ same: true }]);
});

test("asked twice, the day stays the first one", async () => {
  const bea = await openAccount(house, "Bea Twice");
  const first = (await (await leave(bea.jwt)).json()) as unknown;
  expect(await (await leave(bea.jwt)).json()).toEqual(first);
});

test("who changed their mind keeps the account and the families that would have gone with it", async () => {
  const cid = await openAccount(house, "Cid Stays");
  const { families } = await readMe(cid);
  const doomed = await makeFamily("Doomed by itself", cid);
  await house.query("update family set delete_after = now() + interval '3 days' where id = $1", [doomed]);
  await leave(cid.jwt);
  expect((await keep(cid.jwt)).status).toBe(204);
  expect((await readMe(cid)).user.deleteAfter).toBeUndefined();
  const rows = await house.query("select id from family where id = any($1) and delete_after is not null", [
    [families[0]?.id, doomed],
  ]);
  expect(rows).toEqual([{ id: doomed }]);
});

test("the pages say on every page that the account goes, from the next one on, and keep it at a touch", async () => {
  const dan = await openAccount(house, "Dan Pages");
  const post = (path: string, cookie: string, fields: Record<string, string> = {}) =>
    fetch(`${house.url}${path}`, {
      method: "POST",
      headers: { Cookie: cookie, Origin: house.url, "CF-Connecting-IP": newAddress() },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
  /** What the browser holds after an answer. */
  const hold = (cookie: string, answer: Response) => {
    const jar = new Map(cookie.split("; ").map((pair) => [pair.split("=")[0], pair] as const));
    for (const pair of cookiesOf(answer).split("; ")) {
      const [name, value] = pair.split("=");
      if (value) jar.set(name, pair);
      else jar.delete(name);
    }
    return [...jar.values()].join("; ");
  };
  const read = async (path: string, cookie: string) =>
    (await fetch(`${house.url}${path}`, { headers: { Cookie: cookie } })).text();

  const wrong = await post("/account/delete", dan.cookie.Cookie, { password: "not it" });
  expect(await wrong.text()).toContain("isn&#x27;t the password of your account");
  const gone = await post("/account/delete", dan.cookie.Cookie, { password });
  expect([gone.status, gone.headers.get("Location")]).toEqual([302, "/account/keep"]);
  const cookie = hold(dan.cookie.Cookie, gone);
  expect(await read("/notifications", cookie)).toContain("Your account will be deleted on");
  // Who signs in anew reads it, too.
  expect(await read("/notifications", cookiesOf(await signIn(dan)))).toContain(
    "Your account will be deleted on",
  );

  const kept = await post("/account/keep", cookie);
  expect(kept.headers.get("Location")).toBe("/account/keep");
  const after = hold(cookie, kept);
  expect(await read("/account/keep", after)).toContain("Your account stays.");
  expect(await read("/notifications", after)).not.toContain("will be deleted");
});

test("who alone owns families with other members is told which, and nothing happens", async () => {
  const eve = await openAccount(house, "Eve Owner");
  const fay = await openAccount(house, "Fay Member");
  await makeFamily("The Bakers", eve, [fay, "editor"]);
  await makeFamily("The Ovens", eve, [fay, "owner"]);
  const problem = await expectProblem(await leave(eve.jwt), 409, "account.last_owner");
  expect(problem.errors?.map(({ message }) => message)).toEqual(["The Bakers"]);
  expect((await readMe(eve)).user.deleteAfter).toBeUndefined();
  expect((await ask("/me", eve.sessionToken)).status).toBe(200);
  // An owner who is leaving, too, will be nobody to look after it.
  await leave(fay.jwt);
  const again = await expectProblem(await leave(eve.jwt), 409, "account.last_owner");
  expect(again.errors?.map(({ message }) => message)).toEqual(["The Bakers", "The Ovens"]);
});

test("only who knows the password has an account deleted, and tries are counted", async () => {
  const gil = await openAccount(house, "Gil Guarded");
  const from = { ...gil.jwt, "CF-Connecting-IP": newAddress() };
  for (let time = 0; time < 10; time += 1) {
    await expectProblem(await leave(from, `no ${time}`), 422, "account.wrong_password");
  }
  const refused = await leave(from);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
  await expectProblem(refused, 429, "account.too_many_attempts");
  expect((await readMe(gil)).user.deleteAfter).toBeUndefined();
  await expectProblem(await ask("/me", gil.jwt, { method: "DELETE", body: "{}" }), 422, "request.invalid");
});

test("when the days are over the account goes; what was told in families with others stays with them", async () => {
  const hal = await openAccount(house, "Hal Gone");
  const ivy = await openAccount(house, "Ivy Remains");
  const jo = await openAccount(house, "Jo Editor");
  const shared = await makeFamily("Shared", ivy, [hal, "editor"]);
  await leave(hal.jwt);
  const inherited = await makeFamily("Inherited", hal, [ivy, "viewer"], [jo, "editor"]);
  await sweep();
  expect(await isThere(hal)).toBe(true);

  await passTheDays(hal);
  await sweep();
  const members = await house.query(
    "select role from member where family_id = any($1) and user_id = any($2) order by role",
    [
      [shared, inherited],
      [ivy.userId, jo.userId],
    ],
  );
  // Nobody else owned it: who may edit looks after it now.
  expect(members.map(({ role }) => role)).toEqual(["owner", "owner", "viewer"]);
  expect(
    await house.query("select 1 from member where family_id = any($1) and user_id = $2", [
      [shared, inherited],
      hal.userId,
    ]),
  ).toEqual([]);
  // His own family may have to be erased before he goes; then a later sweep takes him.
  await house.query("delete from family where id in (select family_id from member where user_id = $1)", [
    hal.userId,
  ]);
  await sweep();
  expect(await isThere(hal)).toBe(false);
  expect(await house.query("select 1 from session where user_id = $1", [hal.userId])).toEqual([]);
  expect(await house.query("select 1 from account where user_id = $1", [hal.userId])).toEqual([]);
  await expectProblem(await ask("/me", hal.jwt), 401, "session.required");
});

test("a family whose other members have left meanwhile goes with its last one, who stays until it is erased", async () => {
  const kim = await openAccount(house, "Kim Last");
  await leave(kim.jwt);
  const late = await makeFamily("Left behind", kim);
  await passTheDays(kim);
  await sweep();
  const [row] = await house.query("select delete_after <= now() as due from family where id = $1", [late]);
  // Either it waits to be erased, or that is done already.
  expect([undefined, true]).toContain(row?.due);
  if (row) expect(await isThere(kim)).toBe(true);
});
