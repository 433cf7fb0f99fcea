import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { House } from "../house.ts";

/** Where the pages believe to be: the house's PUBLIC_URL, so that cookies and origins are as they would be. */
export const origin = "http://localhost:8787";
export const speech = (name: string) => resolve(import.meta.dirname, "../data/speech", name);

export interface Profile {
  /** Opens a browser on the same disk as before: what pages kept there is still there. */
  open(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Ends the browser as a power cut would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** A browser with a disk of its own, whose microphone hears a recording over and over, or is denied. */
export async function openProfile(
  house: House,
  microphone: "allowed" | "denied" = "allowed",
): Promise<Profile> {
  const disk = await mkdtemp(join(tmpdir(), "memoryvault-browser-"));
  const executablePath = await findChromium();
  let context: BrowserContext | undefined;
  return {
    async open(options) {
      context = await chromium.launchPersistentContext(disk, {
        executablePath,
        headless: true,
        viewport: { width: 390, height: 844 },
        locale: "en",
        ...options,
        args: [
          "--no-sandbox",
          "--no-zygote",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--disable-background-networking",
          "--autoplay-policy=no-user-gesture-required",
          "--use-fake-device-for-media-stream",
          `--use-file-for-fake-audio-capture=${speech("jfk.wav")}`,
          `--use-fake-ui-for-media-stream${microphone === "denied" ? "=deny" : ""}`,
          `--host-resolver-rules=MAP localhost:8787 ${new URL(house.url).host}`,
        ],
      });
      context.setDefaultTimeout(20_000);
      return context;
    },
    async kill() {
      const page = context?.pages()[0] ?? (await context?.newPage());
      if (!page || !context) return;
      const gone = new Promise((done) => context?.once("close", done));
      const session = await context.newCDPSession(page);
      // The answer never comes: the browser is gone before it could give it.
      session.send("Browser.crash").catch(() => {});
      await gone;
    },
    async close() {
      await context?.close().catch(() => {});
      await rm(disk, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The Chromium of CHROMIUM_PATH, else the one inside the package, made to unpack the libraries that it brings along. */
async function findChromium(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
  const { default: packed } = await import("@sparticuz/chromium");
  const path = await packed.executablePath();
  // It finds only the few fonts in its package, and ends itself when a letter is in none of them.
  if (existsSync("/etc/fonts/fonts.conf")) process.env.FONTCONFIG_PATH = "/etc/fonts";
  return path;
}

/** Makes an account by the page, and ends in its empty vault. */
export async function signUp(page: Page, name = "Rose"): Promise<void> {
  await page.goto(`${origin}/sign-up`);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("E-mail").fill(`${name.toLowerCase()}-${crypto.randomUUID()}@example.com`);
  await page.getByLabel("Password").fill("bread oven fiddle");
  await page.getByRole("button", { name: "Begin" }).click();
  await page.getByRole("heading", { name: `Hello, ${name}.` }).waitFor();
}

/** Ends the session by the menu of the house, and arrives at its door. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
}

/** Adds a file by the page and waits until its story can be heard; answers the memory's path. */
export async function addRecording(page: Page, file: string): Promise<string> {
  await page.goto(origin);
  await page.getByRole("link", { name: "Tell a story" }).click();
  await page.getByLabel("Choose recordings").setInputFiles(speech(file));
  await page.getByRole("link", { name: "Open the story" }).click();
  await page.getByRole("heading", { name: "What was told" }).waitFor({ timeout: 90_000 });
  await page.getByText("You may close this page").waitFor({ state: "detached", timeout: 60_000 });
  return new URL(page.url()).pathname;
}

/** Records that a store of this device's databases holds. */
export function countStored(page: Page, database: string, store: string): Promise<number> {
  return page.evaluate(
    ([database, store]) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction(store).objectStore(store).count();
          counting.onerror = () => reject(counting.error);
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
    [database, store] as const,
  );
}

/** Collects what a page complains about: errors in its console, and what its Content-Security-Policy stopped. */
export function listenForTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") trouble.push(message.text());
  });
  page.on("pageerror", (error) => trouble.push(error.message));
  return trouble;
}
