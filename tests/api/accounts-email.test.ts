import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { findLink, readMails, waitForMail } from "../mailbox.ts";
import { type Account, cookiesOf, newAddress, openAccount, password, postAuth } from "./account.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

async function readMe(who: Account): Promise<Record<string, unknown>> {
  const me = (await (await fetch(`${house.url}/api/v1/me`, { headers: who.jwt })).json()) as {
    user: Record<string, unknown>;
  };
  return me.user;
}

const postPage = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${house.url}${path}`, {
    method: "POST",
    headers: { "CF-Connecting-IP": newAddress(), Origin: house.url, ...headers },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

const open = ({ pathname, search }: URL) => `${pathname}${search}`;

test("who signs up is asked by mail whether the address is theirs; only the button on the page says so", async () => {
  const ann = await openAccount(house, "Ann Unproved");
  expect(await readMe(ann)).toMatchObject({ emailVerified: false });
  const account = await (await fetch(`${house.url}/account`, { headers: ann.cookie })).text();
  expect(account).toContain("Not confirmed yet.");
  const link = open(findLink(await waitForMail(house, ann.email, "/verify-email")));

  const looked = await fetch(house.url + link);
  expect(await looked.text()).toContain("Is this your e-mail?");
  expect(await readMe(ann)).toMatchObject({ emailVerified: false });

  const proved = await postPage(link, {});
  expect(await proved.text()).toContain("Your e-mail is confirmed.");
  expect(await readMe(ann)).toMatchObject({ emailVerified: true });
  const bent = await postPage(`${link}x`, {});
  expect(bent.status).toBe(422);
  expect(await bent.text()).toContain("This link was used already, or its time is over.");
});

test("the mail is sent again from the page of the account", async () => {
  const bea = await openAccount(house, "Bea Again");
  const answer = await postPage("/account", { intent: "verify" }, bea.cookie);
  expect(await answer.text()).toContain("The mail is on its way.");
  await waitUntil(
    async () => (await readMails(house)).filter((mail) => mail.includes(bea.email)).length === 2,
    "two mails have come",
  );
});

test("Better Auth's own path proves an address, too", async () => {
  const cid = await openAccount(house, "Cid Client");
  const { search } = findLink(await waitForMail(house, cid.email, "/verify-email"));
  expect((await fetch(`${house.url}/api/v1/auth/verify-email${search}`)).status).toBe(200);
  expect(await readMe(cid)).toMatchObject({ emailVerified: true });
});

test("an address changes by the link that is mailed to the new one, and the old one is told at once", async () => {
  const dan = await openAccount(house, "Dan Moves");
  const email = "dan.new@memoryvault.example";
  const wrong = await postPage("/account", { intent: "email", email, password: "not it" }, dan.cookie);
  expect(await wrong.text()).toContain("isn&#x27;t the password of your account");
  const asked = await postPage("/account", { intent: "email", email, password }, dan.cookie);
  expect(await asked.text()).toContain("A link is on its way to the new address.");
  await waitForMail(house, dan.email, "to sign in with dan.new@");
  const link = open(findLink(await waitForMail(house, `use ${email}`, "/verify-email")));
  expect(await readMe(dan)).toMatchObject({ email: dan.email });

  expect((await postPage(link, {}, dan.cookie)).status).toBe(200);
  expect(await readMe(dan)).toMatchObject({ email, emailVerified: true });
  expect((await postAuth(house, "/sign-in/email", { email, password })).status).toBe(200);
  expect((await postAuth(house, "/sign-in/email", { email: dan.email, password })).status).toBe(401);
});

test("a link that would change the address is worth nothing once the password was changed", async () => {
  const eve = await openAccount(house, "Eve Robbed");
  const email = "thief@memoryvault.example";
  await postPage("/account", { intent: "email", email, password }, eve.cookie);
  const link = open(findLink(await waitForMail(house, `use ${email}`, "/verify-email")));
  // The token is as old as a second tells.
  await house.query("update account set updated_at = now() + interval '2 seconds' where user_id = $1", [
    eve.userId,
  ]);
  const late = await postPage(link, {});
  expect(late.status).toBe(422);
  expect(await readMe(eve)).toMatchObject({ email: eve.email });
});

test("nobody learns from a change of address whether an account has it", async () => {
  const fay = await openAccount(house, "Fay Asks");
  const gil = await openAccount(house, "Gil Asked");
  const answers: string[] = [];
  for (const email of [gil.email, "free@memoryvault.example"]) {
    const page = await postPage("/account", { intent: "email", email, password }, fay.cookie);
    answers.push(/A link is on its way[^<]*/.exec(await page.text())?.[0] ?? "refused");
  }
  expect(answers[0]).toBe(answers[1]);
  expect(answers[0]).not.toBe("refused");
});

test("a name changes on the page, and shows at once", async () => {
  const hal = await openAccount(house, "Hal Named");
  const changed = await postPage("/account", { intent: "name", name: "Harold" }, hal.cookie);
  expect(await changed.text()).toContain("Saved.");
  const home = await fetch(`${house.url}/account`, { headers: { Cookie: cookiesOf(changed) } });
  expect(await home.text()).toContain('value="Harold"');
  const empty = await postPage("/account", { intent: "name", name: " " }, hal.cookie);
  expect(await empty.text()).toContain("Please tell us your name.");
});
