import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";
import { parentPort, workerData } from "node:worker_threads";
import type { Spoken, ToSpeak } from "./synthesise.ts";

/**
 * Runs flite, a program for WASI, once for each message. It sees one empty folder and nothing else of this machine: no
 * environment, no network. A thread of its own, because it can only be stopped from outside.
 */
const flite: WebAssembly.Module = workerData;
// What it writes has to lie in a file: it goes back to the header when it knows the length.
const folder = mkdtempSync(join(tmpdir(), "memoryvault-voice-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));

parentPort?.on("message", async ({ voice, text, phones }: ToSpeak) => {
  const words = phones === undefined ? ["-t", text] : ["-p", phones];
  const wasi = new WASI({
    version: "preview1",
    args: ["flite", "-voice", voice, ...words, "-o", "/out/speech.wav"],
    env: {},
    preopens: { "/out": folder },
    returnOnExit: true,
  });
  const instance = await WebAssembly.instantiate(flite, wasi.getImportObject() as WebAssembly.Imports);
  const code = wasi.start(instance);
  const spoken: Spoken = code === 0 ? { wav: readFileSync(join(folder, "speech.wav")) } : { code };
  parentPort?.postMessage(spoken);
});
