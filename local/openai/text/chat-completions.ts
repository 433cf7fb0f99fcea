import { createHash } from "node:crypto";
import { z } from "zod";
import { OpenAiError } from "../openai-error.ts";
import { draftEnrichment, readDraftSchema } from "./enrichment-task.ts";

const contentSchema = z.union([z.string(), z.array(z.object({ type: z.literal("text"), text: z.string() }))]);

const requestSchema = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: contentSchema })).min(1),
  response_format: z
    .object({
      type: z.literal("json_schema"),
      json_schema: z.object({ name: z.string(), schema: z.unknown() }),
    })
    .optional(),
  stream: z.boolean().nullish(),
  n: z.number().nullish(),
  tools: z.array(z.unknown()).nullish(),
});

const model = "memoryvault-local";

/**
 * Answers one chat completion in OpenAI's wire form, whatever model it asks for, and says which one answered. It can do
 * one thing: describe an English story by a JSON schema of the enrichment's form. All else is refused with 400.
 */
export async function answerChatCompletion(body: unknown): Promise<{ status: number; body: unknown }> {
  try {
    const request = readRequest(body);
    const content = JSON.stringify(draftEnrichment(request.document, request.chapters));
    return { status: 200, body: writeCompletion(request.prompt, content) };
  } catch (error) {
    if (error instanceof OpenAiError) return { status: error.status, body: error.toBody() };
    throw error;
  }
}

function readRequest(body: unknown): { prompt: string; document: string; chapters: string[] } {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refuse(
      `the request is not understood: ${issue?.message ?? "unknown"}`,
      issue?.path.join(".") ?? "",
    );
  }
  const request = parsed.data;
  if (request.stream) throw refuse("it cannot stream", "stream");
  if (request.tools?.length) throw refuse("it cannot call tools", "tools");
  if ((request.n ?? 1) !== 1) throw refuse("it gives one answer", "n");
  const draft = readDraftSchema(request.response_format?.json_schema.schema);
  if (!draft) {
    throw refuse(
      "it is no language model; it can only describe a story by the JSON schema of an enrichment",
      "response_format",
    );
  }
  const texts = request.messages.map(({ content }) =>
    typeof content === "string" ? content : content.map(({ text }) => text).join(""),
  );
  const last = request.messages.findLastIndex(({ role }) => role === "user");
  return { prompt: texts.join("\n"), document: texts[last] ?? "", chapters: draft.chapters };
}

function refuse(reason: string, param: string): OpenAiError {
  return new OpenAiError(400, `${model} can't do this: ${reason}.`, { param, code: "unsupported_locally" });
}

function writeCompletion(prompt: string, content: string): unknown {
  const [promptTokens, completionTokens] = [countWords(prompt), countWords(content)];
  return {
    // The same request has the same answer, and the same id.
    id: `chatcmpl-${createHash("sha256").update(prompt).digest("hex").slice(0, 24)}`,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    },
  };
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
