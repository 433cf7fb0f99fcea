import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { waitUntil } from "./family.ts";
import type { House } from "./house.ts";

/** The texts of all mails that the house has sent. */
export async function readMails({ mailFolder }: Pick<House, "mailFolder">): Promise<string[]> {
  // The folder is made with the first mail.
  const names = await readdir(mailFolder, { recursive: true }).catch(() => []);
  const texts = names.filter((name) => name.endsWith(".txt"));
  return Promise.all(texts.map((name) => readFile(join(mailFolder, name), "utf8")));
}

/** Waits for a mail whose text holds all of these pieces, and answers it. */
export function waitForMail(house: Pick<House, "mailFolder">, ...pieces: string[]): Promise<string> {
  return waitUntil(
    async () => (await readMails(house)).find((text) => pieces.every((piece) => text.includes(piece))),
    `a mail says ${pieces.join(" and ")}`,
  );
}

/** The first address in a mail. */
export function findLink(mail: string): URL {
  const link = /https?:\/\/\S+/.exec(mail)?.[0];
  if (!link) throw new Error(`there is no link in this mail: ${mail}`);
  return new URL(link);
}
