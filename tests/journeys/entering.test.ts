import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import {
  addRecording,
  listenForTrouble,
  openProfile,
  origin,
  type Profile,
  signOut,
  signUp,
} from "./browser.ts";
import { inspectPage } from "./inspect.ts";

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

test("who isn't signed in is asked to, and comes back to where they wanted to go", async () => {
  await signUp(page, "Ada");
  const vault = page.url();
  await signOut(page);
  await page.goto(vault);
  expect(new URL(page.url()).pathname).toBe("/sign-in");
  await page.goto(`${origin}/sign-in?next=https://evil.example`);
  expect(await page.getByRole("link", { name: /^New here/ }).getAttribute("href")).toBe("/sign-up");
});

test("a form says at each field what is missing", async () => {
  await page.goto(`${origin}/sign-up`);
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByText("Please tell us your name.").waitFor();
  await page.getByText("That doesn't look like an e-mail address.").waitFor();
  expect(await page.getByLabel("Your name").getAttribute("aria-invalid")).toBe("true");
});

test("without JavaScript one can sign up, be refused kindly, and sign out", async () => {
  const plain = await openProfile(house);
  const quiet = await (await plain.open({ javaScriptEnabled: false })).newPage();
  await signUp(quiet, "Ida");
  await signOut(quiet);
  await quiet.getByLabel("E-mail").fill("nobody@example.com");
  await quiet.getByLabel("Password").fill("not the one");
  await quiet.getByRole("button", { name: "Sign in" }).click();
  await quiet.getByText("The e-mail and the password don't belong together.").waitFor();
  await plain.close();
});

test("a visitor who prefers Spanish reads Spanish, switches to English and stays there", async () => {
  const visitor = await openProfile(house);
  const spanish = await (await visitor.open({ locale: "es-MX" })).newPage();
  const trouble = listenForTrouble(spanish);
  await spanish.goto(`${origin}/sign-up?next=/families`);
  await spanish.getByRole("heading", { name: "Empieza el baúl de tu familia" }).waitFor();
  expect(await spanish.getAttribute("html", "lang")).toBe("es");
  await spanish.getByRole("button", { name: "English" }).click();
  await spanish.getByRole("heading", { name: "Begin your family's vault" }).waitFor();
  expect(await spanish.getAttribute("html", "lang")).toBe("en");
  expect(new URL(spanish.url()).search).toBe("?next=/families");
  await spanish.getByRole("link", { name: /^You have a vault already/ }).click();
  await spanish.getByRole("heading", { name: "Welcome back" }).waitFor();
  await spanish.reload();
  await spanish.getByRole("heading", { name: "Welcome back" }).waitFor();
  expect(trouble).toEqual([]);
  await visitor.close();
});

test("every page passes axe in light and dark, on a phone and on a desk, without a stopped script", async () => {
  const trouble = listenForTrouble(page);
  const findings: string[] = [];
  await page.goto(`${origin}/sign-in`);
  findings.push(...(await inspectPage(page)));
  await signUp(page, "Eve");
  findings.push(...(await inspectPage(page)));
  const memory = await addRecording(page, "jfk.wav");
  findings.push(...(await inspectPage(page)));
  for (const path of [
    `${memory}?edit=title`,
    `${memory}?edit=details`,
    `${memory}?edit=words`,
    "/",
    "/notifications",
    "/account/notifications",
    "/families",
  ]) {
    await page.goto(origin + path);
    findings.push(...(await inspectPage(page)));
  }
  await page.getByRole("link", { name: "MemoryVault" }).click();
  await page.getByRole("link", { name: "Tell a story" }).click();
  await page.getByRole("heading", { name: "Record it" }).waitFor();
  findings.push(...(await inspectPage(page)));
  expect(findings).toEqual([]);
  expect(trouble).toEqual([]);
  await page.goto(`${origin}/nowhere`);
  findings.push(...(await inspectPage(page)));
  expect(findings).toEqual([]);
});
