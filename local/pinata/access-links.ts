import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "./file-store.ts";

export type AccessLinks = Awaited<ReturnType<typeof openAccessLinks>>;

/** Signs and checks gateway links in Pinata's form (`X-Algorithm=PINATA1`). The key outlives the process. */
export async function openAccessLinks(dataDir: string) {
  const keyPath = join(dataDir, "link-key");
  let key = await readFile(keyPath, "utf8").catch(() => "");
  if (key === "") {
    key = randomBytes(32).toString("hex");
    await writeWhole(keyPath, key);
  }
  const signatureOf = (path: string, date: number, expires: number) =>
    createHmac("sha256", key).update(`GET\n${path}\n${date}\n${expires}`).digest("hex");

  return {
    /** `date` is in Unix seconds, `expires` in seconds after it. */
    sign(url: URL, date: number, expires: number): string {
      const signed = new URL(url);
      signed.searchParams.set("X-Algorithm", "PINATA1");
      signed.searchParams.set("X-Date", String(date));
      signed.searchParams.set("X-Expires", String(expires));
      signed.searchParams.set("X-Method", "GET");
      signed.searchParams.set("X-Signature", signatureOf(url.pathname, date, expires));
      return signed.href;
    },

    /** Whether the link was signed here and hasn't expired. */
    check(url: URL, now: Date): boolean {
      const date = Number(url.searchParams.get("X-Date"));
      const expires = Number(url.searchParams.get("X-Expires"));
      const given = Buffer.from(url.searchParams.get("X-Signature") ?? "");
      const expected = Buffer.from(signatureOf(url.pathname, date, expires));
      const genuine = given.length === expected.length && timingSafeEqual(given, expected);
      return genuine && now.getTime() < (date + expires) * 1000;
    },
  };
}
