import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { startStandIns } from "../local/stand-ins.ts";
import { startWorker } from "../local/worker-runtime.ts";
import { openAccount } from "../tests/api/account.ts";
import { type Measured, percentile, round } from "./measured.ts";
import { chunkSeconds, type Line, openSpeaker, type Spoken } from "./speak-often.ts";

const sessions = 200;
const seconds = 20;
/** An account may write 120 times a minute. */
const sessionsAnAccount = 50;
/** Nobody answers there: what is measured is taking in, not hearing. */
const nowhere = "http://127.0.0.1:9/v1";

/**
 * The least that a Durable Object can do with such a socket: it answers each frame as a session does, and stores nothing;
 * under /stored/ it stores each chunk, and no more, before it answers.
 */
const echo = `
import { DurableObject } from "cloudflare:workers";
const id = "018f2f00-0000-7000-8000-000000000000";
const turn = { id, question: { id, text: "?", origin: "bank" }, outcome: "open", text: "",
  segments: [], seconds: 0, longestPause: 0, offRecord: false, askedAt: "2026-01-01T00:00:00Z" };
const view = { stage: "opening", phase: "answering", offRecord: false, paused: false, turn, turnCount: 1, seconds: 0, patienceSeconds: 8 };
export class Echo extends DurableObject {
  fetch(request) {
    if (new URL(request.url).pathname.startsWith("/stored/"))
      this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS chunk (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
    this.stores ??= this.ctx.storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'chunk'").toArray().length > 0;
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(socket, message) {
    if (typeof message === "string") {
      const { type, seq } = JSON.parse(message);
      socket.send(JSON.stringify(type === "hello" ? { type: "welcome", lastSeq: 0, view, seq: 1 } : { type: "ack", lastSeq: seq, seq: 1 }));
    } else {
      if (this.stores) this.ctx.storage.sql.exec("INSERT INTO chunk (bytes) VALUES (?)", message.slice(4));
      socket.send(JSON.stringify({ type: "ack", lastSeq: new DataView(message).getUint32(0), seq: 1 }));
    }
  }
}
export default { fetch: (request, env) => env.ECHO.getByName(new URL(request.url).pathname).fetch(request) };`;

/** How 200 interviews at once are taken in, next to sockets that store nothing, spoken to by the same client. */
export async function measureInterviewLoad(): Promise<Measured> {
  const root = resolve(import.meta.dirname, "..");
  const disk = await mkdtemp(join(tmpdir(), "interviews-"));
  const standIns = await startStandIns({ root, dataDir: join(disk, "vendors") });
  const worker = await startWorker({
    root,
    port: 0,
    persistTo: join(disk, "worker"),
    settings: {
      ...standIns.settings,
      TRANSCRIPTION_BASE_URL: nowhere,
      PUBLIC_URL: "http://localhost:8787",
    },
  });
  const floor = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      modules: true,
      script: echo,
      resourcePersistencePath: join(disk, "floor"),
      compatibilityDate: "2026-10-01",
      durableObjects: { ECHO: { className: "Echo", useSQLite: true } },
    }),
  );
  const speaker = openSpeaker();
  try {
    const floorUrl = (await floor.ready).href.replace(/^http/, "ws");
    const speakTo = (place: string) =>
      speaker.speak(
        Array.from({ length: sessions }, (_, at) => ({ url: `${floorUrl}${place}/${at}`, headers: {} })),
        seconds,
      );
    const bare = await speakTo("bare");
    const stored = await speakTo("stored");
    const ours = await speaker.speak(await beginSessions(worker), seconds);
    const unkept = Math.round(sessions * seconds - ours.keptSeconds);
    const row = (name: string, { chunks, lost, milliseconds, latest }: Spoken) => ({
      socket: name,
      chunks,
      lost,
      "ack p50 ms": round(percentile(milliseconds, 50)),
      "ack p95 ms": round(percentile(milliseconds, 95)),
      "ack p99 ms": round(percentile(milliseconds, 99)),
      "client late ms": Math.round(latest),
    });
    const beyond = percentile(ours.milliseconds, 95) - percentile(bare.milliseconds, 95);
    return {
      title: "Interviews at once",
      about: `${sessions} sessions at once for ${seconds} s, each sending ${chunkSeconds} s of PCM16 at 24 kHz (24 kB) twice a second, with the transcription pointed at an address that refuses. An ack is sent once the chunk is stored. The floor is a Durable Object that answers the same frames and stores nothing, in another workerd, spoken to by the same client on a thread of its own just before; the one that stores the chunk shows what the disk costs. "Client late" is how much later than planned the slowest chunk was sent.`,
      rows: [
        row("a bare Durable Object", bare),
        row("one that only stores the chunk", stored),
        row("an interview", ours),
      ],
      goals: [
        { what: "chunks that were never acknowledged", unit: "", measured: ours.lost, atMost: 0 },
        { what: "seconds of audio that the sessions don't have", unit: "s", measured: unkept, atMost: 0 },
        { what: "ack p95 beyond the floor", unit: "ms", measured: round(beyond), atMost: 100 },
      ],
    };
  } finally {
    await speaker.close();
    await floor.dispose();
    await worker.close();
    await standIns.close();
    await rm(disk, { recursive: true, force: true });
  }
}

async function beginSessions(house: { url: string }): Promise<Line[]> {
  const lines: Line[] = [];
  for (let account = 0; account < sessions / sessionsAnAccount; account += 1) {
    const { jwt } = await openAccount(house, `Rose Number ${account}`);
    const listed = await fetch(`${house.url}/api/v1/families`, { headers: jwt });
    const { items } = (await listed.json()) as { items: { id: string }[] };
    for (let session = 0; session < sessionsAnAccount; session += 1) {
      const begun = await fetch(`${house.url}/api/v1/families/${items[0]?.id}/interviews`, {
        method: "POST",
        headers: { ...jwt, "Content-Type": "application/json" },
        body: "{}",
      });
      const { id } = (await begun.json()) as { id: string };
      lines.push({ url: `${house.url.replace(/^http/, "ws")}/api/v1/interviews/${id}/socket`, headers: jwt });
    }
  }
  return lines;
}
