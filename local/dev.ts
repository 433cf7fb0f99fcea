import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startStandIns } from "./stand-ins.ts";

/** `npm run dev`: the stand-ins, and Vite's server that rebuilds the Worker and its pages as files change. */
const root = resolve(import.meta.dirname, "..");
const { values: asked } = parseArgs({ options: { port: { type: "string", default: "5173" } } });
const standIns = await startStandIns({ root, dataDir: join(root, ".local"), onProgress: console.log });
const vite = spawn("react-router", ["dev", "--port", asked.port, "--strictPort"], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    ...standIns.settings,
    PUBLIC_URL: `http://localhost:${asked.port}`,
    // The Cloudflare plugin then gives the Worker what stands in the environment, as secrets would be.
    CLOUDFLARE_INCLUDE_PROCESS_ENV: "true",
  },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => vite.kill(signal));
vite.on("close", async (code) => {
  await standIns.close();
  process.exit(code ?? 0);
});
