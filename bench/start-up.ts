import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { type Measured, percentile, round, sum } from "./measured.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "..");
const runs = 5;
const listed = 8;

/** A CPU profile as V8 writes it; times are microseconds. */
const profileSchema = z.object({
  nodes: z.array(
    z.object({ id: z.number(), callFrame: z.object({ functionName: z.string(), url: z.string() }) }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

/** How long the Worker computes before it can take its first request. */
export async function measureStartUp(): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "start-up-"));
  try {
    const bundle = join(folder, "worker.bundle");
    await runWrangler("deploy", "--dry-run", `--outfile=${bundle}`);
    const profiles = [];
    for (let each = 0; each < runs; each += 1) {
      const file = join(folder, `${each}.cpuprofile`);
      await runWrangler("check", "startup", `--worker=${bundle}`, `--outfile=${file}`);
      profiles.push(readProfile(await readFile(file, "utf8")));
    }
    const active = profiles.map((profile) => sum(profile.values()));
    const median = round(percentile(active, 50));
    return {
      title: "Start-up",
      about: `\`wrangler check startup\`, ${runs} runs (${active.map((each) => round(each)).join(", ")} ms active); where the milliseconds go is the mean of them.`,
      rows: rankPlaces(profiles),
      goals: [{ what: "median of active time", unit: "ms", measured: median, atMost: 50 }],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runWrangler(...args: string[]): Promise<void> {
  await run(join(root, "node_modules/.bin/wrangler"), args, {
    cwd: root,
    timeout: 120_000,
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
  });
}

/** Milliseconds by module (or by what the engine did), without idling. */
function readProfile(text: string): Map<string, number> {
  const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(text));
  const places = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  for (const [at, sample] of samples.entries()) {
    const place = places.get(sample) ?? "(unknown)";
    if (place === "(idle)") continue;
    spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[at] ?? 0) / 1000);
  }
  return spent;
}

function nameOf({ functionName, url }: { functionName: string; url: string }): string {
  if (url === "") return functionName || "(engine)";
  if (url.startsWith("node-internal:") || url.startsWith("node:")) return "modules of Node in workerd";
  if (/[0-9a-f-]{36}$/.test(url)) return "the profiler's own entry";
  return url.replace(/^.*\/(?=assets\/|[^/]*$)/, "").replace(/-[\w-]{8}\.js$/, ".js");
}

function rankPlaces(profiles: Map<string, number>[]) {
  const places = new Map<string, number>();
  for (const profile of profiles)
    for (const [place, spent] of profile)
      places.set(place, (places.get(place) ?? 0) + spent / profiles.length);
  const ranked = Array.from(places, ([where, spent]) => ({ where, ms: round(spent) })).sort(
    (a, b) => b.ms - a.ms,
  );
  const rest = ranked.slice(listed);
  return [
    ...ranked.slice(0, listed),
    { where: `${rest.length} other places`, ms: round(sum(rest.map(({ ms }) => ms))) },
  ];
}
