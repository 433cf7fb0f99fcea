import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

/** A Realtime server that says only what a test tells it to. */
export interface RealtimeServer {
  url: string;
  /** The handshakes. */
  requests: IncomingMessage["headers"][];
  /** What clients sent, in its order. */
  events: { type: string; [field: string]: unknown }[];
  close(): Promise<void>;
}

/** `answer` is called with each event of a client, and says what it likes. */
export async function startRealtimeServer(
  answer: (event: { type: string }, say: (message: unknown) => void, socket: WebSocket) => void,
): Promise<RealtimeServer> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http });
  const requests: RealtimeServer["requests"] = [];
  const events: RealtimeServer["events"] = [];
  sockets.on("connection", (socket, request) => {
    requests.push(request.headers);
    const say = (message: unknown) =>
      socket.send(
        typeof message === "string" || Buffer.isBuffer(message) ? message : JSON.stringify(message),
      );
    socket.on("error", () => {});
    socket.on("message", (data) => {
      const event = JSON.parse(data.toString()) as RealtimeServer["events"][number];
      events.push(event);
      answer(event, say, socket);
    });
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("The server has no TCP port.");
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    events,
    async close() {
      for (const client of sockets.clients) client.terminate();
      http.close();
      http.closeAllConnections();
      await once(http, "close");
    },
  };
}
