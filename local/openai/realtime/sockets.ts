import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { OpenAiError } from "../openai-error.ts";
import { readClientEvent, readEventId } from "./client-events.ts";
import { makeId, openSession } from "./session.ts";
import { warmModels } from "./warm-models.ts";

/** One event's octets at most: 20 s of audio. */
const largestMessageBytes = 1_300_000;
/** Messages that wait to be heard; with more, the socket isn't read until half of them are. */
const mostWaitingBytes = 2 * largestMessageBytes;
const keyProtocol = "openai-insecure-api-key.";

/** The Realtime sockets of the stand-in; each handshake says who hears (`x-memoryvault-local`). */
export interface RealtimeSockets {
  /** Answers the upgrade of a connection to `/v1/realtime?intent=transcription`. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all sessions at once. */
  close(): void;
}

export function openRealtimeSockets(): RealtimeSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessageBytes,
    // A key that travels as a subprotocol is never echoed.
    handleProtocols: (offered) => (offered.has("realtime") ? "realtime" : false),
  });
  server.on("headers", (headers) => headers.push("x-memoryvault-local: moonshine-base"));
  return {
    upgrade(request, socket, head) {
      const refusal = refuse(request);
      if (refusal) return answerRefusal(socket, refusal);
      server.handleUpgrade(request, socket, head, (opened) => serveSession(opened));
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function refuse(request: IncomingMessage): OpenAiError | undefined {
  const url = new URL(request.url ?? "/", "http://local");
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  const hasKey =
    /^Bearer \S+$/.test(request.headers.authorization ?? "") ||
    offered.some((name) => name.startsWith(keyProtocol) && name.length > keyProtocol.length);
  if (!hasKey)
    return new OpenAiError(401, "You didn't provide an API key in an Authorization header (Bearer auth).");
  if (url.pathname !== "/v1/realtime") return new OpenAiError(404, `Invalid URL (GET ${url.pathname})`);
  if (url.searchParams.get("intent") !== "transcription")
    return new OpenAiError(400, "Only transcription sessions are spoken here: ?intent=transcription.", {
      param: "intent",
    });
  return undefined;
}

function answerRefusal(socket: Duplex, refusal: OpenAiError): void {
  const body = JSON.stringify(refusal.toBody());
  socket.on("error", () => {});
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} Refused`,
      "Connection: close",
      "Content-Type: application/json",
      `Content-Length: ${Buffer.byteLength(body)}`,
      "",
      body,
    ].join("\r\n"),
  );
}

function serveSession(socket: WebSocket): void {
  const gone = new AbortController();
  const tell = (event: { type: string } & Record<string, unknown>) => {
    if (socket.readyState === socket.OPEN)
      socket.send(JSON.stringify({ event_id: makeId("event"), ...event }));
  };
  socket.on("close", () => gone.abort());
  socket.on("error", () => socket.terminate());
  // What fails here fails again, and is told, when it is needed.
  warmModels().catch(() => {});
  const session = openSession(tell, gone.signal);
  session.catch(() => socket.close(1011));
  let last: Promise<void> = Promise.resolve();
  let waitingBytes = 0;
  socket.on("message", (data: Buffer, isBinary) => {
    waitingBytes += data.length;
    if (waitingBytes > mostWaitingBytes) socket.pause();
    last = last.then(async () => {
      const text = isBinary ? "" : data.toString();
      try {
        if (!gone.signal.aborted) await (await session).take(readClientEvent(text));
      } catch (error) {
        if (!gone.signal.aborted) tell(describeError(error, text));
      }
      waitingBytes -= data.length;
      if (socket.isPaused && waitingBytes <= mostWaitingBytes / 2) socket.resume();
    });
  });
}

function describeError(error: unknown, message: string) {
  if (!(error instanceof OpenAiError)) console.error("local openai:", error);
  const known =
    error instanceof OpenAiError
      ? error
      : new OpenAiError(500, "The server had an error while processing your event.", {
          type: "server_error",
        });
  return { type: "error", error: { ...known.toBody().error, event_id: readEventId(message) } };
}
