import { WebSocket } from "ws";
import {
  type ClientFrame,
  type ServerFrame,
  serverFrameSchema,
  writeAudioFrame,
} from "../core/interview/frames.ts";
import { waitUntil } from "./family.ts";

type Unsequenced<Frame> = Frame extends { seq: number } ? Omit<Frame, "seq"> : never;
type Told = Unsequenced<Exclude<ClientFrame, { type: "hello" }>>;

/** A page's part of an interview's socket: it numbers its frames and keeps what isn't acknowledged yet. */
export interface InterviewClient {
  clientId: string;
  /** Every frame that came, on all its lines. */
  frames: ServerFrame[];
  /** What the session says is stored. */
  acknowledged: number;
  closed: number | undefined;
  /** Opens a line, says hello, and sends again what isn't stored. */
  connect(): Promise<void>;
  tell(told: Told): number;
  sendAudio(pcm: Uint8Array): number;
  /** Sends whatever it likes, as it is. */
  sendRaw(data: string | Uint8Array): void;
  /** Waits for a frame of a type, after the first `from` of all. */
  waitFor<Type extends ServerFrame["type"]>(
    type: Type,
    from?: number,
    fits?: (frame: Extract<ServerFrame, { type: Type }>) => boolean,
  ): Promise<Extract<ServerFrame, { type: Type }>>;
  /** Waits until everything that was sent is stored. */
  waitForAcks(): Promise<void>;
  /** Breaks the line without a word. */
  cut(): void;
  close(): void;
}

/**
 * A client for an interview; `url` is where its socket is, and may be another after a restart. `onFrame` is told of each
 * frame in the moment that it comes.
 */
export function openInterviewClient(
  url: () => string,
  headers: Record<string, string>,
  clientId: string = crypto.randomUUID(),
  onFrame: (frame: ServerFrame) => void = () => {},
): InterviewClient {
  let socket: WebSocket | undefined;
  let seq = 0;
  const unsent = new Map<number, string | Uint8Array>();
  const send = (at: number, data: string | Uint8Array): number => {
    unsent.set(at, data);
    if (socket?.readyState === WebSocket.OPEN) socket.send(data);
    return at;
  };
  const client: InterviewClient = {
    clientId,
    frames: [],
    acknowledged: 0,
    closed: undefined,
    async connect() {
      const line = new WebSocket(url().replace(/^http/, "ws"), { headers });
      socket = line;
      client.closed = undefined;
      line.on("message", (data) => {
        const frame = serverFrameSchema.parse(JSON.parse(String(data)));
        client.frames.push(frame);
        onFrame(frame);
        if (frame.type !== "ack" && frame.type !== "welcome") return;
        client.acknowledged = Math.max(client.acknowledged, frame.lastSeq);
        for (const at of unsent.keys()) if (at <= frame.lastSeq) unsent.delete(at);
      });
      line.on("close", (code) => {
        if (socket === line) client.closed = code;
      });
      await new Promise<void>((resolve, reject) => {
        line.once("open", resolve);
        line.once("unexpected-response", (_, { statusCode }) => reject(new Error(`refused: ${statusCode}`)));
        line.once("error", reject);
      });
      const from = client.frames.length;
      line.send(JSON.stringify({ type: "hello", seq: 0, clientId }));
      await client.waitFor("welcome", from);
      for (const data of unsent.values()) line.send(data);
    },
    tell(told) {
      seq += 1;
      return send(seq, JSON.stringify({ ...told, seq }));
    },
    sendAudio(pcm) {
      seq += 1;
      return send(seq, writeAudioFrame(seq, pcm));
    },
    sendRaw(data) {
      socket?.send(data);
    },
    waitFor(type, from = 0, fits = () => true) {
      const found = () =>
        client.frames
          .slice(from)
          .filter((frame): frame is Extract<ServerFrame, { type: typeof type }> => frame.type === type)
          .find(fits);
      return waitUntil(found, () => `a ${type} comes (came: ${client.frames.map((f) => f.type).join(" ")})`);
    },
    async waitForAcks() {
      await waitUntil(
        () => client.acknowledged >= seq,
        () => `${seq} is stored (${client.acknowledged} is)`,
      );
    },
    cut() {
      socket?.terminate();
    },
    close() {
      socket?.close();
    },
  };
  return client;
}

/** PCM of so many seconds that is different at every place and nowhere silent. */
export function makePcm(seconds: number, seed = 1): Uint8Array<ArrayBuffer> {
  const samples = new Int16Array(Math.round(seconds * 24_000));
  let state = seed;
  for (let at = 0; at < samples.length; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    samples[at] = (state >> 16) | 1;
  }
  return new Uint8Array(samples.buffer);
}

/** In pieces of half a second, as a page sends them. */
export function* inChunks(pcm: Uint8Array, bytes = 24_000): Generator<Uint8Array> {
  for (let at = 0; at < pcm.length; at += bytes) yield pcm.subarray(at, at + bytes);
}
