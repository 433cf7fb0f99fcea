import { spawn } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { demoAccount, seedDemoFamily } from "./demo-family.ts";
import { startStandIns } from "./stand-ins.ts";
import { startWorker } from "./worker-runtime.ts";

const root = resolve(import.meta.dirname, "..");
const sources = [
  "core",
  "adapters",
  "queues",
  "durable-objects",
  "app",
  "worker",
  "wrangler.toml",
  "vite.config.ts",
  "react-router.config.ts",
  "package-lock.json",
];

const { values: asked } = parseArgs({
  options: {
    port: { type: "string", default: "8787" },
    empty: { type: "boolean", default: false },
    data: { type: "string", default: join(root, ".local") },
    logs: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const begun = performance.now();
const say = (text: string) =>
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${text}`);

if (asked.help) {
  console.log(`npm start -- [--port N] [--empty] [--data FOLDER] [--logs]

  --port N       where MemoryVault answers (8787)
  --empty        no demo family and no sample recording
  --data FOLDER  where everything is kept (.local)
  --logs         the Worker's log lines in the terminal`);
} else {
  await run().catch((error: unknown) => {
    console.error(`\n${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });
}

async function run(): Promise<void> {
  const port = Number(asked.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port takes a number from 1 to 65535, not ${asked.port}.`);
  await checkPort(port);
  if (newest(sources) > newest(["build/server/index.js"])) {
    say("Building the Worker and its pages");
    await build();
  }
  const url = `http://localhost:${port}`;
  say("Starting the stand-ins: Postgres, transcription, text, meaning, voice, IPFS pinning");
  const standIns = await startStandIns({ root, dataDir: asked.data, onProgress: say });
  say("Starting the Worker");
  const worker = await startWorker({
    root,
    port,
    settings: { ...standIns.settings, PUBLIC_URL: url },
    persistTo: join(asked.data, "worker"),
    onLog: asked.logs ? (line) => console.log(line) : undefined,
  });
  const sweep = setInterval(() => {
    worker.runSchedule().catch((error: unknown) => console.error("The minute's sweep failed:", error));
  }, 60_000);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    clearInterval(sweep);
    console.log("\nStopping. Everything is kept in", asked.data);
    await worker.close();
    await standIns.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // The runtime's own listeners would end the process before the database is closed.
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }

  // What an earlier run left unfinished is woken at once: its queues forgot their messages.
  await worker.runSchedule();
  const seeded = asked.empty
    ? undefined
    : await seedDemoFamily({
        url: worker.url,
        recording: join(root, "tests/data/speech/jfk.wav"),
        onStage: say,
      });
  console.log(`
  MemoryVault is running:  ${url}
${seeded ? `  The sample memory:       ${url}/memories/${seeded.memoryId}\n  Sign in as:              ${demoAccount.email}   ${demoAccount.password}` : "  Nothing in it yet:       sign up on the page"}
  E-mails, while it runs:  ${join(asked.data, "worker/tmp/email")}
  Stop with Ctrl-C; everything is kept in ${asked.data}
`);
  // What fails here fails again, and is told, when it is needed.
  standIns.warm().catch(() => {});
}

async function checkPort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((done, fail) => {
    probe.once("error", fail).listen(port, "127.0.0.1", done);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "EADDRINUSE"
        ? `Port ${port} is taken by another program. Stop it, or choose another port: npm start -- --port ${port + 1}`
        : `Port ${port} can't be used (${error.code}). Choose another: npm start -- --port 8788`,
    );
  });
  await new Promise((done) => probe.close(done));
}

/** When the newest of these files was changed, in milliseconds; 0 when there is none. */
function newest(paths: string[]): number {
  return Math.max(
    ...paths.map((path) => {
      const stat = statSync(join(root, path), { throwIfNoEntry: false });
      if (!stat) return 0;
      if (!stat.isDirectory()) return stat.mtimeMs;
      return newest(readdirSync(join(root, path)).map((name) => join(path, name)));
    }),
    0,
  );
}

async function build(): Promise<void> {
  const child = spawn("npm", ["run", "--silent", "build"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number | null>((done) => child.on("close", done));
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
}
