import { text } from "node:stream/consumers";
import { WebSocket } from "ws";
import { type OpenSocket, refusal } from "../../adapters/openai-live-socket.ts";

/** Node's way to a socket with headers; workerd's own is tested in openai-live-workerd.test.ts. */
export const openNodeSocket: OpenSocket = (address, { apiKey, requestId, signal }, listener) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(address, {
      headers: { Authorization: `Bearer ${apiKey}`, "X-Request-Id": requestId },
    });
    signal.addEventListener("abort", () => socket.terminate());
    socket.on("message", (data, isBinary) => listener.onMessage(isBinary ? data : data.toString()));
    socket.on("unexpected-response", (_, response) => {
      text(response)
        .then((body) => reject(refusal(response.statusCode ?? 0, JSON.parse(body), new Headers())))
        .catch(reject);
    });
    socket.on("error", reject);
    socket.on("close", () => listener.onClose());
    socket.on("open", () => resolve(socket));
  });
