import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { addRecording, listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;
let path: string;
let title: string;
let trouble: string[];

beforeAll(async () => {
  house = await openHouse();
  profile = await openProfile(house);
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
  trouble = listenForTrouble(page);
  await signUp(page);
  path = await addRecording(page, "jfk.wav");
  title = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
});
afterAll(async () => {
  await profile?.close();
  await house?.close();
});
beforeEach(async () => {
  trouble.length = 0;
  await page.goto(origin + path);
  await page.waitForLoadState("networkidle");
});

async function deleteStory(on: Page) {
  await on.getByRole("link", { name: "Delete this story" }).click();
  await on.getByRole("button", { name: "Delete it" }).click();
  await on.getByText(`“${title}” was deleted.`).waitFor();
}
const heading = (on: Page) => on.getByRole("heading", { level: 1, name: title });

test("a deleted story is taken back at a press", async () => {
  await deleteStory(page);
  await page.getByText("The first story is the hardest to choose.").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await heading(page).waitFor();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  // The notice is gone with what it was about.
  await page.goBack();
  await page.getByRole("article").waitFor();
  expect(await page.getByText("was deleted.").count()).toBe(0);
  expect(trouble).toEqual([]);
});

test("with the keyboard alone a story is deleted, found among the deleted and brought back", async () => {
  await page.getByRole("link", { name: "Delete this story" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("alertdialog").waitFor();
  await page.getByRole("button", { name: "Delete it" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(`“${title}” was deleted.`).waitFor();
  await page.getByRole("link", { name: "Recently deleted" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(/It can be brought back until/).waitFor();
  await page.getByRole("button", { name: `Bring it back: ${title}` }).focus();
  await page.keyboard.press("Enter");
  await heading(page).waitFor();
  expect(trouble).toEqual([]);
});

test("without JavaScript a story is deleted, taken back, and deleted for good after asking", async () => {
  const plain = await openProfile(house);
  const without = await plain.open({ javaScriptEnabled: false });
  await without.addCookies(await context.cookies());
  const quiet = await without.newPage();
  await quiet.goto(origin + path);
  await deleteStory(quiet);
  await quiet.getByRole("button", { name: "Undo" }).click();
  await heading(quiet).waitFor();
  await deleteStory(quiet);
  await quiet.getByRole("link", { name: "Recently deleted" }).click();
  await quiet.getByRole("link", { name: `Delete for good: ${title}` }).click();
  await quiet.getByText("This can't be undone.").waitFor();
  await quiet.getByRole("link", { name: "Leave it here" }).click();
  await quiet.getByRole("button", { name: `Bring it back: ${title}` }).click();
  await heading(quiet).waitFor();
  await plain.close();
});

test("a story is done again, stays readable meanwhile and keeps what was written", async () => {
  await page.getByText("Do it again", { exact: true }).click();
  await page.getByRole("button", { name: "Listen again" }).click();
  await page.getByText("You may close this page").waitFor();
  await page.getByRole("heading", { name: "What was told" }).waitFor();
  await page.getByText("You may close this page").waitFor({ state: "detached", timeout: 60_000 });
  await page.getByText("country").first().waitFor();
  expect(trouble).toEqual([]);
});

test("keys play, search and lead on, but never while somebody writes, and can be switched off", async () => {
  const place = () => page.getByRole("slider").getAttribute("aria-valuetext");
  await page.getByRole("main").focus();
  await page.keyboard.press("l");
  await expect.poll(place).toBe("10 seconds of 11 seconds");
  await page.keyboard.press("j");
  await expect.poll(place).toBe("0 seconds of 11 seconds");
  await page.keyboard.press("k");
  await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await page.getByRole("link", { name: "Change the title" }).click();
  await page.getByLabel("Title").press("End");
  await page.keyboard.type("jkl?n");
  expect(await page.getByLabel("Title").inputValue()).toBe(`${title}jkl?n`);
  await page.getByRole("link", { name: "Cancel" }).click();
  await heading(page).waitFor();

  await page.getByRole("main").focus();
  await page.getByText("Keyboard shortcuts").waitFor({ state: "attached" });
  await page.keyboard.press("?");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.getByRole("heading", { name: "Hello, Rose." }).waitFor();
  await page.keyboard.press("n");
  await page.getByRole("heading", { name: "Tell a story" }).waitFor();

  await page.keyboard.press("?");
  await dialog.getByRole("checkbox").uncheck();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  expect(await page.getByRole("heading", { name: "Tell a story" }).count()).toBe(1);
  expect(trouble).toEqual([]);
});

test("what is deleted for good leaves the list", async () => {
  await deleteStory(page);
  await page.getByRole("link", { name: "Recently deleted" }).click();
  await page.getByRole("link", { name: `Delete for good: ${title}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete it for good" }).click();
  await page.getByText("It is being erased now.").waitFor();
  await page.getByText("Nothing was deleted in the last 30 days.").waitFor();
  expect(trouble).toEqual([]);
});
