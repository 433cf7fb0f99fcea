import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeMemory, writeTranscript } from "../api/rows.ts";
import { type House, openHouse } from "../house.ts";
import { listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";
import { inspectPage } from "./inspect.ts";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;
let family: string;

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

async function writePerson(familyId: string, name: string, bornOn: string | null): Promise<string> {
  const id = crypto.randomUUID();
  await house.query("insert into person (id, family_id, name, born_on) values ($1, $2, $3, $4)", [
    id,
    familyId,
    name,
    bornOn,
  ]);
  return id;
}

/** Four stories of two tellers, between 1938 and 1973. */
async function writeStories(familyId: string): Promise<void> {
  const ida = await writePerson(familyId, "Ida", "1930");
  const tom = await writePerson(familyId, "Tom", "1934-02");
  await writePerson(familyId, "Vera", null);
  const told = (people: string[], places: string[], tone?: [string, number]) => ({
    people: people.map((name) => ({ name, evidence: [] })),
    places: places.map((name) => ({ name, evidence: [] })),
    dates: [],
    followUps: [],
    warnings: [],
    ...(tone ? { tone: { primary: tone[0], intensity: tone[1], arc: [] } } : {}),
  });
  const mill = await writeMemory(house, familyId, {
    title: "The summer at the mill",
    narrator_id: ida,
    language: "en",
    chapter: "early-life",
    happened: { from: "1938-06", to: "1938-08", precision: "season" },
    told: told(["Max", "Grandmother"], ["Graz"], ["warm", 4]),
  });
  await writeTranscript(house, familyId, mill, ["We lived by the mill.", "Max came every day."]);
  await writeMemory(house, familyId, {
    title: "The flood",
    narrator_id: tom,
    language: "es",
    chapter: "historical-events",
    happened: { from: "1938", precision: "year" },
    told: told(["Max"], ["Graz"], ["fearful", 8]),
  });
  await writeMemory(house, familyId, {
    title: "What father did",
    narrator_id: ida,
    happened: { to: "1939", precision: "vague" },
    told: told(["Father"], [], ["proud", 5]),
  });
  await writeMemory(house, familyId, {
    title: "A dance in the fifties",
    narrator_id: tom,
    chapter: "love-and-family",
    happened: { from: "1950", to: "1959", precision: "decade" },
    told: told(["Rosa"], ["Vienna"], ["joyful", 7]),
  });
  await writeMemory(house, familyId, {
    title: "The new house",
    narrator_id: ida,
    happened: { from: "1973", precision: "year" },
    told: told([], [], ["calm", 2]),
  });
  await writeMemory(house, familyId, { title: "Of bread", told: told([], []) });
}

test("before the first story both pages say kindly what will be here", async () => {
  await signUp(page, "Rose");
  family = new URL(page.url()).pathname;
  await page.goto(`${origin}${family}/timeline`);
  await page.getByRole("heading", { name: "Here the years will line up." }).waitFor();
  await page.goto(`${origin}${family}/insights`);
  await page.getByRole("heading", { name: "Nothing to count yet." }).waitFor();
  expect(await page.getByRole("main").getByRole("link", { name: "Tell a story" }).count()).toBe(1);
});

test("the timeline lines stories up as the family says when they were, and a gap leads to telling about it", async () => {
  await writeStories(family.split("/").at(-1) ?? "");
  await page.goto(`${origin}${family}/timeline`);
  const thirties = page.getByRole("region", { name: "The 1930s" });
  expect(await thirties.getByRole("heading", { level: 3 }).allTextContents()).toEqual([
    "The flood",
    "The summer at the mill",
    "What father did",
  ]);
  for (const words of ["summer of 1938", "up to 1939", "told by Tom · 8 sec"]) {
    await thirties.getByText(words, { exact: true }).waitFor();
  }
  await page.getByRole("region", { name: "The 1950s" }).getByText("the 1950s", { exact: true }).waitFor();
  await page.getByRole("region", { name: "Nobody has said when" }).getByText("Of bread").waitFor();
  await page.getByRole("region", { name: "Told by more than one" }).getByText("Max and Graz, 1938").waitFor();
  await page.getByText("Nothing yet from 1960 to 1972.").waitFor();
  await page.getByRole("link", { name: "Ask about it (1960 to 1972)" }).click();
  await page.getByText("Tell about the years 1960 to 1972").waitFor();
  expect(new URL(page.url()).search).toBe("?about=1960-1972");
});

test("an address that asks to tell about nonsense asks for nothing", async () => {
  await page.goto(`${origin}${family}/memories/new?about=%3Cb%3E-1972`);
  await page.getByRole("heading", { name: "Record it" }).waitFor();
  expect(await page.getByText("Tell about the years").count()).toBe(0);
});

test("without JavaScript the timeline turns to a life, and leads to the insights and back", async () => {
  const cookies = await context.cookies();
  const plain = await openProfile(house);
  const quietContext = await plain.open({ javaScriptEnabled: false });
  await quietContext.addCookies(cookies);
  const quiet = await quietContext.newPage();
  await quiet.goto(`${origin}${family}/timeline`);
  await quiet.getByRole("link", { name: "By life" }).click();
  await quiet.getByRole("heading", { name: "Ida", level: 2 }).waitFor();
  await quiet.getByText("aged 7 or 8 · 8 sec").waitFor();
  await quiet.getByRole("link", { name: "Tom", exact: true }).click();
  await quiet.getByText("aged 15 to 25 · 8 sec").waitFor();
  await quiet.getByRole("link", { name: "What your stories tell of" }).click();
  await quiet.getByRole("heading", { name: "What your stories tell of" }).waitFor();
  await quiet.getByText("As a table").click();
  await quiet.getByRole("table", { name: "Month by month" }).waitFor();
  await quiet.getByRole("link", { name: "The timeline" }).click();
  await quiet.getByRole("heading", { name: "Timeline" }).waitFor();
  await plain.close();
});

test("every number of the insights stands in a table, and what is missing is named", async () => {
  await page.goto(`${origin}${family}/insights`);
  const cells = async (table: string, row: RegExp) =>
    (await page.getByRole("table", { name: table }).getByRole("row", { name: row }).allTextContents()).join();
  expect(await cells("Chapters of life", /^Early life/)).toBe("Early life10");
  expect(await page.getByRole("table", { name: "Chapters of life" }).getByRole("row").count()).toBe(9);
  expect(await cells("Spoken of most", /^Max/)).toBe("Max2");
  expect(await cells("How it felt, decade by decade", /^The 1930s/)).toContain("5.7");
  expect(await cells("Who tells", /^Ida/)).toContain("3");
  const missing = page.getByRole("region", { name: "What is still missing" });
  for (const words of ["Vera", "Wisdom", "The 1940s"]) await missing.getByText(words).first().waitFor();
});

test("the timeline and the insights pass axe on a phone in the light and on a desk in the dark", async () => {
  const trouble = listenForTrouble(page);
  const findings: string[] = [];
  for (const path of ["timeline", "timeline?by=life", "insights", "memories/new?about=1960-1972"]) {
    await page.goto(`${origin}${family}/${path}`);
    findings.push(...(await inspectPage(page)));
  }
  expect(findings).toEqual([]);
  expect(trouble).toEqual([]);
});

test("in Spanish, and in a script from right to left, nothing is wider than a phone or without its words", async () => {
  const findings: string[] = [];
  await context.addCookies([{ name: "language", value: "es", url: origin }]);
  for (const [path, heading] of [
    ["timeline", "Cronología"],
    ["insights", "De qué hablan tus historias"],
  ] as const) {
    await page.goto(`${origin}${family}/${path}`);
    await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
    expect(await page.getByRole("main").textContent()).not.toMatch(/(timeline|insights|happened)\.\w/);
    await page.evaluate(() => document.documentElement.setAttribute("dir", "rtl"));
    findings.push(...(await inspectPage(page, [["light", 390]])));
  }
  expect(findings).toEqual([]);
});
