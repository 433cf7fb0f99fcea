import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { writeMemory } from "../api/rows.ts";
import { type FamilyMember, joinFamily, waitForStatus } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { readSpeech } from "../recordings.ts";
import { listenForTrouble, openProfile, origin, type Profile, signUp } from "./browser.ts";
import { inspectPage, type Look } from "./inspect.ts";

let house: House;
let profile: Profile;
let context: BrowserContext;
let page: Page;
let trouble: string[];
/** Rose's, who sits before the browser. */
let familyId: string;
let roseId: string;
/** Tells stories in Rose's family from somewhere else. */
let ben: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  profile = await openProfile(house);
  context = await profile.open();
  page = context.pages()[0] ?? (await context.newPage());
  trouble = listenForTrouble(page);
  await signUp(page, "Rose");
  familyId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const [member] = await house.query("select user_id from member where family_id = $1", [familyId]);
  roseId = String(member?.user_id);
  ben = await joinFamily(house, "Ben Miller");
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'editor')", [
    familyId,
    ben.userId,
  ]);
});
afterAll(async () => {
  await profile?.close();
  await house?.close();
});
beforeEach(() => {
  trouble.length = 0;
});

const bell = (unread: number, on = page) =>
  on.getByRole("banner").getByRole("link", {
    name: unread === 0 ? "News" : `News, ${unread} unread`,
    exact: true,
  });
const comeBack = () => page.evaluate(() => window.dispatchEvent(new Event("focus")));

/** Tells Rose of something, as a queue would. */
async function tell(kind: string, title: string): Promise<void> {
  const memoryId = await writeMemory(house, familyId, { title });
  await house.query(
    `insert into notification (id, family_id, user_id, memory_id, kind, event, details)
      values (uuidv7(), $1, $2, $3::uuid, $4::text, $4::text || ':' || $3::uuid::text, '{"name": "Beppe", "person": "Giuseppe Rossi"}')`,
    [familyId, roseId, memoryId, kind],
  );
}

test("a relative's story becomes ready: the bell says so to who comes back, and falls silent once it was opened", async () => {
  await page.goto(`${origin}/families/${familyId}`);
  await page.waitForLoadState("networkidle");
  await bell(0).waitFor();
  const form = new FormData();
  form.set("audio", new Blob([await readSpeech("005.wav")]), "story.wav");
  const { id } = await ben.json<{ id: string }>(`/families/${familyId}/memories`, {
    method: "POST",
    body: form,
  });
  await waitForStatus(ben, id, "ready");
  await comeBack();
  await bell(1).waitFor();
  await page.getByRole("status").filter({ hasText: "News, 1 unread" }).waitFor();

  await bell(1).click();
  await page.getByRole("heading", { level: 1, name: "News" }).waitFor();
  await page.getByRole("link", { name: /is ready to hear/ }).click();
  await page.getByRole("heading", { name: "What was told" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/memories/${id}`);
  await bell(0).waitFor();
  await bell(0).click();
  await page.getByRole("link", { name: /is ready to hear/ }).waitFor();
  expect(await page.getByText("New", { exact: true }).count()).toBe(0);
  expect(trouble).toEqual([]);
});

test("one piece of news is marked as read, then all", async () => {
  for (const title of ["The mill", "The flood", "The wedding"]) await tell("memory.ready", title);
  await page.goto(`${origin}/notifications`);
  await bell(3).waitFor();
  await page.getByRole("button", { name: "I have read it: “The flood” is ready to hear." }).click();
  await bell(2).waitFor();
  await page.getByRole("button", { name: "I have read them all" }).click();
  await bell(0).waitFor();
  expect(trouble).toEqual([]);
});

test("without JavaScript news are read, and how they are told is chosen", async () => {
  await tell("name.heard", "The bread oven");
  const plain = await openProfile(house);
  const without = await plain.open({ javaScriptEnabled: false });
  await without.addCookies(await context.cookies());
  const quiet = await without.newPage();
  await quiet.goto(origin);
  await bell(0, quiet).click();
  await quiet.getByRole("button", { name: /^I have read it: “The bread oven” speaks of “Beppe”/ }).click();
  await quiet.getByText("New", { exact: true }).waitFor({ state: "detached" });
  await quiet.getByRole("link", { name: "Choose what we tell you" }).click();
  const ready = quiet.getByRole("group", { name: "A story is ready to hear" });
  await ready.getByLabel("By e-mail").selectOption("At once");
  await ready.getByLabel("Show it among my news").uncheck();
  await quiet.getByRole("button", { name: "Save" }).click();
  await quiet.getByText("Saved.").waitFor();
  await quiet.reload();
  expect(await ready.getByLabel("By e-mail").inputValue()).toBe("at-once");
  expect(await ready.getByLabel("Show it among my news").isChecked()).toBe(false);
  await quiet.goto(`${origin}/notifications`);
  expect(await quiet.getByText("The flood").count()).toBe(0);
  await plain.close();
});

test("the pages of news pass axe in light and dark, on a phone and on a desk, in both languages", async () => {
  await tell("memory.failed", "The longest winter that anybody in our village on the river could remember");
  await tell("name.heard", "The bread oven");
  const findings: string[] = [];
  // The header has the least room on the smallest phones.
  const looks: Look[] = [
    ["light", 360],
    ["dark", 1200],
  ];
  for (const language of ["English", "Español"]) {
    await page.goto(`${origin}/notifications`);
    await page.getByRole("button", { name: language }).click();
    for (const path of ["/notifications", "/account/notifications"]) {
      await page.goto(origin + path);
      await page.waitForLoadState("networkidle");
      findings.push(...(await inspectPage(page, looks)));
    }
  }
  expect(findings).toEqual([]);
  expect(trouble).toEqual([]);
});
