import { APIError } from "openai";

/** One open socket to the vendor. */
export interface VendorSocket {
  send(text: string): void;
  close(): void;
}

/** Whom a socket tells. Nothing is told before the opening is answered. */
export interface SocketListener {
  onMessage(data: unknown): void;
  /** Once, when the socket is closed or broken. */
  onClose(): void;
}

/**
 * Opens a socket on an http(s) address with a Bearer key. Throws the SDK's own APIError where the vendor refuses, so that
 * it is read like any refusal, and whatever the runtime throws where nobody answers.
 */
export type OpenSocket = (
  address: string,
  options: { apiKey: string; requestId: string; signal: AbortSignal },
  listener: SocketListener,
) => Promise<VendorSocket>;

/**
 * The Workers' way, an upgrade by `fetch`: their WebSocket class takes no headers, and the SDK's would put the key into
 * the subprotocol. https://developers.cloudflare.com/workers/examples/websockets/#write-a-websocket-client
 */
export const openByFetch: OpenSocket = async (address, { apiKey, requestId, signal }, listener) => {
  const response = await fetch(address, {
    headers: { Upgrade: "websocket", Authorization: `Bearer ${apiKey}`, "X-Request-Id": requestId },
    signal,
  });
  const socket = response.webSocket;
  if (!socket) {
    const body: unknown = await response.json().catch(() => undefined);
    throw refusal(response.status, body, response.headers);
  }
  const onClose = () => listener.onClose();
  socket.addEventListener("message", ({ data }) => listener.onMessage(data));
  socket.addEventListener("close", onClose);
  socket.addEventListener("error", onClose);
  socket.accept();
  return socket;
};

/** A vendor's HTTP answer to an upgrade, as the SDK would throw it. */
export function refusal(status: number, body: unknown, headers: Headers): APIError {
  return APIError.generate(status, typeof body === "object" && body ? body : undefined, undefined, headers);
}
