import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { type Account, newAddress, openAccount, password, postAuth } from "./account.ts";
import { expectProblem } from "./problem.ts";

let house: House;
let ann: Account;

beforeAll(async () => {
  house = await openHouse();
  ann = await openAccount(house, "Ann Devices");
});
afterAll(() => house?.close());

const windows =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

const askMe = (token: string) =>
  fetch(`${house.url}/api/v1/me`, { headers: { Authorization: `Bearer ${token}` } });

async function signIn(who: Account, userAgent: string): Promise<{ token: string; id: string }> {
  const answer = await postAuth(
    house,
    "/sign-in/email",
    { email: who.email, password },
    { "User-Agent": userAgent },
  );
  const { token } = (await answer.json()) as { token: string };
  const [row] = await house.query("select id from session where token = $1", [token]);
  return { token, id: String(row?.id) };
}

const readPage = async (who: Account) =>
  (await (await fetch(`${house.url}/account`, { headers: who.cookie })).text()).replaceAll("<!-- -->", "");

const post = (who: Account, fields: Record<string, string>) =>
  fetch(`${house.url}/account`, {
    method: "POST",
    headers: { ...who.cookie, Origin: house.url, "CF-Connecting-IP": newAddress() },
    body: new URLSearchParams(fields),
  });

test("the page of the account names each device in words, and tells neither tokens nor addresses", async () => {
  const { token } = await signIn(ann, windows);
  await signIn(ann, phone);
  const page = await readPage(ann);
  for (const words of ["Chrome on Windows", "Safari on iPhone", "A device that we don", "This device"]) {
    expect(page).toContain(words);
  }
  const rows = await house.query("select token, ip_address from session where user_id = $1", [ann.userId]);
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const row of rows) {
    expect(page).not.toContain(String(row.token));
    expect(page).not.toContain(String(row.ip_address));
  }
  expect((await askMe(token)).status).toBe(200);
});

test("one session is ended, the others go on", async () => {
  const bea = await openAccount(house, "Bea Ends");
  const [first, second] = [await signIn(bea, windows), await signIn(bea, phone)];
  expect(await (await post(bea, { intent: "end", sessionId: first.id })).text()).toContain(
    "Signed out there.",
  );
  await expectProblem(await askMe(first.token), 401, "session.required");
  expect((await askMe(second.token)).status).toBe(200);
});

test("all other sessions are ended at once, and this one goes on", async () => {
  const cid = await openAccount(house, "Cid Alone");
  const [first, second] = [await signIn(cid, windows), await signIn(cid, phone)];
  await post(cid, { intent: "endOthers" });
  for (const { token } of [first, second]) await expectProblem(await askMe(token), 401, "session.required");
  const own = await house.query("select 1 from session where user_id = $1", [cid.userId]);
  expect(own).toHaveLength(1);
  expect((await fetch(`${house.url}/api/v1/me`, { headers: cid.sessionToken })).status).toBe(200);
});

test("nobody ends a session of somebody else", async () => {
  const { id, token } = await signIn(ann, windows);
  const dan = await openAccount(house, "Dan Stranger");
  await post(dan, { intent: "end", sessionId: id });
  expect((await askMe(token)).status).toBe(200);
});

test("Better Auth's own paths list and end sessions, too", async () => {
  const eve = await openAccount(house, "Eve Client");
  const { token } = await signIn(eve, phone);
  const listed = await fetch(`${house.url}/api/v1/auth/list-sessions`, { headers: eve.sessionToken });
  expect((await listed.json()) as unknown[]).toHaveLength(2);
  expect((await postAuth(house, "/revoke-session", { token }, eve.sessionToken)).status).toBe(200);
  await expectProblem(await askMe(token), 401, "session.required");
  expect((await postAuth(house, "/revoke-other-sessions", {}, eve.sessionToken)).status).toBe(200);
});

test("the door leads on to an invitation, and never out of the house", async () => {
  const enter = (next: string, page: "sign-in" | "sign-up", email: string) =>
    fetch(`${house.url}/${page}?next=${encodeURIComponent(next)}`, {
      method: "POST",
      headers: { Origin: house.url, "CF-Connecting-IP": newAddress() },
      body: new URLSearchParams({ name: "Guest", email, password }),
      redirect: "manual",
    });
  const invitation = "/invitations/abc-DEF_123";
  const signedUp = await enter(invitation, "sign-up", "guest@memoryvault.example");
  expect([signedUp.status, signedUp.headers.get("Location")]).toEqual([302, invitation]);
  const signedIn = await enter(invitation, "sign-in", "guest@memoryvault.example");
  expect(signedIn.headers.get("Location")).toBe(invitation);
  const lured = await enter("//evil.example/x", "sign-in", "guest@memoryvault.example");
  expect(lured.headers.get("Location")).toBe("/");
  // The form of a browser without JavaScript keeps where to go, and so does the way between the two pages.
  const page = await (await fetch(`${house.url}/sign-up?next=${encodeURIComponent(invitation)}`)).text();
  expect(page).toContain(`action="/sign-up?next=${encodeURIComponent(invitation)}"`);
  expect(page).toContain(`href="/sign-in?next=${encodeURIComponent(invitation)}"`);
});
