import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { startStandIns } from "../local/stand-ins.ts";
import { startWorker } from "../local/worker-runtime.ts";
import { openAccount } from "../tests/api/account.ts";
import { writeMemory, writeTranscript } from "../tests/api/rows.ts";
import { type Answered, type Asker, concurrency, openAsker, type Question } from "./ask-often.ts";
import { type Measured, percentile, round } from "./measured.ts";
import { renewCookie } from "./session-cookie.ts";

const rounds = 5;
const countARound = 200;

/** Requests a second and what one takes, next to the least that a server can do, asked by the same client in turns. */
export async function measureRequests(): Promise<Measured> {
  const root = resolve(import.meta.dirname, "..");
  const disk = await mkdtemp(join(tmpdir(), "requests-"));
  const standIns = await startStandIns({ root, dataDir: join(disk, "vendors") });
  const worker = await startWorker({
    root,
    port: 0,
    persistTo: join(disk, "worker"),
    settings: { ...standIns.settings, PUBLIC_URL: "http://localhost:8787" },
  });
  const hello = fork(join(import.meta.dirname, "hello.ts"));
  const helloOnWorkerd = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      modules: true,
      script: `export default { fetch: () => new Response("hello") }`,
      compatibilityDate: "2026-10-01",
      assets: { directory: join(root, "build/client"), routerConfig: { has_user_worker: true } },
    }),
  );
  const asker = openAsker();
  try {
    const [address] = (await once(hello, "message")) as [AddressInfo];
    const questions = {
      "hello, plain Node": async () => ({ url: `http://127.0.0.1:${address.port}`, headers: {} }),
      "hello, a Worker behind our assets": async () => ({
        url: (await helloOnWorkerd.ready).href,
        headers: {},
      }),
      ...(await askHouse(worker, standIns.postgres)),
    };
    const found = await askInTurns(asker, questions);
    const floor = percentile(found.get("hello, a Worker behind our assets")?.milliseconds ?? [], 50);
    return {
      title: "Requests",
      about: `Raw workerd behind Miniflare's entry, ${concurrency} at a time over kept connections, ${rounds * countARound} of each in ${rounds} rounds that take turns. The second hello is a Worker of one line with the same files served in front of it: what Miniflare costs by itself. The database is PGlite in one process with the other stand-ins, and all of it shares the machine with the client: what is measured is the work, not the way to a data centre.`,
      rows: Array.from(found, ([name, { milliseconds, seconds }]) => ({
        request: name,
        "a second": Math.round(milliseconds.length / seconds),
        "p50 ms": round(percentile(milliseconds, 50)),
        "p95 ms": round(percentile(milliseconds, 95)),
        "p50 over hello": `${round(percentile(milliseconds, 50) / floor)}×`,
      })),
      goals: [],
    };
  } finally {
    await asker.close();
    hello.disconnect();
    await helloOnWorkerd.dispose();
    await worker.close();
    await standIns.close();
    await rm(disk, { recursive: true, force: true });
  }
}

type Questions = Record<string, () => Promise<Question>>;

/** What a family's member asks most, with each proof of who asks. */
async function askHouse(
  house: { url: string },
  postgres: Parameters<typeof writeMemory>[0],
): Promise<Questions> {
  const account = await openAccount(house, "Rose Miller");
  const listed = await fetch(`${house.url}/api/v1/families`, { headers: account.jwt });
  const { items } = (await listed.json()) as { items: { id: string }[] };
  const familyId = items[0]?.id;
  if (!familyId) throw new Error("sign-up made no family");
  const memoryId = await writeMemory(postgres, familyId);
  await writeTranscript(
    postgres,
    familyId,
    memoryId,
    Array.from(
      { length: 60 },
      () => "We baked our bread on Saturdays, and the whole street came by to smell it.",
    ),
  );
  const page = (path: string) => async () => ({
    url: `${house.url}${path}`,
    headers: await renewCookie(house, account.cookie),
  });
  return {
    "GET /health": async () => ({ url: `${house.url}/health`, headers: {} }),
    "GET /api/v1/memories/:id (JWT)": async () => ({
      url: `${house.url}/api/v1/memories/${memoryId}`,
      headers: account.jwt,
    }),
    "the vault's page (cookie)": page(`/families/${familyId}`),
    "a memory's page (cookie)": page(`/memories/${memoryId}`),
  };
}

/** Each question a round, then the next round: what drifts on the machine meets them all. */
async function askInTurns(asker: Asker, questions: Questions): Promise<Map<string, Answered>> {
  for (const open of Object.values(questions)) await asker.ask(await open(), countARound / 4);
  const found = new Map<string, Answered>();
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const [name, open] of Object.entries(questions)) {
      const now = await asker.ask(await open(), countARound);
      const before = found.get(name) ?? { milliseconds: [], seconds: 0 };
      found.set(name, {
        milliseconds: [...before.milliseconds, ...now.milliseconds],
        seconds: before.seconds + now.seconds,
      });
    }
  }
  return found;
}
