import type { OpenAiConfig } from "../../adapters/openai-client.ts";
import { answerChatCompletion } from "../../local/openai/text/chat-completions.ts";
import { answerJson, startWireServer, type WireServer } from "./wire-server.ts";

/** Where the vendor answers, when OPENAI_TEXT_BASE_URL, OPENAI_TEXT_API_KEY and OPENAI_TEXT_MODEL are set. */
export const vendorUrl = process.env.OPENAI_TEXT_BASE_URL;

/** A server of text: the vendor where it is set, else the stand-in, whose wire can be read. */
export async function openTextServer(): Promise<{ config: OpenAiConfig; local: WireServer | undefined }> {
  const local = vendorUrl === undefined ? await startLocal() : undefined;
  const config = {
    baseUrl: vendorUrl ?? local?.url ?? "",
    apiKey: process.env.OPENAI_TEXT_API_KEY ?? "local",
    model: process.env.OPENAI_TEXT_MODEL ?? "memoryvault-local",
  };
  return { config, local };
}

function startLocal(): Promise<WireServer> {
  const server = startWireServer(async (response, attempt) => {
    const { requests } = await server;
    const { status, body, headers } = await answerChatCompletion(JSON.parse(requests[attempt]?.body ?? ""));
    if (typeof body === "string") response.writeHead(status, headers).end(body);
    else answerJson(response, status, body);
  });
  return server;
}
