import type { BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { type House, openHouse } from "../house.ts";
import { countStored, listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";
import { inspectPage } from "./inspect.ts";

const turnsSchema = z.array(z.object({ seconds: z.number() }));

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
});
afterEach(() => profile?.close());

async function start() {
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
}

/** Begins an interview by the page and arrives at its first question. */
async function beginInterview() {
  await page.goto(origin);
  await page.getByRole("link", { name: "Be interviewed" }).click();
  await page.getByRole("button", { name: "Begin the interview" }).click();
  await page.waitForURL(/\/interviews\/[0-9a-f-]{36}$/);
  await page.getByText("Question 1").waitFor();
}

const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
const listening = () => page.getByText("We are listening.").waitFor({ timeout: 60_000 });

/** Seconds told, as the page counts them. */
async function readTold(): Promise<number> {
  const [minutes, seconds] = ((await page.getByRole("timer").textContent()) ?? "").split(":").map(Number);
  return (minutes ?? 0) * 60 + (seconds ?? 0);
}
async function tellUntil(seconds: number) {
  await expect.poll(readTold, { timeout: 60_000 }).toBeGreaterThanOrEqual(seconds);
}

/** Frames that this device keeps because no session has acknowledged them. */
function countKept(): Promise<number> {
  return countStored(page, "memoryvault-interviews", "frames");
}

/** Seconds of audio that the house keeps of each turn. */
async function readKeptSeconds(): Promise<number[]> {
  const [row] = await house.query("select turns from interview where id = $1", [page.url().slice(-36)]);
  return turnsSchema.parse(row?.turns).map(({ seconds }) => seconds);
}

test("three answers become a story, though the line was cut in the second and the browser killed in the third", async () => {
  const trouble = listenForTrouble(page);
  await signUp(page);
  await beginInterview();
  const first = await page.getByRole("heading", { level: 1 }).textContent();
  expect(first).toMatch(/\?$/);
  await press("Begin");
  await listening();
  await tellUntil(6);
  await page.keyboard.press(" ");
  await page.getByText("Question 2").waitFor({ timeout: 60_000 });
  expect(await page.getByRole("heading", { level: 1 }).textContent()).not.toBe(first);
  expect(trouble).toEqual([]);

  // The second: the line is cut while somebody tells.
  await listening();
  const before = await readTold();
  await tellUntil(before + 2);
  await context.setOffline(true);
  await page.getByText("The line is gone").first().waitFor();
  const cut = await readTold();
  await tellUntil(cut + 3);
  expect(await countKept()).toBeGreaterThan(8);
  await context.setOffline(false);
  await expect.poll(countKept, { timeout: 30_000 }).toBeLessThan(3);
  await tellUntil(cut + 4);
  await press("I'm finished");
  await page.getByText("Question 3").waitFor({ timeout: 60_000 });
  const told = await readTold();
  const kept = await readKeptSeconds();
  expect(Math.abs(kept.reduce((sum, seconds) => sum + seconds, 0) - told)).toBeLessThan(1.1);

  // The third: the browser is killed while it still holds what could not be sent.
  await listening();
  await tellUntil(told + 2);
  await context.setOffline(true);
  await page.getByText("The line is gone").first().waitFor();
  const gone = await readTold();
  await tellUntil(gone + 3);
  const killed = await readTold();
  const address = page.url();
  const cookies = await context.cookies();
  await profile.kill();
  await start();
  await context.addCookies(cookies);
  await page.goto(address);
  await page.getByText("Question 3").waitFor();
  await expect.poll(countKept, { timeout: 30_000 }).toBe(0);
  await press("Begin");
  await listening();
  const again = await readTold();
  await tellUntil(again + 3);
  await press("I'm finished");
  await page.getByText("Question 4").waitFor({ timeout: 60_000 });
  const whole = (await readKeptSeconds()).reduce((sum, seconds) => sum + seconds, 0);
  expect(whole).toBeGreaterThanOrEqual(killed + 2);

  await press("Stop");
  await press("End it");
  await page.getByRole("heading", { name: "The stories that it became" }).waitFor({ timeout: 60_000 });
  expect(await inspectPage(page)).toEqual([]);
  await page
    .locator("main")
    .getByRole("link", { name: /story|country/i })
    .first()
    .click();
  await page.getByRole("heading", { name: "What was told" }).waitFor({ timeout: 120_000 });
  await page.getByText("country").first().waitFor();
});

test("off the record nothing is sent, the page says so, and every page reads well", async () => {
  const trouble = listenForTrouble(page);
  const sent: number[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      if (typeof payload !== "string") sent.push(payload.length);
    }),
  );
  await signUp(page, "Ada");
  await page.getByRole("link", { name: "Be interviewed" }).click();
  await page.getByRole("button", { name: "Begin the interview" }).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await beginInterview();
  await press("Begin");
  await listening();
  await tellUntil(2);
  expect(await inspectPage(page)).toEqual([]);
  await press("Off the record");
  await page.getByText("Off the record: nothing is kept").waitFor();
  const told = sent.length;
  expect(await inspectPage(page)).toEqual([]);
  expect(sent.length).toBe(told);
  await press("Back on the record");
  await listening();
  await expect.poll(() => sent.length).toBeGreaterThan(told);
  await page.keyboard.press("p");
  await page.getByText("Paused: take all the time you need.").waitFor();
  await press("Go on");
  await listening();
  // Elsewhere these leave the page.
  for (const key of ["n", "/", "g", "t"]) await page.keyboard.press(key);
  await page.keyboard.press("s");
  await page.getByText("Question 2").waitFor({ timeout: 60_000 });
  expect(trouble).toEqual([]);
});

test("without a microphone an answer in writing goes on to the next question, with and without JavaScript", async () => {
  await profile.close();
  profile = await openProfile(house, "denied");
  await start();
  await signUp(page, "Ida");
  await beginInterview();
  await press("Begin");
  await page.getByText("The microphone is switched off for this page.").waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await page.getByLabel("Your answer").fill("My grandmother baked bread in a stone oven every Saturday.");
  await press("Send the answer");
  await page.getByText("Question 2").waitFor({ timeout: 60_000 });

  const address = page.url();
  const cookies = await context.cookies();
  await context.close();
  context = await profile.open({ javaScriptEnabled: false });
  page = context.pages()[0] ?? (await context.newPage());
  await context.addCookies(cookies);
  await page.goto(address);
  await page.getByText("Answer in writing").click();
  await page.getByLabel("Your answer").fill("We carried water from the well, two buckets each.");
  await press("Send the answer");
  await page.getByText("Question 3").waitFor();
  await press("Stop");
  await page.getByText("My grandmother baked bread").waitFor();
});

test("where a socket never opens what was said goes another way, and the interview goes on", async () => {
  await signUp(page, "Max");
  await page.routeWebSocket(/\/socket$/, (socket) => socket.close());
  await beginInterview();
  await press("Begin");
  await listening();
  await tellUntil(4);
  await page.getByText("What you said is kept on this device").waitFor({ timeout: 60_000 });
  await press("I'm finished");
  await press("Send it another way");
  await page.getByText("Question 2").waitFor({ timeout: 60_000 });
  expect(await countKept()).toBeLessThan(40);
  const [seconds] = await readKeptSeconds();
  expect(seconds).toBeGreaterThan(3);
});

test("a second window takes the interview over, the first says so, and takes it back when asked", async () => {
  await signUp(page, "Eva");
  await beginInterview();
  await press("Begin");
  await listening();
  await tellUntil(2);
  const second = await context.newPage();
  await second.goto(page.url());
  await page.getByText("This interview goes on in another window or on another device.").waitFor();
  await second.getByText("Press Begin when you want to answer aloud.").waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await press("Go on here");
  await second.getByText("This interview goes on in another window or on another device.").waitFor();
  await press("Begin");
  await listening();
});

test("what a relative asked is asked first, and can be taken back while nobody has answered it", async () => {
  await signUp(page, "Tom");
  const family = new URL(page.url()).pathname;
  await page.goto(`${origin}${family}/interviews`);
  for (const question of ["What did the kitchen smell like?", "Who taught you to swim?"]) {
    await page.getByLabel("Your question").fill(question);
    await press("Ask it");
    await page.getByText(question).waitFor();
    await expect.poll(() => page.getByLabel("Your question").inputValue()).toBe("");
  }
  await press("Take it back: “Who taught you to swim?”");
  await page.getByText("It was taken back.").waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await beginInterview();
  await page.getByRole("heading", { level: 1, name: "What did the kitchen smell like?" }).waitFor();
  await page.getByText("Tom would like to know").waitFor();
});
