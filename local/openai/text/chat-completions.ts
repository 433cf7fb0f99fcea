import { createHash } from "node:crypto";
import { z } from "zod";
import { OpenAiError } from "../openai-error.ts";
import { draftEnrichment, readDraftSchema } from "./enrichment-task.ts";
import { draftQuestion, readQuestionSchema } from "./interview-task.ts";

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

/** What is answered; a body of text is a stream of server-sent events. */
interface ChatAnswer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/**
 * Answers one chat completion in OpenAI's wire form, whatever model it asks for, and says which one answered. It can do
 * two things: describe an English story by a JSON schema of the enrichment's form, and ask the next question of an
 * interview by one of the question's form, whole or as a stream. All else is refused with 400.
 */
export async function answerChatCompletion(body: unknown): Promise<ChatAnswer> {
  try {
    const request = readRequest(body);
    const content = JSON.stringify(request.task(request.document));
    if (!request.stream) return { status: 200, body: writeCompletion(request.prompt, content) };
    return {
      status: 200,
      body: writeStream(request.prompt, content),
      headers: { "content-type": "text/event-stream; charset=utf-8" },
    };
  } catch (error) {
    if (error instanceof OpenAiError) return { status: error.status, body: error.toBody() };
    throw error;
  }
}

function readRequest(body: unknown): {
  prompt: string;
  document: string;
  stream: boolean;
  task(document: string): unknown;
} {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw refuse(
      `the request is not understood: ${issue?.message ?? "unknown"}`,
      issue?.path.join(".") ?? "",
    );
  }
  const request = parsed.data;
  if (request.tools?.length) throw refuse("it cannot call tools", "tools");
  if ((request.n ?? 1) !== 1) throw refuse("it gives one answer", "n");
  const schema = request.response_format?.json_schema.schema;
  const [draft, question] = [readDraftSchema(schema), readQuestionSchema(schema)];
  if (!draft && !question) {
    throw refuse(
      "it is no language model; it can only describe a story by the JSON schema of an enrichment, or ask an interview's next question",
      "response_format",
    );
  }
  if (draft && request.stream) throw refuse("it cannot stream a description", "stream");
  const texts = request.messages.map(({ content }) =>
    typeof content === "string" ? content : content.map(({ text }) => text).join(""),
  );
  const last = request.messages.findLastIndex(({ role }) => role === "user");
  return {
    prompt: texts.join("\n"),
    document: texts[last] ?? "",
    stream: request.stream ?? false,
    task: (document) =>
      question
        ? draftQuestion(document, question.chapters)
        : draftEnrichment(document, draft?.chapters ?? []),
  };
}

function refuse(reason: string, param: string): OpenAiError {
  return new OpenAiError(400, `${model} can't do this: ${reason}.`, { param, code: "unsupported_locally" });
}

function writeCompletion(prompt: string, content: string): unknown {
  const [promptTokens, completionTokens] = [countWords(prompt), countWords(content)];
  return {
    ...describeAnswer(prompt),
    object: "chat.completion",
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

/** The same answer as the events of a stream: a few characters each, then how it ended. */
function writeStream(prompt: string, content: string): string {
  const head = { ...describeAnswer(prompt), object: "chat.completion.chunk" };
  const event = (delta: unknown, finishReason: string | null) => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
    return `data: ${JSON.stringify({ ...head, choices })}\n\n`;
  };
  const pieces = content.match(/.{1,24}/gsu) ?? [];
  return [
    event({ role: "assistant", content: "", refusal: null }, null),
    ...pieces.map((piece) => event({ content: piece }, null)),
    event({}, "stop"),
    "data: [DONE]\n\n",
  ].join("");
}

function describeAnswer(prompt: string) {
  return {
    // The same request has the same answer, and the same id.
    id: `chatcmpl-${createHash("sha256").update(prompt).digest("hex").slice(0, 24)}`,
    created: Math.floor(Date.now() / 1000),
    model,
  };
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}
