import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { addRecording, listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;
let path: string;
let trouble: string[];

beforeAll(async () => {
  house = await openHouse();
  profile = await openProfile(house);
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
  trouble = listenForTrouble(page);
  await signUp(page);
  path = await addRecording(page, "jfk.wav");
});
afterAll(async () => {
  await profile?.close();
  await house?.close();
});
beforeEach(async () => {
  trouble.length = 0;
  await page.goto(origin + path);
  // A page takes the keyboard only once its JavaScript runs; then the slider knows its place.
  await page.waitForLoadState("networkidle");
});

const place = () => page.getByRole("slider").getAttribute("aria-valuetext");

test("the spoken word is lit while the recording plays, and a touch on a word plays from there", async () => {
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.locator("[data-lit]").waitFor();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  const word = page.getByText("Americans", { exact: true }).first();
  await word.click();
  await expect.poll(() => page.locator("[data-lit]").first().textContent()).toBe("Americans");
  expect(trouble).toEqual([]);
});

test("every claim plays its proof and stops at its end", async () => {
  const proof = page.getByRole("button", { name: /^Hear it at 0:00/ }).first();
  await proof.click();
  await page.getByRole("button", { name: "Stop", exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Stop", exact: true }).first().waitFor({ state: "detached" });
  expect(await place()).toMatch(/^[78] seconds of 11 seconds$/);
});

test("the keyboard alone moves in the recording", async () => {
  await page.getByRole("slider").focus();
  await page.keyboard.press("ArrowRight");
  expect(await place()).toBe("5 seconds of 11 seconds");
  await page.keyboard.press("End");
  expect(await place()).toBe("11 seconds of 11 seconds");
  await page.keyboard.press("Home");
  expect(await place()).toBe("0 seconds of 11 seconds");
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
});

test("a link with a time starts there", async () => {
  await page.goto(`${origin}${path}?t=8`);
  await expect.poll(place).toBe("8 seconds of 11 seconds");
});

test("a title is changed in place, and taken back", async () => {
  const title = await page.getByRole("heading", { level: 1 }).textContent();
  await page.getByRole("link", { name: "Change the title" }).click();
  await page.getByLabel("Title").fill("What one can do");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { level: 1, name: "What one can do" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { level: 1, name: title ?? "" }).waitFor();
});

test("when it happened is told as the family says it", async () => {
  await page.getByRole("link", { name: "Change who tells and when" }).click();
  await page.getByLabel("In which year?").fill("1961");
  await page.getByLabel("Which part of it?").selectOption("Winter");
  await page.getByLabel("Which day?").fill("20");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("A day needs its month.").waitFor();
  await page.getByLabel("Which day?").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("winter of 1961–62").waitFor();
});

test("a line of the words is put right by ear", async () => {
  await page.getByRole("link", { name: "Correct the words" }).click();
  const line = page.getByLabel("What is said from 0:00 on");
  await line.fill("And so, my fellow Americans: ask not what your country can do for you.");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("link", { name: "Done correcting" }).first().click();
  await page.getByText("Americans:", { exact: true }).waitFor();
});

test("a story plays in its card", async () => {
  await page.goto(origin);
  await page.getByRole("button", { name: /^Play “/ }).click();
  await page.getByRole("button", { name: /^Pause “/ }).click();
  await page.getByRole("button", { name: /^Play “/ }).waitFor();
});

test("news tell of a story that is ready", async () => {
  await page.getByRole("link", { name: "News" }).click();
  await page.getByRole("link", { name: /is ready to hear/ }).waitFor();
  await page.getByRole("button", { name: "I have read them all" }).click();
  await page.getByRole("button", { name: "I have read them all" }).waitFor({ state: "detached" });
});

test("without JavaScript a story can be read, renamed and deleted", async () => {
  const other = await addRecording(page, "001.wav");
  const plain = await openProfile(house);
  const without = await plain.open({ javaScriptEnabled: false });
  await without.addCookies(await context.cookies());
  const quiet = await without.newPage();
  await quiet.goto(origin + other);
  await quiet.getByRole("link", { name: "Change the title" }).click();
  await quiet.getByLabel("Title").fill("Renamed by hand");
  await quiet.getByRole("button", { name: "Save" }).click();
  await quiet.getByRole("heading", { level: 1, name: "Renamed by hand" }).waitFor();
  await quiet.getByRole("link", { name: "Delete this story" }).click();
  await quiet.getByRole("button", { name: "Delete it" }).click();
  await quiet.getByRole("heading", { name: "Hello, Rose." }).waitFor();
  expect(await quiet.getByRole("article").filter({ hasText: "Renamed by hand" }).count()).toBe(0);
  await plain.close();
});

test("deleting asks first, and Escape means no", async () => {
  await page.getByRole("link", { name: "Delete this story" }).click();
  await page.getByRole("alertdialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Delete this story" }).click();
  await page.getByRole("button", { name: "Delete it" }).click();
  await page.getByText("The first story is the hardest to choose.").waitFor();
  await page.goto(origin + path);
  await page.getByRole("heading", { name: "This page isn't here" }).waitFor();
});
