import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { createMentionFinder } from "../../adapters/mention-finder.ts";
import { lean } from "../../vite.lean.ts";

const stories = new URL("../data/stories/", import.meta.url);
const calendar =
  "We flew at 4pm PST, in EST, from Cuba and Jamaica to Israel, two weeks and three days before Easter 1962. Between " +
  "June 1950 and March 1961, every second Tuesday, Dr. Mary O'Neil-Smith's brother Jim met the Queen in Paris, France, " +
  "20 minutes past five, one Saturday, the 5th, 6th and 7th of July, half past two, Q4 1971, in the early 1980s.";

test("the grammar finds the same with what is left out of it as whole", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "memoryvault-lean-"));
  await build({
    configFile: false,
    logLevel: "error",
    plugins: [lean],
    ssr: { noExternal: true },
    build: {
      ssr: new URL("../../adapters/mention-finder.ts", import.meta.url).pathname,
      outDir: folder,
      rollupOptions: { output: { entryFileNames: "finder.mjs" } },
    },
  });
  const built: { createMentionFinder: typeof createMentionFinder } = await import(join(folder, "finder.mjs"));
  const [whole, cut] = [createMentionFinder(), built.createMentionFinder()];
  const names = (await readdir(stories)).filter((name) => name.endsWith(".txt"));
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, stories), "utf8")));
  for (const text of [...texts, calendar]) {
    const found = await whole.find(text, "en");
    expect(found.people.length + found.places.length + found.dates.length).toBeGreaterThan(2);
    expect(await cut.find(text, "en")).toEqual(found);
  }
  await rm(folder, { recursive: true });
});
