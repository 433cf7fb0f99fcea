import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { listenForTrouble, openProfile, type Profile, signUp, speech } from "./browser.ts";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;
let trouble: string[];
/** Three recordings, one of them in a folder of its own, and a letter. */
let folder: string;

beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), "memoryvault-folder-"));
  await mkdir(join(folder, "cassettes"));
  await copyFile(speech("001.wav"), join(folder, "grandma.wav"));
  await copyFile(speech("005.wav"), join(folder, "grandpa.wav"));
  await copyFile(speech("jfk.wav"), join(folder, "cassettes", "radio.wav"));
  await writeFile(join(folder, "letter.txt"), "Dear all, ".repeat(100));
});
afterAll(async () => {
  await profile?.close();
  await house?.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await profile?.close();
  profile = await openProfile(house);
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
  trouble = listenForTrouble(page);
  await signUp(page);
  await page.getByRole("link", { name: "Add many recordings" }).click();
  await page.getByRole("heading", { name: "Add many recordings" }).waitFor();
  await page.waitForLoadState("networkidle");
});

const choose = () => page.getByLabel("Choose a folder").setInputFiles(folder);
const waitForArrival = () =>
  page.getByRole("heading", { name: "All of them have arrived." }).waitFor({ timeout: 60_000 });

test("a folder becomes a story for each recording in it, and what is none is left out with its reason", async () => {
  await choose();
  await waitForArrival();
  await page.getByText("We can't read this file as a recording.").waitFor();
  const list = page.getByRole("list", { name: "Your files" });
  expect(await list.getByRole("listitem").count()).toBe(3);
  // Each is told by its title once it is ready.
  await expect
    .poll(() => list.getByRole("link", { name: /^Open “.+”/ }).count(), { timeout: 90_000 })
    .toBe(3);
  await list
    .getByRole("link", { name: /^Open “/ })
    .first()
    .click();
  await page.getByRole("heading", { name: "What was told" }).waitFor();
  await page.getByRole("link", { name: "Back to your vault" }).click();
  // The story's own page has an article, too.
  await page.waitForURL(/\/families\/[^/]+$/);
  await expect.poll(() => page.getByRole("article").count()).toBe(3);
  expect(trouble).toEqual([]);
});

test("the same folder again is noticed, in this window and in the next", async () => {
  await choose();
  await waitForArrival();
  await choose();
  await page.getByText("5 files were left out").click();
  expect(await page.getByText("The same recording is in this list already.").count()).toBe(3);
  await page.reload();
  await page.waitForLoadState("networkidle");
  await choose();
  await page.getByText("4 files were left out").click();
  expect(await page.getByText("This recording was sent from this device before.").count()).toBe(3);
});

test("sending waits while it is paused or offline, goes on from there, and warns who leaves", async () => {
  await context.setOffline(true);
  await choose();
  await page.getByText("Kept on this device, sending when there is a network.").first().waitFor();
  await page.getByRole("button", { name: "Pause all" }).click();
  await page.getByText("3 paused").waitFor();
  await context.setOffline(false);
  const asked = new Promise<string>((resolve) => {
    page.once("dialog", async (dialog) => {
      await dialog.dismiss();
      resolve(dialog.type());
    });
  });
  await page.close({ runBeforeUnload: true });
  expect(await asked).toBe("beforeunload");
  await page.getByRole("button", { name: /^Go on: .*radio/ }).click();
  await page.getByText("Arrived.").first().waitFor();
  // What is on its way goes on while one looks at another page.
  await page.getByRole("button", { name: "Go on with all" }).click();
  await page.getByRole("link", { name: "Back to your vault" }).click();
  await expect.poll(() => page.getByRole("article").count(), { timeout: 30_000 }).toBe(3);
});

test("what is cancelled leaves the list", async () => {
  await context.setOffline(true);
  await choose();
  await page.getByText("3 still to send").waitFor();
  await page.getByRole("button", { name: "Cancel all that have not arrived" }).click();
  await page.getByRole("list", { name: "Your files" }).waitFor({ state: "detached" });
  await context.setOffline(false);
});
