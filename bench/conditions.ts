import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, totalmem } from "node:os";

/** Under which conditions the numbers came about: whoever compares needs them. */
export function describeConditions(loadBefore: number[]): string {
  const [cpu] = cpus();
  const load = (averages: number[]) => averages.map((average) => average.toFixed(2)).join(", ");
  return [
    `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus().length} × ${cpu?.model.trim()},`,
    `${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch};`,
    `Node ${process.versions.node}, workerd ${readVersion("workerd")}, Miniflare ${readVersion("miniflare")}.`,
    `Load average (1, 5, 15 minutes) before: ${load(loadBefore)}; after: ${load(loadavg())}.`,
  ].join(" ");
}

function readVersion(name: string): string {
  const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
