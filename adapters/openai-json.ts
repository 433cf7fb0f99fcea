import { z } from "zod";
import { malformedAnswer, type OpenAiTask } from "./openai-errors.ts";

/** What the SDK's zodResponseFormat makes of a schema, without the zod 3 that its module brings: 20 KiB gz. */
export function describeAnswer(name: string, schema: z.ZodType) {
  return {
    type: "json_schema" as const,
    json_schema: { name, strict: true, schema: z.toJSONSchema(schema, { target: "draft-7" }) },
  };
}

/** Reads the JSON that was asked for. Throws the VendorError `{task}.malformed` for what isn't JSON or against the schema. */
export function readAnswer<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  task: OpenAiTask,
): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformedAnswer(task, "not JSON");
  }
  const answer = schema.safeParse(json);
  if (!answer.success) throw malformedAnswer(task, answer.error);
  return answer.data;
}
