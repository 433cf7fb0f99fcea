import { parentPort, Worker } from "node:worker_threads";
import { WebSocket } from "ws";
import { serverFrameSchema, writeAudioFrame } from "../core/interview/frames.ts";

/** A socket that takes an interview's frames, and who asks for it. */
export interface Line {
  url: string;
  headers: Record<string, string>;
}

export interface Spoken {
  chunks: number;
  /** Never acknowledged. */
  lost: number;
  /** Of each chunk, in milliseconds, from sending it to its acknowledgement. */
  milliseconds: number[];
  /** How much later than planned the slowest chunk was sent, in milliseconds: beyond a few, the client itself is the limit. */
  latest: number;
  /** Seconds of audio that the sessions say they have kept, of all lines. */
  keptSeconds: number;
}

export interface Speaker {
  /** Speaks on all lines at once, at the pace of speech. */
  speak(lines: Line[], seconds: number): Promise<Spoken>;
  close(): Promise<unknown>;
}

export const chunkSeconds = 0.5;
const chunkBytes = chunkSeconds * 48_000;
/** The last acknowledgements may come so much later. */
const patienceMs = 15_000;

/** A client on a thread of its own, so that stand-ins that compute on the main one don't hold it up. */
export function openSpeaker(): Speaker {
  const worker = new Worker(new URL(import.meta.url));
  return {
    speak: (lines, seconds) =>
      new Promise((resolve, reject) => {
        worker.once("error", reject);
        worker.once("message", (spoken: Spoken) => {
          worker.off("error", reject);
          resolve(spoken);
        });
        worker.postMessage({ lines, seconds });
      }),
    close: () => worker.terminate(),
  };
}

parentPort?.on("message", async ({ lines, seconds }: { lines: Line[]; seconds: number }) => {
  const pcm = makeNoise();
  const spoken: Spoken = { chunks: 0, lost: 0, milliseconds: [], latest: 0, keptSeconds: 0 };
  const open = await Promise.all(lines.map((line) => openLine(line)));
  await Promise.all(
    open.map(async ({ socket, turnId, clientId, line }, index) => {
      const sentAt = new Map<number, number>();
      const all = Promise.withResolvers<void>();
      const chunks = seconds / chunkSeconds;
      socket.on("message", (data) => {
        const frame = serverFrameSchema.parse(JSON.parse(String(data)));
        if (frame.type !== "ack") return;
        const now = performance.now();
        for (const [seq, at] of sentAt) {
          if (seq > frame.lastSeq) break;
          spoken.milliseconds.push(now - at);
          sentAt.delete(seq);
        }
        if (frame.lastSeq === chunks + 1) all.resolve();
      });
      socket.send(JSON.stringify({ type: "audio-start", seq: 1, turnId }));
      // Nobody begins at the same moment.
      const begun = performance.now() + (index / open.length) * chunkSeconds * 1000;
      for (let chunk = 0; chunk < chunks; chunk += 1) {
        const due = begun + chunk * chunkSeconds * 1000;
        await wait(due - performance.now());
        const now = performance.now();
        spoken.latest = Math.max(spoken.latest, now - due);
        sentAt.set(chunk + 2, now);
        socket.send(writeAudioFrame(chunk + 2, pcm));
        spoken.chunks += 1;
      }
      await Promise.race([all.promise, wait(patienceMs)]);
      spoken.lost += sentAt.size;
      socket.close();
      const again = await openLine(line, clientId);
      spoken.keptSeconds += again.keptSeconds;
      again.socket.close();
    }),
  );
  parentPort?.postMessage(spoken);
});

const wait = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));

async function openLine(line: Line, clientId: string = crypto.randomUUID()) {
  const socket = new WebSocket(line.url, { headers: line.headers });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  const welcomed = new Promise<string>((resolve) => {
    socket.once("message", (data) => resolve(String(data)));
  });
  socket.send(JSON.stringify({ type: "hello", seq: 0, clientId }));
  const frame = serverFrameSchema.parse(JSON.parse(await welcomed));
  if (frame.type !== "welcome") throw new Error(`${line.url} answers hello with ${frame.type}`);
  return { line, socket, clientId, turnId: frame.view.turn?.id, keptSeconds: frame.view.seconds };
}

function makeNoise(): Uint8Array {
  const pcm = new Uint8Array(chunkBytes);
  crypto.getRandomValues(pcm);
  return pcm;
}
