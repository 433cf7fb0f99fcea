import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A server on loopback that answers just what a test tells it to. */
export interface WireServer {
  url: string;
  requests: { headers: IncomingMessage["headers"]; body: string }[];
  close(): Promise<void>;
}

/** Starts a server that keeps each request and lets `answer` answer it; `attempt` counts from 0. */
export async function startWireServer(
  answer: (response: ServerResponse, attempt: number, request: IncomingMessage) => void,
): Promise<WireServer> {
  const requests: WireServer["requests"] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const attempt = requests.push({ headers: request.headers, body: Buffer.concat(chunks).toString() }) - 1;
    answer(response, attempt, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no TCP port.");
  return {
    url: `http://127.0.0.1:${address.port}/v1`,
    requests,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

/** Answers with JSON. */
export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

/** An error in OpenAI's form. */
export function errorBody(code: string | null, param: string | null = null) {
  return { error: { message: "Secret vendor words: sk-123", type: "invalid_request_error", param, code } };
}
