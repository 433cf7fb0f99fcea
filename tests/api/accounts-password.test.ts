import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { findLink, readMails, waitForMail } from "../mailbox.ts";
import { type Account, cookiesOf, newAddress, openAccount, password, postAuth } from "./account.ts";
import { expectProblem } from "./problem.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

const chosen = "a much better password";
const askMe = (headers: Record<string, string>) => fetch(`${house.url}/api/v1/me`, { headers });
const signIn = (email: string, secret: string, address = newAddress()) =>
  postAuth(house, "/sign-in/email", { email, password: secret }, { "CF-Connecting-IP": address });
const forget = (email: string) => postAuth(house, "/request-password-reset", { email });

/** Posts a form of a page as a browser without JavaScript does. */
const postPage = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${house.url}${path}`, {
    method: "POST",
    headers: { "CF-Connecting-IP": newAddress(), Origin: house.url, ...headers },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

/** The cookie without its signed copy, which answers for a minute. */
const bare = ({ Cookie }: { Cookie: string }) => ({
  Cookie: Cookie.split("; ")
    .filter((cookie) => cookie.includes("session_token"))
    .join("; "),
});

async function readToken(email: string, page: string): Promise<string> {
  return findLink(await waitForMail(house, email, page)).searchParams.get("token") ?? "";
}

test("who forgot their password gets a link by mail, chooses another by it and is signed in; all else is signed out", async () => {
  const ann = await openAccount(house, "Ann Forgets");
  const asked = await postPage("/forgot-password", { email: ann.email });
  expect(await asked.text()).toContain("a mail is on its way");
  const token = await readToken(ann.email, "/reset-password");

  const reset = await postPage(`/reset-password?token=${token}`, { password: chosen });
  expect([reset.status, reset.headers.get("Location")]).toEqual([302, "/"]);
  expect((await askMe({ Cookie: cookiesOf(reset) })).status).toBe(200);
  await expectProblem(await askMe(ann.sessionToken), 401, "session.required");
  await expectProblem(await askMe(bare(ann.cookie)), 401, "session.required");
  expect((await signIn(ann.email, password)).status).toBe(401);
  expect((await signIn(ann.email, chosen)).status).toBe(200);
  await waitForMail(house, ann.email, "has just been changed");
  // Whoever could read the mail has shown that the address is theirs.
  const me = (await (await askMe({ Cookie: cookiesOf(reset) })).json()) as { user: unknown };
  expect(me.user).toMatchObject({ emailVerified: true });

  const again = await postPage(`/reset-password?token=${token}`, { password: "once more, please" });
  expect(await again.text()).toContain("This link was used already");
  expect((await signIn(ann.email, chosen)).status).toBe(200);
});

test("a link for a new password is good for an hour, and the others die with the one that was used", async () => {
  const bea = await openAccount(house, "Bea Late");
  await forget(bea.email);
  const token = await readToken(bea.email, "/reset-password");
  await house.query("update verification set expires_at = now() - interval '1 second' where value = $1", [
    bea.userId,
  ]);
  const late = await postAuth(house, "/reset-password", { token, newPassword: chosen });
  expect(late.status).toBe(400);

  await forget(bea.email);
  await forget(bea.email);
  const links = await waitUntil(async () => {
    const found = (await readMails(house))
      .filter((mail) => mail.includes(bea.email) && mail.includes("/reset-password"))
      .map((mail) => findLink(mail).searchParams.get("token") ?? "");
    return found.length === 3 ? found.filter((each) => each !== token) : undefined;
  }, "both links have come");
  const [used, left] = links;
  expect((await postAuth(house, "/reset-password", { token: used, newPassword: chosen })).status).toBe(200);
  expect((await postAuth(house, "/reset-password", { token: left, newPassword: "another one" })).status).toBe(
    400,
  );
});

test("a link's token is kept as a hash only, and stands in no log line", async () => {
  const cara = await openAccount(house, "Cara Hash");
  await forget(cara.email);
  const token = await readToken(cara.email, "/reset-password");
  const rows = await house.query("select * from verification where value = $1", [cara.userId]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(JSON.stringify(house.logs)).not.toContain(token);
});

test("the answer is the same whether there is such an account or not, and waits neither for the database nor for the mail", async () => {
  const dora = await openAccount(house, "Dora There");
  const database = Promise.withResolvers<void>();
  house.vendors.database.fault = () => ({ kind: "hold", until: database.promise });
  const answers: unknown[] = [];
  for (const email of [dora.email, "nobody.there@memoryvault.example"]) {
    const api = await forget(email);
    const page = await postPage("/forgot-password", { email });
    const shown = (await page.text()).replaceAll(/nonce="\w+"/g, "").replaceAll(email, "");
    answers.push([api.status, await api.text(), page.status, shown]);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject([200, expect.stringContaining("on its way"), 200, expect.anything()]);
  database.resolve();
  house.mendVendors();
  await waitForMail(house, dora.email, "/reset-password");
  expect((await readMails(house)).join()).not.toContain("nobody.there@");
});

test("one address gets five links an hour and no more, whoever asks for them", async () => {
  const emil = await openAccount(house, "Emil Flooded");
  for (let time = 0; time < 8; time += 1) expect((await forget(emil.email)).status).toBe(200);
  const isLink = (mail: string) => mail.includes(emil.email) && mail.includes("token=");
  await waitUntil(async () => (await readMails(house)).filter(isLink).length === 5, "five mails have come");
  // Three were refused in silence.
  await waitUntil(
    async () => (await house.query("select 1 from verification where value = $1", [emil.userId])).length >= 7,
    "all were dealt with",
  );
  expect((await readMails(house)).filter(isLink)).toHaveLength(5);
});

test("a mail is in the language of whoever asks", async () => {
  const elena = await openAccount(house, "Elena Habla");
  await postPage("/forgot-password", { email: elena.email }, { Cookie: "language=es" });
  expect(await waitForMail(house, elena.email, "/reset-password")).toContain("Si no has sido tú");
});

test("the eleventh password from one address is refused with the time to wait, though it were the right one; elsewhere one gets in", async () => {
  const fay = await openAccount(house, "Fay Often");
  const here = newAddress();
  for (let time = 0; time < 10; time += 1) {
    // The page and the API count together, and so do all ways to write an address.
    const email = time % 2 ? fay.email.toUpperCase() : fay.email;
    if (time < 8) expect((await signIn(email, `wrong ${time}`, here)).status).toBe(401);
    else await postPage("/sign-in", { email, password: `wrong ${time}` }, { "CF-Connecting-IP": here });
  }
  const refused = await signIn(fay.email, password, here);
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(3000);
  expect(Number(refused.headers.get("Retry-After"))).toBeLessThanOrEqual(3600);
  await expectProblem(refused, 429, "account.too_many_attempts");
  const page = await postPage("/sign-in", { email: fay.email, password }, { "CF-Connecting-IP": here });
  expect(await page.text()).toContain("For your protection we pause after ten tries");
  expect(page.headers.getSetCookie().join()).not.toContain("session_token=");

  expect((await signIn(fay.email, password)).status).toBe(200);
  const other = await openAccount(house, "Fred Near");
  expect((await signIn(other.email, password, here)).status).toBe(200);
});

test("ten passwords at the same time are counted one by one", async () => {
  const gil = await openAccount(house, "Gil Parallel");
  const here = newAddress();
  const answers = await Promise.all(
    Array.from({ length: 15 }, (_, index) => signIn(gil.email, `wrong ${index}`, here)),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses.filter((status) => status === 401)).toHaveLength(10);
  expect(statuses.filter((status) => status === 429)).toHaveLength(5);
});

test("the right password forgets the wrong ones before it", async () => {
  const hal = await openAccount(house, "Hal Remembers");
  const here = newAddress();
  for (const round of [1, 2]) {
    for (let time = 0; time < 6; time += 1) {
      expect((await signIn(hal.email, `wrong ${round} ${time}`, here)).status).toBe(401);
    }
    expect((await signIn(hal.email, password, here)).status).toBe(200);
  }
});

test("whoever tried too often and then chose a new password by mail is let in at once", async () => {
  const ivy = await openAccount(house, "Ivy Locked");
  const here = { "CF-Connecting-IP": newAddress() };
  for (let time = 0; time < 10; time += 1) {
    await signIn(ivy.email, "not the one", here["CF-Connecting-IP"]);
  }
  await forget(ivy.email);
  const token = await readToken(ivy.email, "/reset-password");
  const reset = await postPage(`/reset-password?token=${token}`, { password: chosen }, here);
  expect(reset.status).toBe(302);
  expect((await askMe({ Cookie: cookiesOf(reset) })).status).toBe(200);
});

test("a stolen session can't try out passwords without end, nor change the address without one", async () => {
  const jo = await openAccount(house, "Jo Stolen");
  const headers = { ...jo.sessionToken, "CF-Connecting-IP": newAddress() };
  const guess = (time: number) =>
    time % 2
      ? postAuth(house, "/change-password", { currentPassword: `no ${time}`, newPassword: chosen }, headers)
      : postAuth(
          house,
          "/change-email",
          { newEmail: "thief@memoryvault.example", password: `no ${time}` },
          headers,
        );
  for (let time = 0; time < 10; time += 1) {
    const { status } = await guess(time);
    expect([400, 422]).toContain(status);
  }
  for (const time of [0, 1]) await expectProblem(await guess(time), 429, "account.too_many_attempts");
  const without = await postAuth(
    house,
    "/change-email",
    { newEmail: "thief@memoryvault.example" },
    jo.sessionToken,
  );
  await expectProblem(without, 422, "account.wrong_password");
  expect((await readMails(house)).join()).not.toContain("thief@");
});

test("who knows their password changes it, is told by mail, and may sign all other devices out", async () => {
  const kim: Account = await openAccount(house, "Kim Changes");
  const second = await signIn(kim.email, password);
  const fields = { intent: "password", current: "not this", password: chosen, endOthers: "on" };
  const wrong = await postPage("/account", fields, kim.cookie);
  expect(await wrong.text()).toContain("isn&#x27;t the password of your account");
  const changed = await postPage("/account", { ...fields, current: password }, kim.cookie);
  expect(await changed.text()).toContain("Your password is changed.");
  expect((await askMe({ Cookie: cookiesOf(changed) })).status).toBe(200);
  await expectProblem(await askMe(bare({ Cookie: cookiesOf(second) })), 401);
  expect((await signIn(kim.email, chosen)).status).toBe(200);
  await waitForMail(house, kim.email, "has just been changed");
});
