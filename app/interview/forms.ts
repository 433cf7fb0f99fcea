import { z } from "zod";
import { controlSchema } from "../../core/interview/frames.ts";
import { interviewLanguageSchema, type NewInterview } from "../../core/interview/interview.ts";
import { lifeChapterSchema } from "../../core/life-chapters.ts";
import { idSchema } from "../../core/schemas.ts";

/** Messages of the catalogue that may stand at a field of the interview's pages. */
export type InterviewMessage =
  | "interview.topicMissing"
  | "interview.topicTooLong"
  | "interview.askMissing"
  | "interview.askTooLong"
  | "interview.refused";

const say = (message: InterviewMessage) => message;
/** What a select of nobody in particular sends. */
const nothing = z.literal("").transform(() => undefined);

/** What the form that begins an interview sends. */
export const beginFormSchema = z
  .object({
    narratorId: z.union([idSchema, nothing]).optional(),
    about: z.enum(["surprise", "chapter", "topic"]).default("surprise"),
    topic: z.string().trim().max(200, say("interview.topicTooLong")).optional(),
    chapter: lifeChapterSchema.optional(),
    language: interviewLanguageSchema,
    patienceSeconds: z.union([nothing, z.coerce.number().int().min(3).max(60)]).optional(),
  })
  .refine(({ about, topic }) => about !== "topic" || topic, {
    path: ["topic"],
    message: say("interview.topicMissing"),
  })
  .transform(
    ({ about, topic, chapter, ...fields }): NewInterview => ({
      ...fields,
      topic: about === "topic" ? topic : undefined,
      chapter: about === "chapter" ? chapter : undefined,
    }),
  );

/** What a form of an open interview sends where there is no JavaScript. */
export const goOnFormSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("write"), turnId: idSchema, text: z.string().trim().min(1).max(20_000) }),
  z.object({ intent: z.literal("control"), control: controlSchema }),
]);

/** What a form of the list of interviews sends. */
export const questionFormSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("ask"),
    text: z
      .string({ error: say("interview.askMissing") })
      .trim()
      .min(3, say("interview.askMissing"))
      .max(300, say("interview.askTooLong")),
    narratorId: z.union([idSchema, nothing]).optional(),
  }),
  z.object({ intent: z.literal("remove"), questionId: idSchema }),
]);

/** What came of it. */
export type QuestionOutcome =
  | { kind: "asked"; questionId: string }
  | { kind: "removed" }
  | { kind: "answered-already" }
  | { kind: "wrong"; message: InterviewMessage; text: string };
