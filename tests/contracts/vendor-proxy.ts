import { createServer, type IncomingMessage, type ServerResponse, request as send } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";

/** What a proxied request meets instead of a plain answer. */
export type Fault =
  | { kind: "answer"; status: number; headers?: Record<string, string>; body?: string }
  /** The vendor never hears of it. */
  | { kind: "cut-before" }
  /** Never answered. */
  | { kind: "hang" }
  /** Half of the body reaches the vendor. */
  | { kind: "cut-half" }
  /** The vendor did it; its answer is lost. */
  | { kind: "lose-answer" }
  /** The vendor's answer with some headers changed; undefined removes one. */
  | { kind: "rewrite"; headers: Record<string, string | undefined> }
  /** The vendor's answer with other octets, as many as before. */
  | { kind: "change-body"; change: (body: Buffer) => Buffer }
  /** The vendor hears of it only then. */
  | { kind: "hold"; until: Promise<unknown> };

/** A request as it came in, for deciding what goes wrong with it. */
export interface Asked {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  bytes: number;
  /** When its head came in, and when its answer had gone out whole: milliseconds of `performance.now()`. */
  begun: number;
  ended: number | undefined;
}

/** A proxy on loopback in front of a vendor's server: it remembers what passed, and `fault` decides what goes wrong. */
export async function startVendorProxy(target: string): Promise<{
  url: string;
  seen: Seen[];
  fault: ((request: Asked) => Fault | undefined) | undefined;
  close(): Promise<void>;
}> {
  const server = createServer((request, response) => void pass(request, response));
  // workerd keeps connections for longer than the five seconds that Node does, and meets a cut that nobody asked for.
  server.keepAliveTimeout = 600_000;
  const lines = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    lines.add(socket);
    socket.once("close", () => lines.delete(socket));
    passLine(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP port");

  const proxy: Awaited<ReturnType<typeof startVendorProxy>> = {
    url: `http://127.0.0.1:${address.port}`,
    seen: [],
    fault: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const line of lines) line.destroy();
      }),
  };

  const pass = async (request: IncomingMessage, response: ServerResponse) => {
    const begun = performance.now();
    const { method = "", url = "" } = request;
    const body = await buffer(request).catch(() => Buffer.alloc(0));
    const seen: Seen = { method, url, headers: request.headers, bytes: body.length, begun, ended: undefined };
    proxy.seen.push(seen);
    response.once("finish", () => {
      seen.ended = performance.now();
    });
    const fault = proxy.fault?.({ method, url, headers: request.headers, body });
    if (fault?.kind === "cut-before") return request.socket.destroy();
    if (fault?.kind === "hang") return;
    if (fault?.kind === "answer") {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    if (fault?.kind === "hold") await fault.until;
    const onward = send(new URL(url, target), { method, headers: request.headers }, (answer) => {
      if (fault?.kind === "lose-answer") {
        answer.resume().once("end", () => request.socket.destroy());
        return;
      }
      const headers = { ...answer.headers, ...(fault?.kind === "rewrite" ? fault.headers : {}) };
      for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined) response.setHeader(name, value);
      }
      response.writeHead(answer.statusCode ?? 502);
      if (fault?.kind === "change-body")
        void buffer(answer).then(
          (whole) => response.end(fault.change(whole)),
          () => request.socket.destroy(),
        );
      else answer.pipe(response);
    });
    onward.on("error", () => request.socket.destroy());
    if (fault?.kind === "cut-half") onward.write(body.subarray(0, body.length / 2), () => onward.destroy());
    else onward.end(body);
  };
  /** A WebSocket's line: only whether it comes about is decided. */
  const passLine = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { method = "", url = "", headers } = request;
    const begun = performance.now();
    proxy.seen.push({ method, url, headers, bytes: 0, begun, ended: begun });
    const fault = proxy.fault?.({ method, url, headers, body: Buffer.alloc(0) });
    socket.on("error", () => socket.destroy());
    if (fault?.kind === "hang") return;
    if (fault?.kind === "answer") {
      socket.end(`HTTP/1.1 ${fault.status} Fault\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    if (fault) {
      socket.destroy();
      return;
    }
    const { hostname, port } = new URL(target);
    const onward = connect(Number(port), hostname, () => {
      const written = [`${method} ${url} HTTP/1.1`];
      for (let at = 0; at < request.rawHeaders.length; at += 2) {
        written.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
      }
      onward.write(`${written.join("\r\n")}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
    socket.once("close", () => onward.destroy());
  };
  return proxy;
}
