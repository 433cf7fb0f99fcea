import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { constants, gzipSync } from "node:zlib";
import { type Measured, round, sum } from "./measured.ts";

const listed = 8;

/** The Worker's JavaScript, each module compressed as `gzip -9` does. */
export function measureWorkerSize(): Measured {
  const folder = resolve(import.meta.dirname, "../build/server");
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => {
      const code = readFileSync(join(folder, name));
      return { name, bytes: code.length, gz: gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).length };
    })
    .sort((a, b) => b.gz - a.gz);
  const row = (name: string, of: typeof modules) => ({
    module: name.replace(/-[\w-]{8}\.js$/, ".js"),
    KiB: round(sum(of.map(({ bytes }) => bytes)) / 1024),
    "KiB gz": round(sum(of.map(({ gz }) => gz)) / 1024),
  });
  const total = row("all", modules);
  return {
    title: "The Worker's JavaScript",
    about: `${modules.length} modules, gz -9. Those under assets/ that no module imports at its top are loaded when first needed.`,
    rows: [
      ...modules.slice(0, listed).map((module) => row(module.name, [module])),
      row(`${modules.length - listed} smaller ones`, modules.slice(listed)),
      total,
    ],
    goals: [{ what: "compressed", unit: "KiB", measured: total["KiB gz"], atMost: 1024 }],
  };
}
