import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { findLink, waitForMail } from "../mailbox.ts";
import { listenForTrouble, openProfile, origin, type Profile, signOut, signUp } from "./browser.ts";
import { inspectAsItIs } from "./inspect.ts";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  house = await openHouse();
  profile = await openProfile(house);
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
});
afterAll(async () => {
  await profile?.close();
  await house?.close();
});

beforeEach(() => context.clearCookies());

async function readEmail(name: string): Promise<string> {
  const [row] = await house.query(`select email from "user" where name = $1`, [name]);
  return String(row?.email);
}

test("who forgot their password asks for a mail, chooses another by its link, and is signed in", async () => {
  const trouble = listenForTrouble(page);
  await signUp(page, "Flora");
  const email = await readEmail("Flora");
  await signOut(page);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText("a mail is on its way").waitFor();

  const link = findLink(await waitForMail(house, email, "/reset-password"));
  await page.goto(link.href);
  await page.getByLabel("The new password").fill("short");
  await page.getByRole("button", { name: "Use this password" }).click();
  await page.getByText("This password is too short.").waitFor();
  await page.getByLabel("The new password").fill("quince jam and thunder");
  await page.getByRole("button", { name: "Use this password" }).click();
  await page.getByRole("heading", { name: "Hello, Flora." }).waitFor();

  await signOut(page);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("quince jam and thunder");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Hello, Flora." }).waitFor();
  expect(trouble).toEqual([]);
});

test("on the page of the account one proves the address, signs another device out, and leaves and stays", async () => {
  await signUp(page, "Greta");
  const email = await readEmail("Greta");
  await page.goto(findLink(await waitForMail(house, email, "/verify-email")).href);
  await page.getByRole("button", { name: "Yes, it is mine" }).click();
  await page.getByText("Your e-mail is confirmed.").waitFor();

  const elsewhere = await fetch(`${house.url}/api/v1/auth/sign-in/email`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "User-Agent": "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    },
    body: JSON.stringify({ email, password: "bread oven fiddle" }),
  });
  expect(elsewhere.status).toBe(200);
  await page.goto(`${origin}/account`);
  await page.getByText("Confirmed: we know that it is yours.").waitFor();
  await page.getByRole("button", { name: /^Sign out: Safari on iPad/ }).click();
  await page.getByText("Signed out there.").waitFor();
  await page.getByText("Safari on iPad").waitFor({ state: "detached" });

  await page.getByRole("link", { name: "Delete your account…" }).click();
  await page.getByRole("heading", { name: "Delete your account" }).waitFor();
  await page.getByLabel("Your password now").fill("bread oven fiddle");
  await page.getByRole("button", { name: "Delete my account in 30 days" }).click();
  await page.getByRole("heading", { name: "Your account will be deleted" }).waitFor();
  await page.goto(origin);
  await page.getByRole("heading", { name: "Hello, Greta." }).waitFor();
  await page.getByRole("button", { name: "Keep my account" }).click();
  await page.getByText("Your account stays.").waitFor();
  await page.goto(origin);
  await page.getByRole("heading", { name: "Hello, Greta." }).waitFor();
  expect(await page.getByText("will be deleted").count()).toBe(0);
});

test.each([
  ["en", "light"],
  ["es", "dark"],
] as const)("each of these pages passes axe on a phone, in %s and %s", async (language, colorScheme) => {
  const trouble = listenForTrouble(page);
  const findings: string[] = [];
  await signUp(page, "Hanna");
  await context.addCookies([{ name: "language", value: language, url: origin }]);
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const keep = page.getByRole("button", { name: /^(Keep my account|Conservar mi cuenta)$/ });

  await page.goto(`${origin}/account`);
  for (const summary of await page.locator("main summary").all()) await summary.click();
  findings.push(...(await inspectAsItIs(page)));
  await page.goto(`${origin}/account/delete`);
  findings.push(...(await inspectAsItIs(page)));
  await page.getByLabel(/^(Your password now|Tu contraseña de ahora)$/).fill("bread oven fiddle");
  await page.getByRole("button", { name: /30/ }).click();
  await keep.waitFor();
  findings.push(...(await inspectAsItIs(page)));
  await page.goto(`${origin}/account`);
  await keep.waitFor();
  findings.push(...(await inspectAsItIs(page)));
  await keep.click();
  await page.getByText(/^(Your account stays|Tu cuenta se queda)/).waitFor();
  findings.push(...(await inspectAsItIs(page)));

  for (const path of ["/forgot-password", "/reset-password?token=none", "/verify-email?token=none"]) {
    await page.goto(origin + path);
    findings.push(...(await inspectAsItIs(page)));
  }
  // The link is good for nothing, which is said kindly.
  await page.locator("main").getByRole("button").click();
  await page.getByRole("alert").waitFor();
  findings.push(...(await inspectAsItIs(page)));
  expect(findings).toEqual([]);
  expect(trouble.filter((line) => !line.includes("422"))).toEqual([]);
});
