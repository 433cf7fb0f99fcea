import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { writeMemory, writeTranscript } from "../api/rows.ts";
import { type House, openHouse } from "../house.ts";
import { speakWords } from "../spoken.ts";
import { addRecording, listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";
import { inspectPage, type Look } from "./inspect.ts";

/** A busy machine takes its time. */
const patient = { timeout: 20_000 };
const looks: Look[] = [
  ["light", 390],
  ["dark", 390],
  ["light", 1200],
  ["dark", 1200],
];
const phone = { width: 390, height: 844 };
const desk = { width: 1200, height: 900 };

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;
let familyId: string;
/** The page of the search. */
let search: string;
/** The page of a story that can be heard, eleven seconds of it. */
let story: string;
let trouble: string[];

const told = (people: [string, number][], places: string[]) => ({
  people: people.map(([name, start]) => ({ name, evidence: [{ start, end: start + 3, quote: name }] })),
  places: places.map((name) => ({ name, evidence: [] })),
  dates: [],
  followUps: [],
  warnings: [],
  tone: { primary: "warm", intensity: 5, arc: [] },
});

beforeAll(async () => {
  house = await openHouse();
  profile = await openProfile(house);
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
  trouble = listenForTrouble(page);
  await signUp(page);
  story = await addRecording(page, "jfk.wav");
  const memoryId = story.split("/").at(-1);
  const [row] = await house.query("select family_id from memory where id = $1", [memoryId]);
  familyId = String(row?.family_id);
  search = `${origin}/families/${familyId}/search`;
  const sentences = ["We walked there every Sunday.", "Dolores laughed and danced.", "Then it closed."];
  const segments = sentences.map((text, at) => ({
    id: crypto.randomUUID(),
    start: at * 4,
    end: at * 4 + 3,
    text,
    approximate: false,
    words: speakWords(text, at * 4),
  }));
  await house.query("update transcript set segments = $2 where memory_id = $1", [
    memoryId,
    JSON.stringify(segments),
  ]);
  await house.query("update memory set title = 'The dance hall', language = 'en', told = $2 where id = $1", [
    memoryId,
    JSON.stringify(told([["Dolores", 4]], ["Bilbao"])),
  ]);
  await house.query("update notification set read_at = now() where family_id = $1", [familyId]);
  const oven = await writeMemory(house, familyId, {
    title: "The bread oven",
    sha256: "1".repeat(64),
    happened: { from: "1944", precision: "year" },
    chapter: "early-life",
    themes: ["bread"],
    told: told([["Dolores", 4]], ["Bilbao", "Durham"]),
  });
  await writeTranscript(house, familyId, oven, ["We baked at night.", "Dolores said <b>bread</b> & salt."]);
  const market = await writeMemory(house, familyId, {
    title: "Bread on the market",
    sha256: "2".repeat(64),
    happened: { from: "1956", precision: "year" },
    themes: ["bread"],
    told: told([], ["Graz"]),
  });
  await writeTranscript(house, familyId, market, ["On Fridays we sold bread."]);
});
afterAll(async () => {
  await profile?.close();
  await house?.close();
});
beforeEach(async () => {
  trouble.length = 0;
  await page.setViewportSize(phone);
});

async function open(address: string): Promise<void> {
  await page.goto(address);
  // A page takes the keyboard only once its JavaScript runs.
  await page.waitForLoadState("networkidle");
}

const field = () => page.getByLabel("Search your family's stories");
const card = (title: string) => page.getByRole("article").filter({ hasText: title });
const options = () => page.getByRole("option");
const audioTime = () => page.locator("audio").evaluate((audio: HTMLAudioElement) => audio.currentTime);

test("a name taught once leads by its alias to the second, and the story plays from there", async () => {
  await open(search);
  await expect.poll(() => field().evaluate((input) => input === document.activeElement), patient).toBe(true);
  const answer = await page.evaluate(
    async (path) =>
      (
        await fetch(path, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ name: "Dolores Ibáñez", aliases: ["Dolores", "Tía Lola"] }),
        })
      ).status,
    `/api/v1/families/${familyId}/people`,
  );
  expect(answer).toBe(201);
  await page.keyboard.type("tia lola");
  await page.keyboard.press("Enter");
  await card("The dance hall").getByRole("link", { name: "Dolores laughed and danced." }).click();
  await page.getByRole("heading", { level: 1, name: "The dance hall" }).waitFor();
  expect(new URL(page.url()).searchParams.get("t")).toBe("4");
  await expect
    .poll(() => page.getByRole("slider").getAttribute("aria-valuetext"), patient)
    .toMatch(/^4 seconds of/);
  await page.locator("[data-lit]").filter({ hasText: "Dolores" }).waitFor();
  await expect
    .poll(async () => {
      const box = await page.locator("[data-lit]").boundingBox();
      return box !== null && box.y > 0 && box.y + box.height < phone.height;
    }, patient)
    .toBe(true);
  await page.getByRole("button", { name: "Play from 0:04" }).first().click();
  await expect.poll(audioTime, patient).toBeGreaterThan(4);
  expect(await audioTime()).toBeLessThan(11);
  await page.getByRole("button", { name: "Pause", exact: true }).click();
  expect(trouble).toEqual([]);
});

test("what was said plays in place, and stops at its end", async () => {
  await open(`${search}?q=danced`);
  await page.getByRole("button", { name: "Hear it at 0:04: “Dolores laughed and danced.”" }).click();
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor();
  expect(
    await page
      .locator("audio")
      .first()
      .evaluate((audio: HTMLAudioElement) => audio.currentTime),
  ).toBeGreaterThanOrEqual(4);
  await page.getByRole("button", { name: "Stop", exact: true }).waitFor({ state: "detached" });
  expect(await page.locator("mark").allTextContents()).toEqual(["danced"]);
  expect(await inspectPage(page, looks)).toEqual([]);
});

test("what was told with markup in it is shown as it was said", async () => {
  await open(`${search}?q=salt`);
  await card("The bread oven").getByText("Dolores said <b>bread</b> & salt.").waitFor();
  expect(await page.locator("mark").allTextContents()).toEqual(["salt"]);
});

test("filters narrow down, are taken away, and the way back leads through them", async () => {
  await open(`${search}?q=bread`);
  await page.getByRole("heading", { name: "2 stories" }).waitFor();
  await page.getByText("Narrow it down").click();
  await page.getByRole("link", { name: /^Durham/ }).click();
  await page.getByRole("heading", { name: "1 story" }).waitFor();
  await page.getByText("Narrow it down").click();
  await page.getByRole("link", { name: /^The 1940s/ }).click();
  const chosen = page.getByRole("list", { name: "What you chose" });
  await chosen.getByRole("link", { name: "The 1940s: take away" }).waitFor();
  expect(await inspectPage(page, looks)).toEqual([]);
  await page.goBack();
  await chosen.getByRole("link", { name: "The 1940s: take away" }).waitFor({ state: "detached" });
  await chosen.getByRole("link", { name: "Durham: take away" }).click();
  await page.getByRole("heading", { name: "2 stories" }).waitFor();
  expect(new URL(page.url()).search).toBe("?q=bread");
  await field().fill("nothing of this kind");
  await page.getByRole("button", { name: "Search" }).click();
  await page.getByRole("heading", { name: "We found nothing for that." }).waitFor();
  expect(await inspectPage(page, looks)).toEqual([]);
  expect(trouble).toEqual([]);
});

test("suggestions come while one types, by the keyboard alone, on the page and above every page", async () => {
  await open(search);
  await page.getByRole("link", { name: "Bilbao", exact: true }).first().waitFor();
  expect(await inspectPage(page, looks)).toEqual([]);
  await page.keyboard.type("bil");
  await options().getByText("Bilbao").waitFor();
  expect(await inspectPage(page, looks)).toEqual([]);
  expect(await field().getAttribute("aria-expanded")).toBe("true");
  await page.keyboard.press("ArrowDown");
  const active = await field().getAttribute("aria-activedescendant");
  expect(await page.locator(`[id="${active}"]`).textContent()).toContain("Bilbao");
  await page.keyboard.press("Escape");
  await options().first().waitFor({ state: "detached" });
  expect(await field().inputValue()).toBe("bil");
  await page.keyboard.press("ArrowDown");
  await options().first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await card("The bread oven").waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("Bilbao");
  await page.setViewportSize(desk);
  await open(`${origin}/families/${familyId}`);
  await field().click();
  await page.keyboard.type("the dan");
  await options().filter({ hasText: "The dance hall" }).click();
  await page.getByRole("heading", { level: 1, name: "The dance hall" }).waitFor();
  expect(trouble).toEqual([]);
});

test("a story leads to those that go with it, and says when its recording is there already", async () => {
  const [row] = await house.query("select sha256 from memory where id = $1", [story.split("/").at(-1)]);
  const again = await writeMemory(house, familyId, {
    title: "Again",
    sha256: row?.sha256,
    told: told([["Dolores", 0]], ["Bilbao"]),
  });
  await open(`${origin}/memories/${again}`);
  await page.getByText("This is the same recording as “The dance hall”.").waitFor();
  await page.getByRole("heading", { name: "Stories that go with this one" }).scrollIntoViewIfNeeded();
  await card("The bread oven").getByText("Both tell of Bilbao").waitFor();
  expect(await inspectPage(page, looks)).toEqual([]);
  await page.getByRole("link", { name: "Delete this one" }).click();
  await page.getByRole("heading", { name: "Delete “Again”?" }).waitFor();
  await page.getByRole("link", { name: "Open the other one" }).click();
  await page.getByRole("heading", { level: 1, name: "The dance hall" }).waitFor();
  expect(trouble).toEqual([]);
});

test("without JavaScript one searches, narrows down and arrives at the second", async () => {
  const quiet = await openProfile(house);
  const without = await quiet.open({ javaScriptEnabled: false });
  await without.addCookies(await context.cookies());
  const plain = await without.newPage();
  await plain.goto(`${origin}/families/${familyId}`);
  await plain.getByRole("link", { name: "Search and filter" }).click();
  await plain.getByLabel("Search your family's stories").fill("danced");
  await plain.getByRole("button", { name: "Search" }).click();
  await plain.getByText("Narrow it down").click();
  await plain.getByRole("link", { name: /^Warm|^warm/ }).click();
  await plain.getByRole("link", { name: "Dolores laughed and danced." }).click();
  await plain.getByRole("heading", { level: 1, name: "The dance hall" }).waitFor();
  expect(await plain.locator("audio[controls]").getAttribute("src")).toMatch(/\/audio#t=4$/);
  await plain.getByRole("link", { name: "Look for them" }).click();
  await plain.getByRole("heading", { level: 1, name: "Stories that go with this one" }).waitFor();
  await plain.getByRole("link", { name: "The bread oven" }).waitFor();
  await quiet.close();
});
