import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { countStored, openProfile, origin, type Profile, signUp } from "./browser.ts";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
beforeEach(async () => {
  profile = await openProfile(house);
  await start();
  await signUp(page);
});
afterEach(() => profile?.close());

async function start() {
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
}

async function openRecorder() {
  await page.goto(origin);
  await page.getByRole("link", { name: "Tell a story" }).click();
}

/** Seconds in a text such as "Kept on this device up to 0:06." */
async function readSeconds(text: string): Promise<number> {
  const [, minutes, seconds] = /(\d+):(\d+)/.exec((await page.getByText(text).textContent()) ?? "") ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

async function recordAtLeast(seconds: number) {
  await expect
    .poll(() => readSeconds("Kept on this device up to"), { timeout: 30_000 })
    .toBeGreaterThanOrEqual(seconds);
}

test("a story is told, paused, listened to, named and kept", async () => {
  await openRecorder();
  await page.getByRole("button", { name: "Start recording" }).click();
  await recordAtLeast(3);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("Paused: take all the time you need.").first().waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await recordAtLeast(9);
  await page.getByRole("button", { name: "I'm finished" }).click();
  await page.getByRole("heading", { name: "Listen, then keep it" }).waitFor();
  await page.getByRole("button", { name: "Play", exact: true }).click();
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  await page.getByLabel("What shall it be called?").fill("Ask not");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL(/\/memories\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { level: 1, name: "Ask not" }).waitFor();
  await page.getByText("country").first().waitFor({ timeout: 60_000 });
  expect(await countKept()).toBe(0);
});

test("a killed browser loses less than five seconds, and the telling goes on where it was", async () => {
  await openRecorder();
  await page.getByRole("button", { name: "Start recording" }).click();
  await recordAtLeast(6);
  const told = await page.getByRole("timer").textContent();
  const cookies = await context.cookies();
  await profile.kill();

  await start();
  await context.addCookies(cookies);
  await openRecorder();
  const kept = Number(
    /It is (\d+) sec/.exec((await page.getByText(/It is \d+ sec/).textContent()) ?? "")?.[1],
  );
  expect(Number(told?.split(":")[1]) - kept).toBeLessThan(5);
  await page.getByRole("button", { name: "Keep telling" }).click();
  await recordAtLeast(kept + 3);
  await page.getByRole("button", { name: "I'm finished" }).click();
  await page.getByRole("heading", { name: "Listen, then keep it" }).waitFor();
  const length = await page.getByRole("slider").getAttribute("aria-valuemax");
  expect(Number(length)).toBeGreaterThanOrEqual(kept + 2);
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.waitForURL(/\/memories\/[0-9a-f-]{36}$/);
  await page.getByRole("heading", { name: "What was told" }).waitFor({ timeout: 60_000 });
});

test("without a network a recording stays on the device and is sent when there is one", async () => {
  await openRecorder();
  await page.getByRole("button", { name: "Start recording" }).click();
  await recordAtLeast(3);
  await page.getByRole("button", { name: "I'm finished" }).click();
  await page.getByRole("heading", { name: "Listen, then keep it" }).waitFor();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByText("Kept on this device, sending when there is a network.").waitFor();
  expect(await countKept()).toBeGreaterThan(0);
  await context.setOffline(false);
  await page.waitForURL(/\/memories\/[0-9a-f-]{36}$/);
  expect(await countKept()).toBe(0);
});

test("a page that is left while somebody tells asks first and keeps what was told", async () => {
  await openRecorder();
  await page.getByRole("button", { name: "Start recording" }).click();
  await recordAtLeast(3);
  await page.getByRole("link", { name: "Back to your vault" }).click();
  await page.getByRole("button", { name: "Stop and leave" }).click();
  await page.getByRole("heading", { name: "Hello, Rose." }).waitFor();
  await page.getByRole("link", { name: "Tell a story" }).click();
  await page.getByRole("heading", { name: /^We kept your recording from/ }).waitFor();
  await page.getByRole("button", { name: "Discard it" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Discard it" }).click();
  await page.getByRole("heading", { name: /^We kept your recording/ }).waitFor({ state: "detached" });
  expect(await countKept()).toBe(0);
});

test("a denied microphone is explained, with another way to go", async () => {
  await profile.close();
  profile = await openProfile(house, "denied");
  await start();
  await signUp(page);
  await openRecorder();
  await page.getByRole("button", { name: "Start recording" }).click();
  await page.getByText("The microphone is switched off for this page.").waitFor();
  await page.getByText("Choose recordings").waitFor();
});

test("a file that is no recording is refused in words, and the others go on", async () => {
  await openRecorder();
  await page.getByLabel("Choose recordings").setInputFiles([
    { name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear all, ".repeat(500)) },
    { name: "empty.mp3", mimeType: "audio/mpeg", buffer: Buffer.alloc(0) },
  ]);
  await page.getByText("We can't read this file as a recording.").waitFor();
  await page.getByText("There is no sound in this file.").waitFor();
});

/** Chunks of recordings that this device still holds. */
function countKept(): Promise<number> {
  return countStored(page, "memoryvault", "chunks");
}
