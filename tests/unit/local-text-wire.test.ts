import { zodResponseFormat } from "openai/helpers/zod";
import { expect, test } from "vitest";
import { z } from "zod";
import { enrichmentDraftSchema } from "../../core/enrichment-draft.ts";
import { answerChatCompletion } from "../../local/openai/text/chat-completions.ts";

const schema = zodResponseFormat(enrichmentDraftSchema, "enrichment");
const document = {
  recordedOn: null,
  knownNames: [],
  language: "en",
  segments: [{ start: 0, end: 2, text: "I was born in Ohio." }],
};
const request = {
  model: "gpt-4o",
  messages: [
    { role: "system", content: "You are an archivist." },
    { role: "user", content: JSON.stringify(document) },
  ],
  response_format: schema,
};

test("a completion says which model answered, in OpenAI's form", async () => {
  const { status, body } = await answerChatCompletion(request);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    object: "chat.completion",
    model: "memoryvault-local",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", refusal: null } }],
    usage: { prompt_tokens: expect.any(Number), total_tokens: expect.any(Number) },
  });
});

for (const [what, body] of Object.entries({
  "a chat without a schema": { ...request, response_format: undefined },
  "another schema": {
    ...request,
    response_format: zodResponseFormat(z.object({ answer: z.string() }), "answer"),
  },
  "a stream": { ...request, stream: true },
  "a call with tools": { ...request, tools: [{ type: "function" }] },
  "a user message that is no document": { ...request, messages: [{ role: "user", content: "Hello" }] },
  "no messages": { ...request, messages: [] },
  "an empty body": null,
})) {
  test(`${what} is refused, for it is no language model`, async () => {
    expect(await answerChatCompletion(body)).toMatchObject({
      status: 400,
      body: {
        error: {
          type: "invalid_request_error",
          code: "unsupported_locally",
          message: expect.stringContaining("memoryvault-local"),
        },
      },
    });
  });
}

test("a language other than English is refused by name", async () => {
  const messages = [{ role: "user", content: JSON.stringify({ ...document, language: "es-MX" }) }];
  expect(await answerChatCompletion({ ...request, messages })).toMatchObject({
    status: 400,
    body: { error: { code: "language_unsupported_locally" } },
  });
});
