import { Agent, request } from "node:http";
import { parentPort, Worker } from "node:worker_threads";

/** A request that is asked again and again. */
export interface Question {
  url: string;
  headers: Record<string, string>;
}

export interface Answered {
  /** Of each request, in milliseconds, from asking to the answer's last byte. */
  milliseconds: number[];
  seconds: number;
}

export interface Asker {
  ask(question: Question, count: number): Promise<Answered>;
  close(): Promise<unknown>;
}

export const concurrency = 8;

/** A client on a thread of its own, so that stand-ins that compute on the main one don't hold it up. */
export function openAsker(): Asker {
  const worker = new Worker(new URL(import.meta.url));
  return {
    ask: (question, count) =>
      new Promise((resolve, reject) => {
        worker.once("error", reject);
        worker.once("message", (answered: Answered) => {
          worker.off("error", reject);
          resolve(answered);
        });
        worker.postMessage({ question, count });
      }),
    close: () => worker.terminate(),
  };
}

const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
parentPort?.on("message", async ({ question, count }: { question: Question; count: number }) => {
  const milliseconds: number[] = [];
  const begun = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left > 0) {
        left -= 1;
        milliseconds.push(await askOnce(question));
      }
    }),
  );
  parentPort?.postMessage({ milliseconds, seconds: (performance.now() - begun) / 1000 } satisfies Answered);
});

function askOnce({ url, headers }: Question): Promise<number> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.resume().once("end", () => resolve(performance.now() - begun));
    });
    asking.once("error", reject).end();
  });
}
