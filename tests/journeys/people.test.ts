import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { addRecording, listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";
import { inspectPage } from "./inspect.ts";

const dashwood = "sense_and_sensibility_01_austen_64kb-0870.wav";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;
let story: string;
let trouble: string[];

beforeAll(async () => {
  house = await openHouse();
  profile = await openProfile(house);
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
  trouble = listenForTrouble(page);
  await signUp(page);
  story = await addRecording(page, dashwood);
});
afterAll(async () => {
  await profile?.close();
  await house?.close();
});
beforeEach(() => {
  trouble.length = 0;
});

async function openPeople(): Promise<void> {
  await page.goto(origin);
  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "The people of your family" }).waitFor();
  await page.waitForLoadState("networkidle");
}

async function addPerson(name: string): Promise<string> {
  await openPeople();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Add somebody" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return new URL(page.url()).pathname;
}

test("a name that is answered once is linked in its story, and the person's page plays the second", async () => {
  const person = await addPerson("Jon Dashwood");
  await page.goto(origin + story);
  await page.waitForLoadState("networkidle");
  await page
    .getByText(/Is “.*Dashwood” here Jon Dashwood\?/)
    .first()
    .waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await page.getByRole("button", { name: "Yes, that's what we call them" }).first().click();
  await page.getByText("One story was put right.").waitFor();
  await page.getByRole("link", { name: "Jon Dashwood" }).click();
  await page.getByRole("heading", { level: 1, name: "Jon Dashwood" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(person);
  await page.waitForLoadState("networkidle");
  await page
    .getByRole("button", { name: /^Hear it at 0:00/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Stop", exact: true }).first().waitFor();
  await page.getByRole("button", { name: "Stop", exact: true }).first().waitFor({ state: "detached" });
  expect(await inspectPage(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test("a family tree draws itself from who is whose parent", async () => {
  await addPerson("Henry Dashwood");
  const child = await addPerson("Margaret Dashwood");
  await page.goto(origin + child);
  await page.waitForLoadState("networkidle");
  await page.getByText("Add a relative").click();
  await page.getByLabel("Who is it?").selectOption("Henry Dashwood");
  await page.getByLabel("What are they to Margaret Dashwood?").selectOption("Parent");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const tree = page.getByRole("region", { name: /^Family tree/ });
  const parent = await tree.getByRole("link", { name: "Henry Dashwood" }).boundingBox();
  const below = await tree.getByRole("link", { name: "Margaret Dashwood" }).boundingBox();
  expect(below?.y).toBeGreaterThan((parent?.y ?? 0) + (parent?.height ?? 0));
  await openPeople();
  await page.getByText("The same as a list").click();
  await page.getByRole("listitem").getByRole("link", { name: "Margaret Dashwood" }).waitFor();
  expect(await inspectPage(page)).toEqual([]);
  await tree.getByRole("link", { name: "Henry Dashwood" }).click();
  await page.getByRole("heading", { level: 1, name: "Henry Dashwood" }).waitFor();
  expect(trouble).toEqual([]);
});

test("what is known of somebody is changed, and a date may be as vague as it is", async () => {
  const path = await addPerson("Old Mr. Dashwood");
  await page.goto(`${origin}${path}?edit=person`);
  await page.waitForLoadState("networkidle");
  const born = page.getByRole("group", { name: "Born" });
  await born.getByLabel("Year").fill("1721");
  await born.getByLabel("Day").fill("31");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("A day needs its month and year.").waitFor();
  await born.getByLabel("Month").selectOption("May");
  await page.getByLabel("Born in").fill("Norland");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("born May 31, 1721 in Norland").waitFor();
  expect(await inspectPage(page)).toEqual([]);
});

test("a photo is made small on the device and hung up", async () => {
  await page.getByText("Choose a photo").waitFor();
  const picture = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 2000;
    canvas.height = 1000;
    canvas.getContext("2d")?.fillRect(0, 0, 2000, 1000);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    return [...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))];
  });
  const chosen = { name: "opa.png", mimeType: "image/png", buffer: Buffer.from(picture) };
  await page.locator("input[type=file]").setInputFiles(chosen);
  const photo = page.getByRole("img", { name: "Old Mr. Dashwood" }).first();
  await photo.waitFor();
  await expect
    .poll(() => photo.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
    .toBe(512);
  await page.getByRole("button", { name: "Take the photo down" }).click();
  await page.getByText("Choose a photo").waitFor();
  expect(trouble).toEqual([]);
});

test("without JavaScript a question is answered on the people's page, and taken back", async () => {
  await addRecording(page, "jfk.wav");
  const quiet = await openProfile(house);
  const without = await quiet.open({ javaScriptEnabled: false });
  await without.addCookies(await context.cookies());
  const plain = await without.newPage();
  const [{ family_id: familyId } = {}] = await house.query("select family_id from member limit 1");
  await house.query(
    `update memory set told = jsonb_set(told, '{people}', '[{"name": "Jack", "evidence": [{"start": 1, "end": 2, "quote": "my fellow"}]}]')
      where title <> '' and family_id = $1`,
    [familyId],
  );
  await plain.goto(`${origin}/families/${familyId}/people`);
  await plain.getByRole("heading", { name: "Jack" }).waitFor();
  await plain.getByRole("button", { name: "Not one of our family" }).click();
  await plain.getByText("We won't ask about “Jack” again.").waitFor();
  await plain.getByRole("button", { name: "Undo" }).click();
  await plain.getByRole("heading", { name: "Jack" }).waitFor();
  await quiet.close();
});
