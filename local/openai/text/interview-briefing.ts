import { z } from "zod";
import { OpenAiError } from "../openai-error.ts";

const briefingSchema = z.object({
  language: z.enum(["en", "es"]),
  aim: z.enum(["detail", "sensory", "feeling", "gentle", "new-topic"]),
  narratorName: z.string().nullable(),
  topic: z.string().nullable(),
  chapter: z.string().nullable(),
  turns: z.array(z.object({ question: z.string(), answer: z.string(), outcome: z.string() })),
  ledger: z.object({
    told: z.array(z.object({ chapter: z.string().optional(), decade: z.number().optional() })),
    asked: z.array(z.string()),
    declined: z.array(z.string()),
    knownNames: z.array(z.string()),
    bornIn: z.number().optional(),
  }),
  rejected: z.array(z.object({ question: z.string(), problems: z.array(z.string()) })),
});

/** What the local interviewer reads of a briefing. */
export type LocalBriefing = z.infer<typeof briefingSchema>;

/** Throws `OpenAiError` 400 for a document of another form. */
export function readBriefing(document: string): LocalBriefing {
  let json: unknown;
  try {
    json = JSON.parse(document);
  } catch {
    throw describeForm();
  }
  const briefing = briefingSchema.safeParse(json);
  if (!briefing.success) throw describeForm();
  return briefing.data;
}

/** The refusal of a document of another form. */
export function describeForm(): OpenAiError {
  return new OpenAiError(
    400,
    "memoryvault-local needs the last user message to be a JSON document {language: en | es, aim, narratorName, topic, chapter, turns, ledger, rejected}.",
    { param: "messages", code: "unsupported_locally" },
  );
}
