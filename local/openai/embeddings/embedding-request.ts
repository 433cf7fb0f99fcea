import { z } from "zod";
import { OpenAiError } from "../openai-error.ts";

/** How many numbers a vector of the built-in model has. */
export const dimensions = 512;

/** The vendor's limit of texts in one request. */
const maximumTexts = 2048;

const requestSchema = z.object({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(z.string())]),
  dimensions: z.number().optional(),
  encoding_format: z.enum(["float", "base64"]).default("float"),
});

export interface EmbeddingRequest {
  model: string;
  texts: string[];
  encoding: "float" | "base64";
}

/** Reads the body of `POST /embeddings`. Throws `OpenAiError` for what the vendor refuses, and for what only the built-in model can't do. */
export function readEmbeddingRequest(body: unknown): EmbeddingRequest {
  const parsed = requestSchema.safeParse(body);
  if (!parsed.success) throw describeProblem(body, parsed.error);
  const request = parsed.data;
  const texts = typeof request.input === "string" ? [request.input] : request.input;
  if (texts.length === 0 || texts.includes("")) throw describeInvalidInput();
  if (texts.length > maximumTexts)
    throw new OpenAiError(
      400,
      `Invalid 'input': array too long. Expected an array with maximum length ${maximumTexts}, but got an array with length ${texts.length} instead.`,
      { param: "input", code: "array_above_max_length" },
    );
  if (request.dimensions !== undefined && request.dimensions !== dimensions)
    throw new OpenAiError(
      400,
      `Invalid value for 'dimensions' = ${request.dimensions}. The built-in model's vectors have ${dimensions} numbers.`,
      { param: "dimensions" },
    );
  return { model: request.model, texts, encoding: request.encoding_format };
}

/** The vendor takes lists of its own tokens as well; whose text they are is known only to its tokenizer. */
const tokensSchema = z.object({
  input: z.union([z.array(z.number()).min(1), z.array(z.array(z.number())).min(1)]),
});

function describeProblem(body: unknown, error: z.ZodError): OpenAiError {
  if (tokensSchema.safeParse(body).success)
    return new OpenAiError(400, "The built-in model takes texts, not tokens.", {
      param: "input",
      code: "unsupported_locally",
    });
  const issue = error.issues[0];
  const param = String(issue?.path[0] ?? "");
  if (param === "input") return describeInvalidInput();
  if (param === "model") return new OpenAiError(400, "you must provide a model parameter");
  return new OpenAiError(400, `Invalid value for '${param}': ${issue?.message ?? "not understood"}.`, {
    param,
  });
}

function describeInvalidInput(): OpenAiError {
  return new OpenAiError(400, "'$.input' is invalid. Please check the API reference.", { param: "input" });
}
