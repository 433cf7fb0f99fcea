import { type ClientFrame, clientFrameSchema, readAudioFrame } from "../core/interview/frames.ts";
import { type Client, InterviewStorage } from "./interview-storage.ts";
import { SessionRun } from "./session-run.ts";
import { SessionSockets } from "./session-sockets.ts";

/** A frame that has its place in its client's sequence. */
type Sequenced = Exclude<ClientFrame, { type: "hello" }> | { type: "audio"; seq: number; pcm: Uint8Array };

/** Where the frames of a page are put in their order, and each is given to the session once. */
export class SessionTable {
  readonly storage: InterviewStorage;
  readonly sockets: SessionSockets;
  readonly run: SessionRun;

  constructor(env: Env, ctx: DurableObjectState) {
    this.storage = new InterviewStorage(ctx.storage);
    this.sockets = new SessionSockets(ctx);
    this.run = new SessionRun(env, ctx.id.name ?? ctx.id.toString(), this.storage, this.sockets);
  }

  receive(socket: WebSocket, message: string | ArrayBuffer): void {
    if (!this.run.session) {
      socket.close(1011);
      return;
    }
    const frame = typeof message === "string" ? readFrame(message) : readAudio(message);
    const clientId = this.sockets.clientOf(socket);
    if (!frame) this.#refuse(socket, "This isn't a frame of an interview.");
    else if (frame.type === "hello") this.#greet(socket, frame.clientId);
    else if (!clientId) this.#refuse(socket, "Say hello first.");
    else this.#order(socket, this.storage.client(clientId), frame);
  }

  #order(socket: WebSocket, client: Client, frame: Sequenced): void {
    const { lastSeq } = client;
    if (frame.seq <= lastSeq) this.#acknowledge(socket, client);
    else if (frame.seq === lastSeq + 1) this.#take(socket, { ...client, lastSeq: frame.seq }, frame);
    else {
      const detail = "Frames are missing before this one.";
      this.sockets.tell(socket, { type: "error", code: "interview.gap", detail, lastSeq });
    }
  }

  #take(socket: WebSocket, client: Client, frame: Sequenced): void {
    const now = Date.now();
    const acknowledge = () => this.#acknowledge(socket, client);
    switch (frame.type) {
      case "audio-start":
        this.storage.commit(() => this.storage.saveClient({ ...client, turnId: frame.turnId }));
        acknowledge();
        break;
      case "audio": {
        const { turnId } = client;
        if (turnId && this.#isOpen(turnId)) {
          this.run.apply({ type: "chunk", now, turnId }, { client, pcm: frame.pcm }, acknowledge);
        } else {
          this.#drop(socket, client);
        }
        break;
      }
      case "audio-end": {
        const { turnId, longestPause } = frame;
        this.run.apply({ type: "finished", now, turnId, longestPause }, { client }, acknowledge);
        break;
      }
      case "control":
        this.run.apply({ type: "control", now, control: frame.control }, { client }, acknowledge);
        break;
      default:
        frame satisfies never;
    }
  }

  /** Audio of a turn that has ended isn't kept; its page is told so once a turn. */
  #drop(socket: WebSocket, client: Client): void {
    const told = client.turnId !== undefined && client.toldOver === client.turnId;
    this.storage.commit(() => this.storage.saveClient({ ...client, toldOver: client.turnId }));
    this.#acknowledge(socket, client);
    if (told) return;
    const detail = "That question isn't open any more: what was sent for it isn't kept.";
    this.sockets.tell(socket, { type: "error", code: "interview.turn_over", detail });
  }

  #isOpen(turnId: string): boolean {
    const { session } = this.run;
    return session?.phase === "answering" && session.turns.at(-1)?.id === turnId;
  }

  #greet(socket: WebSocket, clientId: string): void {
    this.sockets.greet(socket, clientId);
    const { lastSeq } = this.storage.client(clientId);
    this.sockets.tell(socket, { type: "welcome", lastSeq, view: this.run.view() });
  }

  #acknowledge(socket: WebSocket, { lastSeq }: Client): void {
    this.sockets.tell(socket, { type: "ack", lastSeq });
  }

  #refuse(socket: WebSocket, detail: string): void {
    this.sockets.tell(socket, { type: "error", code: "interview.bad_frame", detail });
  }
}

function readFrame(text: string): ClientFrame | undefined {
  try {
    return clientFrameSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function readAudio(message: ArrayBuffer): Sequenced | undefined {
  const frame = readAudioFrame(message);
  return frame && { type: "audio", ...frame };
}
