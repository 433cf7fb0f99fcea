import { z } from "zod";
import { type ServerFrame, takenOverCloseCode } from "../core/interview/frames.ts";
import { idSchema } from "../core/schemas.ts";

/** What a socket carries with it while the session sleeps: whose it is, and how much was sent on it. */
const attachmentSchema = z.object({ clientId: idSchema.optional(), seq: z.number().int() });

type Unsequenced<Frame> = Frame extends { seq: number } ? Omit<Frame, "seq"> : never;
/** A frame before it is known which of those on its socket it is. */
export type Said = Unsequenced<ServerFrame>;

/** The sockets of one session. At most one client takes part at a time. */
export class SessionSockets {
  #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
  }

  /** Answers a request for a WebSocket; it takes part once it has said hello. */
  accept(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server);
    server.serializeAttachment({ seq: 0 });
    return new Response(null, { status: 101, webSocket: client });
  }

  clientOf(socket: WebSocket): string | undefined {
    return readAttachment(socket).clientId;
  }

  /** From now on this socket's client takes part: another client's is told and closed, an older one of its own just closed. */
  greet(socket: WebSocket, clientId: string): void {
    for (const other of this.#ctx.getWebSockets()) {
      const theirs = this.clientOf(other);
      if (other === socket || theirs === undefined) continue;
      if (theirs !== clientId) {
        const detail = "Another page goes on with this interview.";
        this.tell(other, { type: "error", code: "interview.taken_over", detail });
      }
      close(other, theirs === clientId ? 1000 : takenOverCloseCode);
    }
    socket.serializeAttachment({ ...readAttachment(socket), clientId });
  }

  tell(socket: WebSocket, said: Said): void {
    const { clientId, seq } = readAttachment(socket);
    socket.serializeAttachment({ clientId, seq: seq + 1 });
    const frame: ServerFrame = { ...said, seq: seq + 1 };
    try {
      socket.send(JSON.stringify(frame));
    } catch {
      // The line has just broken: who comes back is told by welcome where everything stands.
    }
  }

  /** Tells whoever takes part. */
  tellAll(said: Said): void {
    for (const socket of this.#ctx.getWebSockets()) {
      if (this.clientOf(socket) !== undefined) this.tell(socket, said);
    }
  }

  closeAll(): void {
    for (const socket of this.#ctx.getWebSockets()) close(socket, 1000);
  }
}

function readAttachment(socket: WebSocket) {
  return attachmentSchema.parse(socket.deserializeAttachment());
}

function close(socket: WebSocket, code: number): void {
  try {
    socket.serializeAttachment({ seq: 0 });
    socket.close(code, code === takenOverCloseCode ? "taken over" : "");
  } catch {
    // It is closed already.
  }
}
