import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen, stopListening } from "../listen.ts";
import { answerEmbeddings } from "./embeddings/answer-embeddings.ts";
import { OpenAiError } from "./openai-error.ts";
import { liveModel } from "./realtime/client-events.ts";
import { openRealtimeSockets } from "./realtime/sockets.ts";
import { warmModels } from "./realtime/warm-models.ts";
import { answerTranscription, maximumBodyBytes } from "./speech/answer-transcription.ts";
import { answerChatCompletion } from "./text/chat-completions.ts";

const maximumJsonBytes = 10 * 1024 * 1024;
const wellFormedRequestId = /^[\w.:-]{1,128}$/;

/** What a route answers; a string body goes out as it is, anything else as JSON. */
type Answer = { status: number; body: unknown; headers?: Record<string, string> };
type Route = (request: IncomingMessage, signal: AbortSignal) => Promise<Answer>;

const routes: Record<string, Record<string, Route>> = {
  "/v1/models": { GET: async () => ({ status: 200, body: modelList }) },
  "/v1/chat/completions": {
    POST: async (request) => answerChatCompletion(parseJson(await readBody(request, maximumJsonBytes))),
  },
  "/v1/embeddings": {
    POST: async (request, signal) =>
      answerEmbeddings(parseJson(await readBody(request, maximumJsonBytes)), signal),
  },
  "/v1/audio/transcriptions": {
    POST: async (request, signal) =>
      answerTranscription(
        { contentType: request.headers["content-type"], body: await readBody(request, maximumBodyBytes) },
        signal,
      ),
  },
};

const modelList = {
  object: "list",
  data: ["whisper-1", liveModel, "memoryvault-local"].map((id) => ({
    id,
    object: "model",
    created: 1_700_000_000,
    owned_by: "memoryvault-local",
  })),
};

/**
 * Starts the stand-in for api.openai.com on loopback. `url` is the SDK's `baseURL`; port 0 (the default) takes
 * a free port. Any Bearer key is accepted, none is 401. `warm` opens what hears speech before it is needed; `close` ends
 * running requests and sockets, and frees the port.
 */
export async function startOpenAi(
  options: { port?: number } = {},
): Promise<{ url: string; warm(): Promise<void>; close(): Promise<void> }> {
  const server = createServer((request, response) => void handle(request, response));
  const realtime = openRealtimeSockets();
  server.on("upgrade", realtime.upgrade);
  // A long recording waits its turn without a byte on the wire.
  server.requestTimeout = 0;
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}/v1`,
    warm: warmModels,
    close() {
      realtime.close();
      return stopListening(server);
    },
  };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => {
    if (!response.writableFinished) gone.abort();
  });
  const answer = await findAnswer(request, gone.signal);
  if (gone.signal.aborted) return;
  const incomingId = request.headers["x-request-id"];
  const isText = typeof answer.body === "string";
  response.writeHead(answer.status, {
    "content-type": isText ? "text/plain; charset=utf-8" : "application/json",
    "x-request-id":
      typeof incomingId === "string" && wellFormedRequestId.test(incomingId)
        ? incomingId
        : `req_${randomUUID().replaceAll("-", "")}`,
    ...answer.headers,
  });
  response.end(isText ? answer.body : JSON.stringify(answer.body));
}

async function findAnswer(request: IncomingMessage, signal: AbortSignal): Promise<Answer> {
  try {
    const path = new URL(request.url ?? "/", "http://local").pathname;
    const method = request.method ?? "GET";
    if (!/^Bearer \S+$/.test(request.headers.authorization ?? ""))
      throw new OpenAiError(401, "You didn't provide an API key in an Authorization header (Bearer auth).");
    const methods = routes[path];
    if (methods === undefined) throw new OpenAiError(404, `Invalid URL (${method} ${path})`);
    const route = methods[method];
    if (route === undefined)
      throw new OpenAiError(405, `Not allowed to ${method} on ${path}.`, { code: "method_not_supported" });
    return await route(request, signal);
  } catch (error) {
    const known =
      error instanceof OpenAiError ? error : describeDefect(error, signal.aborted || !request.complete);
    return { status: known.status, body: known.toBody() };
  }
}

function describeDefect(error: unknown, clientLeft: boolean): OpenAiError {
  if (!clientLeft) console.error("local openai:", error);
  return new OpenAiError(500, "The server had an error while processing your request.", {
    type: "server_error",
  });
}

async function readBody(request: IncomingMessage, maximumBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > maximumBytes) throw describeTooLarge(announced, maximumBytes);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part: Uint8Array = chunk;
    bytes += part.byteLength;
    if (bytes > maximumBytes) throw describeTooLarge(bytes, maximumBytes);
    chunks.push(part);
  }
  const body = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}

function describeTooLarge(bytes: number, maximumBytes: number): OpenAiError {
  return new OpenAiError(413, `Maximum content size limit (${maximumBytes}) exceeded (${bytes} bytes read)`, {
    type: "server_error",
  });
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new OpenAiError(400, "We could not parse the JSON body of your request.");
  }
}
