import {
  type ClientFrame,
  type ServerFrame,
  serverFrameSchema,
  takenOverCloseCode,
  writeAudioFrame,
} from "../../core/interview/frames.ts";
import { beginClient, type OwnClient } from "./open-client.ts";
import type { KeptFrame, Outbox } from "./outbox.ts";

/** open: the session answers. waiting: it is tried again by itself. taken-over: another page goes on. */
export type LineState = "connecting" | "open" | "waiting" | "taken-over" | "closed";

type Unnumbered<Frame> = Frame extends unknown ? Omit<Frame, "seq"> : never;
/** What a client may say besides hello; its place in the count is given when it is kept. */
export type Said = Unnumbered<Exclude<ClientFrame, { type: "hello" }>>;

export interface LineEvents {
  onFrame(frame: ServerFrame): void;
  /** `tries`: how often in a row it could not be opened. */
  onState(state: LineState, tries: number): void;
  /** How many frames wait to be acknowledged. */
  onWaiting(frames: number): void;
  /** This device has no room left for what is said. */
  onFull(): void;
}

/** The line to a session. What is said on it is kept on this device until the session has acknowledged it. */
export interface Line {
  /** Keeps a frame, then sends it as soon as there is a line. Answers its place in the count. */
  say(said: Said | ArrayBuffer): Promise<number>;
  /** What waits to be acknowledged. */
  listWaiting(): Promise<KeptFrame[]>;
  /** Gives up what waits up to a place: it went another way. What is left is counted anew. */
  forget(upTo: number): Promise<void>;
  /** Takes all that this device keeps of it away: the session is closed. */
  forgetAll(): Promise<void>;
  /** Opens it again now: after another page took over, or instead of waiting. */
  reopen(): void;
  close(): void;
}

/** Milliseconds of the first wait; each is twice the one before. */
const firstWait = 500;
const longestWait = 8000;
/** Milliseconds without any word although frames wait: the line is dead, whatever the browser believes. */
const patience = 10_000;
/** Frames that are sent ahead of their acknowledgement, about half a minute of audio. */
const ahead = 128;

/** Opens a line for a client, and again whenever it breaks, until it is closed. `url` is the socket's. */
export function openLine(url: string, outbox: Outbox, own: OwnClient, events: LineEvents): Line {
  let { client, letGo } = own;
  let socket: WebSocket | undefined;
  let isWelcome = false;
  /** The last frame that was sent on this socket, the last that was acknowledged, and the last that there is. */
  let sent = 0;
  let acknowledged = 0;
  let last = client.lastSeq;
  let tries = 0;
  let isOver = false;
  let isTakenOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let heardAt = Date.now();

  // One thing at a time: a frame is kept before it is sent, and each is sent after the one before.
  let queue: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(act: () => Promise<T>): Promise<T> => {
    const done = queue.then(act);
    queue = done.catch(() => {});
    return done;
  };

  const transmit = ({ seq, data }: KeptFrame) => {
    if (typeof data === "string") socket?.send(JSON.stringify({ ...JSON.parse(data), seq }));
    else socket?.send(writeAudioFrame(seq, new Uint8Array(data)));
    if (seq === acknowledged + 1) heardAt = Date.now();
    sent = seq;
  };
  /** Sends what is kept and was not sent on this socket. */
  const sendKept = async () => {
    while (isWelcome && sent < last && sent < acknowledged + ahead) {
      const frames = await outbox.listAfter(client.clientId, sent, acknowledged + ahead - sent);
      const [first] = frames;
      if (!first) return;
      if (first.seq !== sent + 1) return beginAnew();
      for (const frame of frames) {
        if (isWelcome) transmit(frame);
      }
    }
  };
  const acknowledge = async (lastSeq: number) => {
    acknowledged = Math.max(acknowledged, lastSeq);
    last = Math.max(last, lastSeq);
    await outbox.forget({ ...client, lastSeq: last }, acknowledged).catch(() => {});
    events.onWaiting(last - acknowledged);
    await sendKept();
  };
  /** The count has a hole that nobody can fill: what is left is said again, counted from the beginning. */
  const beginAnew = async () => {
    const frames = await outbox.listAfter(client.clientId, acknowledged);
    const next = await beginClient(client.interviewId);
    for (const [index, { data }] of frames.entries()) {
      await outbox.keep(next.client, { seq: index + 1, data });
    }
    await outbox.forgetClient(client.clientId);
    letGo();
    ({ client, letGo } = next);
    [sent, acknowledged, last] = [0, 0, frames.length];
    events.onWaiting(last);
    reopen();
  };

  const hear = (text: string) => {
    const parsed = serverFrameSchema.safeParse(readJson(text));
    if (!parsed.success) return;
    const frame = parsed.data;
    heardAt = Date.now();
    if (frame.type === "welcome") {
      tries = 0;
      events.onState("open", 0);
      void inOrder(async () => {
        isWelcome = true;
        sent = frame.lastSeq;
        await acknowledge(frame.lastSeq);
      });
    } else if (frame.type === "ack") {
      void inOrder(() => acknowledge(frame.lastSeq));
    } else if (frame.type === "error" && frame.code === "interview.gap") {
      void inOrder(async () => {
        sent = frame.lastSeq ?? acknowledged;
        await acknowledge(sent);
      });
    } else if (frame.type === "error" && frame.code === "interview.taken_over") {
      lose(takenOverCloseCode);
    }
    events.onFrame(frame);
  };

  const connect = () => {
    clearTimeout(timer);
    const opened = new WebSocket(url);
    opened.binaryType = "arraybuffer";
    socket = opened;
    heardAt = Date.now();
    opened.onopen = () => {
      opened.send(JSON.stringify({ type: "hello", seq: 0, clientId: client.clientId } satisfies ClientFrame));
    };
    opened.onmessage = ({ data }) => {
      if (socket === opened && typeof data === "string") hear(data);
    };
    opened.onclose = ({ code }) => {
      if (socket === opened) lose(code);
    };
  };
  const lose = (code: number) => {
    hangUp();
    if (isOver) return;
    if (code === takenOverCloseCode) {
      isTakenOver = true;
      events.onState("taken-over", 0);
      return;
    }
    tries += 1;
    events.onState("waiting", tries);
    const wait = Math.min(longestWait, firstWait * 2 ** (tries - 1));
    timer = setTimeout(connect, wait * (0.75 + Math.random() / 2));
  };
  /** Lets go of the socket without waiting for its end: a dead one takes minutes to say so. */
  const hangUp = () => {
    isWelcome = false;
    const closing = socket;
    socket = undefined;
    closing?.close();
  };
  const reopen = () => {
    hangUp();
    if (isOver) return;
    isTakenOver = false;
    events.onState("connecting", tries);
    connect();
  };

  const listening = new AbortController();
  const { signal } = listening;
  if (typeof addEventListener === "function") {
    addEventListener("online", () => !isWelcome && !isTakenOver && reopen(), { signal });
    addEventListener("offline", () => socket && lose(0), { signal });
  }
  const watch = setInterval(() => {
    const waits = !isWelcome || last > acknowledged;
    if (socket && waits && Date.now() - heardAt > patience) lose(0);
  }, patience / 4);

  events.onState("connecting", 0);
  // What an earlier page had not sent tells how far it had come.
  void inOrder(async () => {
    const [oldest] = await outbox.listAfter(client.clientId, 0, 1);
    acknowledged = oldest ? oldest.seq - 1 : last;
    events.onWaiting(last - acknowledged);
  });
  connect();

  return {
    say: (said) =>
      inOrder(async () => {
        const frame = { seq: last + 1, data: said instanceof ArrayBuffer ? said : JSON.stringify(said) };
        try {
          await outbox.keep(client, frame);
        } catch (error) {
          events.onFull();
          throw error;
        }
        last = frame.seq;
        if (isWelcome && sent === last - 1 && sent < acknowledged + ahead) transmit(frame);
        events.onWaiting(last - acknowledged);
        return frame.seq;
      }),
    listWaiting: () => inOrder(() => outbox.listAfter(client.clientId, acknowledged)),
    forget: (upTo) =>
      inOrder(async () => {
        await outbox.forget({ ...client, lastSeq: last }, upTo);
        await beginAnew();
      }),
    forgetAll: () => inOrder(() => outbox.forgetClient(client.clientId)),
    reopen,
    close() {
      isOver = true;
      listening.abort();
      clearTimeout(timer);
      clearInterval(watch);
      hangUp();
      letGo();
      events.onState("closed", 0);
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
