import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type WebSocket as ServerSocket, WebSocketServer } from "ws";
import { type Line, openLine } from "../../app/interview/line.ts";
import { openClient } from "../../app/interview/open-client.ts";
import { openMemoryOutbox } from "../../app/interview/outbox.ts";
import { readAudioFrame, type SessionView, takenOverCloseCode } from "../../core/interview/frames.ts";

const interviewId = "0198f000-0000-7000-8000-000000000001";
const view: SessionView = {
  stage: "exploring",
  phase: "answering",
  offRecord: false,
  paused: false,
  turnCount: 1,
  seconds: 0,
  patienceSeconds: 8,
};
const turnId = crypto.randomUUID();

/** A session as a page meets it: it keeps what comes in its order, and acknowledges as far as it is told to. */
class ListeningSession {
  readonly kept = new Map<string, string[]>();
  readonly #server: WebSocketServer;
  readonly #arrivals = new Set<() => void>();
  sockets: ServerSocket[] = [];
  acknowledges = true;
  /** Whether a socket to it opens and stays. */
  refuses = false;
  /** What it says it has, whatever it has. */
  forgets = false;

  constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket) => {
      if (this.refuses) return socket.terminate();
      let clientId = "";
      this.sockets.push(socket);
      socket.on("message", (data: Buffer, isBinary) => {
        const frame = isBinary ? undefined : JSON.parse(data.toString());
        if (frame?.type === "hello") {
          clientId = frame.clientId;
          if (!this.kept.has(clientId)) this.kept.set(clientId, []);
          this.#tell(socket, { type: "welcome", lastSeq: this.#count(clientId), view });
        } else this.#keep(socket, clientId, frame, data);
        for (const arrived of this.#arrivals) arrived();
      });
    });
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  all(): string[] {
    return [...this.kept.values()].flat();
  }
  /** Waits until something that arrives makes it true. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        const arrived = () => {
          this.#arrivals.delete(arrived);
          resolve();
        };
        this.#arrivals.add(arrived);
      });
    }
  }
  cut(): void {
    for (const socket of this.sockets.splice(0)) socket.terminate();
  }

  #count(clientId: string): number {
    return this.kept.get(clientId)?.length ?? 0;
  }
  #keep(
    socket: ServerSocket,
    clientId: string,
    frame: { seq: number; type: string } | undefined,
    data: Buffer,
  ) {
    const audio = frame ? undefined : readAudioFrame(Uint8Array.from(data).buffer);
    const seq = frame?.seq ?? audio?.seq ?? 0;
    const had = this.#count(clientId);
    if (seq !== had + 1) {
      if (seq > had) this.#tell(socket, { type: "error", code: "interview.gap", detail: "", lastSeq: had });
      return;
    }
    this.kept.get(clientId)?.push(frame?.type ?? `pcm ${audio?.pcm.join(" ")}`);
    if (this.acknowledges) this.#tell(socket, { type: "ack", lastSeq: seq });
  }
  #tell(socket: ServerSocket, frame: object): void {
    socket.send(JSON.stringify({ ...frame, seq: 1 }));
  }
}

let server: WebSocketServer;
let session: ListeningSession;
const lines: Line[] = [];

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  session = new ListeningSession(server);
});
afterEach(async () => {
  for (const line of lines.splice(0)) line.close();
  session.cut();
  server.close();
});

async function open(outbox = openMemoryOutbox(), url = session.url) {
  const own = await openClient(outbox, interviewId);
  const states: string[] = [];
  const counts: number[] = [];
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of watchers) watcher();
  };
  const line = openLine(url, outbox, own, {
    onFrame: () => {},
    onState: (state) => {
      states.push(state);
      changed();
    },
    onWaiting: (count) => {
      counts.push(count);
      changed();
    },
    onFull: () => {},
  });
  lines.push(line);
  const until = async (isSo: () => boolean) => {
    while (!isSo()) {
      await new Promise<void>((resolve) => {
        const look = () => {
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
      });
    }
  };
  return { line, outbox, own, states, counts, until };
}

const pcm = (...samples: number[]) => Int16Array.from(samples).buffer;

test("frames arrive in the order in which they were said, JSON and audio in one count", async () => {
  const { line, until, counts } = await open();
  void line.say({ type: "audio-start", turnId });
  void line.say(pcm(1));
  void line.say(pcm(2));
  void line.say({ type: "audio-end", turnId, longestPause: 0 });
  await session.until(() => session.all().length === 4);
  expect(session.all()).toEqual(["audio-start", "pcm 1 0", "pcm 2 0", "audio-end"]);
  await until(() => counts.at(-1) === 0);
  expect(await line.listWaiting()).toEqual([]);
});

test("what was said while the line was cut arrives once it is back, each frame once", async () => {
  const { line } = await open();
  await line.say(pcm(1));
  await session.until(() => session.all().length === 1);
  session.acknowledges = false;
  await line.say(pcm(2));
  await session.until(() => session.all().length === 2);
  session.acknowledges = true;
  session.cut();
  await line.say(pcm(3));
  await line.say(pcm(4));
  await session.until(() => session.all().length === 4);
  expect(session.all()).toEqual(["pcm 1 0", "pcm 2 0", "pcm 3 0", "pcm 4 0"]);
});

test("a page that was killed is gone on with by the next one on the same device, under the same id", async () => {
  const first = await open();
  await first.line.say(pcm(1));
  await first.until(() => first.counts.at(-1) === 0 && first.states.includes("open"));
  await session.until(() => session.all().length === 1);
  first.line.close();
  // What a page kept and could not send any more.
  await first.outbox.keep({ ...first.own.client, lastSeq: 1 }, { seq: 2, data: pcm(2) });
  const second = await open(first.outbox);
  await second.line.say(pcm(3));
  await session.until(() => session.all().length === 3);
  expect([...session.kept]).toEqual([[first.own.client.clientId, ["pcm 1 0", "pcm 2 0", "pcm 3 0"]]]);
});

test("a hole in the count that nobody can fill begins a new count, and nothing that is left is lost", async () => {
  const outbox = openMemoryOutbox();
  const client = { clientId: crypto.randomUUID(), interviewId, lastSeq: 6 };
  await outbox.keep(client, { seq: 6, data: pcm(6) });
  await outbox.keep(client, { seq: 7, data: JSON.stringify({ type: "audio-end", turnId }) });
  const { line } = await open(outbox);
  await line.say(pcm(8));
  await session.until(() => session.all().length === 3);
  expect(session.all()).toEqual(["pcm 6 0", "audio-end", "pcm 8 0"]);
  expect(session.kept.get(client.clientId)).toEqual([]);
});

test("a page whose interview was taken over doesn't take it back by itself, but when it is asked to", async () => {
  const { line, states, until } = await open();
  await until(() => states.at(-1) === "open");
  session.sockets[0]?.close(takenOverCloseCode);
  await until(() => states.at(-1) === "taken-over");
  line.reopen();
  await until(() => states.at(-1) === "open");
  expect(states).toEqual(["connecting", "open", "taken-over", "connecting", "open"]);
});

test("without any line what is said is kept, and can go another way", async () => {
  const { line, states, until } = await open(openMemoryOutbox(), "ws://127.0.0.1:9");
  await line.say({ type: "audio-start", turnId });
  await line.say(pcm(1));
  await until(() => states.at(-1) === "waiting");
  const waiting = await line.listWaiting();
  expect(waiting.map(({ seq }) => seq)).toEqual([1, 2]);
  await line.forget(2);
  expect(await line.listWaiting()).toEqual([]);
});

test("what went another way isn't waited for any more, and what is said after it arrives", async () => {
  session.refuses = true;
  const { line, states, counts, until } = await open();
  await line.say({ type: "audio-start", turnId });
  await line.say(pcm(1));
  await line.say(pcm(2));
  await line.forget(2);
  expect(counts.at(-1)).toBe(1);
  session.refuses = false;
  await until(() => states.at(-1) === "open");
  await line.say(pcm(3));
  await session.until(() => session.all().length === 2);
  expect(session.all()).toEqual(["pcm 2 0", "pcm 3 0"]);
  await until(() => counts.at(-1) === 0);
});

test("two pages of one browser speak as two clients", async () => {
  const outbox = openMemoryOutbox();
  const first = await openClient(outbox, interviewId);
  await outbox.keep(first.client, { seq: 1, data: pcm(1) });
  const second = await openClient(outbox, interviewId);
  expect(second.client.clientId).not.toBe(first.client.clientId);
  first.letGo();
  const name = `memoryvault.interview.${first.client.clientId}`;
  await navigator.locks.request(name, () => {});
  const third = await openClient(outbox, interviewId);
  expect(third.client.clientId).toBe(first.client.clientId);
  second.letGo();
  third.letGo();
});
