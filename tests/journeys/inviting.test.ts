import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMemory } from "../api/rows.ts";
import { type House, openHouse } from "../house.ts";
import { findLink, waitForMail } from "../mailbox.ts";
import { listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";
import { inspectPage } from "./inspect.ts";

let house: House;
const profiles: Profile[] = [];
let rose: Page;
let ida: Page;
let settings: string;

beforeAll(async () => {
  house = await openHouse();
  [rose, ida] = [await openBrowser(), await openBrowser()];
  await signUp(rose, "Rose");
  const familyId = new URL(rose.url()).pathname.split("/").at(-1) ?? "";
  settings = `${origin}/families/${familyId}/settings`;
  await writeMemory(house, familyId, { title: "The bread oven" });
});
afterAll(async () => {
  for (const profile of profiles) await profile.close();
  await house?.close();
});

/** A browser of somebody else's, who has never been here. */
async function openBrowser(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const profile = await openProfile(house);
  profiles.push(profile);
  return (await profile.open(options)).newPage();
}

async function invite(email: string, role = "Listens"): Promise<string> {
  await rose.goto(settings);
  await rose.getByLabel("Their e-mail address").fill(email);
  await rose.locator("#invite-role").selectOption({ label: role });
  await rose.getByRole("button", { name: "Send the invitation" }).click();
  await rose.getByText(`The invitation is on its way to ${email}.`).waitFor();
  return findLink(await waitForMail(house, email)).pathname;
}

async function fillSignUp(page: Page, name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(`${name.toLowerCase()}@family.example`);
  await page.getByLabel("Password").fill("bread oven fiddle");
  await page.getByRole("button", { name: "Begin" }).click();
}

test("somebody without an account follows the mail's link, signs up and lands in the family", async () => {
  const trouble = [...listenForTrouble(rose), ...listenForTrouble(ida)];
  const link = await invite("ida@family.example");
  await ida.goto(origin + link);
  await ida.getByText("Rose invites you to").waitFor();
  expect(await inspectPage(ida)).toEqual([]);
  await ida.getByRole("link", { name: "Create an account" }).click();
  await fillSignUp(ida, "Ida");
  await ida.getByText("You are signed in as Ida.").waitFor();
  await ida.getByRole("button", { name: "Join the family" }).click();
  await ida.getByRole("heading", { name: "Hello, Ida." }).waitFor();
  await ida.getByRole("heading", { name: "The bread oven" }).waitFor();
  expect(trouble).toEqual([]);
  await ida.getByText("Rose family").first().waitFor();
});

test("who may listen sees the stories and none of what changes them", async () => {
  expect(await ida.getByRole("link", { name: "Tell a story" }).count()).toBe(0);
  await ida.goto(settings);
  await ida.getByRole("heading", { name: "Who belongs to it" }).waitFor();
  expect(await inspectPage(ida)).toEqual([]);
  for (const name of ["Send the invitation", "Delete it in 30 days", "Save what Rose may do"]) {
    expect(await ida.getByRole("button", { name, includeHidden: true }).count()).toBe(0);
  }
  expect(await ida.getByText("What was done here").count()).toBe(0);
  await ida.goto(settings.replace("/settings", "/memories/new"));
  await ida.getByRole("heading", { name: "This is not yours to change" }).waitFor();
});

test("an owner changes what somebody may do, and it shows at once", async () => {
  await rose.goto(settings);
  await rose.getByLabel("What Ida may do", { exact: true }).selectOption({ label: "Tells stories" });
  await rose.getByRole("button", { name: "Save what Ida may do" }).click();
  await rose.getByText("Ida can do this from now on: Tells stories.").waitFor();
  await ida.goto(settings.replace("/settings", ""));
  await ida.getByRole("link", { name: "Tell a story" }).first().waitFor();
  expect(await inspectPage(rose)).toEqual([]);
});

test("what was done is told to the owner, and the only owner is told why they can't leave", async () => {
  await rose.goto(settings);
  const log = rose.getByRole("region", { name: "What was done here" });
  await log.getByText("Ida came to the family: Listens").waitFor();
  await log.getByText("Changed what Ida may do: Listens → Tells stories").waitFor();
  await rose.getByText("Leave this family…").click();
  await rose.getByRole("button", { name: "Leave this family" }).click();
  await rose.getByText("A family needs an owner, and this is its only one.").waitFor();
});

test("an invitation that was taken back is refused kindly, and without JavaScript one can join by another", async () => {
  const link = await invite("aunt@family.example");
  await rose.getByRole("button", { name: "Take back the invitation of aunt@family.example" }).click();
  await rose.getByText("The invitation was taken back").waitFor();
  const uma = await openBrowser({ javaScriptEnabled: false });
  const refused = await uma.goto(origin + link);
  expect(refused?.status()).toBe(404);
  await uma.getByRole("heading", { name: "This invitation isn't good any more" }).waitFor();

  const opened = await uma.goto(origin + (await invite("uma@family.example")));
  expect(opened?.headers()).toMatchObject({
    "cache-control": "no-store",
    "referrer-policy": "strict-origin",
  });
  await uma.getByRole("link", { name: "Create an account" }).click();
  await fillSignUp(uma, "Uma");
  await uma.getByRole("button", { name: "Join the family" }).click();
  await uma.getByRole("heading", { name: "The bread oven" }).waitFor();
  await uma.goto(settings);
  await uma.getByText("Leave this family…").click();
  await uma.getByRole("button", { name: "Leave this family" }).click();
  await uma.getByRole("heading", { name: "Hello, Uma." }).waitFor();
  expect(await uma.getByRole("heading", { name: "The bread oven" }).count()).toBe(0);
});

test("an invitation that came too late says so", async () => {
  const link = await invite("lena@family.example");
  await house.query("update invitation set expires_at = now() where email = 'lena@family.example'");
  const late = await (await openBrowser()).goto(origin + link);
  expect(late?.status()).toBe(410);
  expect(await late?.text()).toContain("This invitation came too late");
});

test("the vault is deleted only by its name, stays for 30 days, and is kept at a touch", async () => {
  await rose.goto(settings);
  await rose.getByText("Delete the vault…").click();
  const name = rose.getByLabel(/type the family's name/);
  await name.fill("Some family");
  await rose.getByRole("button", { name: "Delete it in 30 days" }).click();
  await rose.getByText("That isn't the family's name. Nothing was deleted.").waitFor();
  await name.fill("rose family");
  await rose.getByRole("button", { name: "Delete it in 30 days" }).click();
  await rose.getByText("This family's vault will be deleted on").waitFor();
  expect(await inspectPage(rose)).toEqual([]);
  await ida.goto(settings.replace("/settings", ""));
  await ida.getByText("This family's vault will be deleted on").waitFor();
  expect(await ida.getByRole("link", { name: "Tell a story" }).count()).toBe(0);
  expect(await ida.getByRole("button", { name: "Keep it" }).count()).toBe(0);
  await rose.goto(settings.replace("/settings", ""));
  await rose.getByRole("button", { name: "Keep it" }).click();
  await rose.getByText("The vault stays. Nothing was lost.").waitFor();
});

test("who is removed is out at once", async () => {
  await rose.goto(settings);
  await rose.getByText("Remove…").click();
  await rose.getByRole("button", { name: "Remove Ida" }).click();
  await rose.getByText("That member doesn't belong to the family any more.").waitFor();
  await ida.goto(settings);
  await ida.getByRole("heading", { name: "This page isn't here" }).waitFor();
});
