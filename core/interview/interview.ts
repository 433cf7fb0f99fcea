import { z } from "zod";
import { lifeChapterSchema } from "../life-chapters.ts";
import { idSchema, personFieldsSchema, secondsSchema } from "../schemas.ts";

/** The languages in which the interviewer speaks and understands what is said to it. */
export const interviewLanguages = ["en", "es"] as const;
export const interviewLanguageSchema = z.enum(interviewLanguages);
export type InterviewLanguage = z.infer<typeof interviewLanguageSchema>;

/**
 * opening: says what this is and asks the first question. exploring: looks for what is worth telling. deep-dive: stays with
 * one story. winding-down: one gentle turn more. closing: the farewell, and what was told becomes memories. closed: it has.
 */
export const interviewStageSchema = z.enum([
  "opening",
  "exploring",
  "deep-dive",
  "winding-down",
  "closing",
  "closed",
]);
export type InterviewStage = z.infer<typeof interviewStageSchema>;

/** How long the page stays silent before it asks gently whether there is more, in seconds, where nobody set another time. */
export const defaultPatienceSeconds = 8;
const patienceSecondsSchema = z.number().int().min(3).max(60);

/** What somebody may say to begin an interview. */
export const newInterviewSchema = z
  .object({
    narratorId: idSchema.optional(),
    /** What it shall be about, in their own words. */
    topic: z.string().trim().min(1).max(200).optional(),
    chapter: lifeChapterSchema.optional(),
    language: interviewLanguageSchema.optional(),
    /** Remembered for this narrator. */
    patienceSeconds: patienceSecondsSchema.optional(),
  })
  .strict();
export type NewInterview = z.infer<typeof newInterviewSchema>;

/**
 * Where a question comes from. bank: our own opening questions. follow-up: from what was just told. left-open: a follow-up
 * of an earlier story. relative: somebody of the family asked it. closing: the last one, whether there is anything else.
 */
const questionOriginSchema = z.enum(["bank", "follow-up", "left-open", "relative", "closing"]);

export const questionSchema = z.object({
  id: idSchema,
  /** The one question, at most 30 words. */
  text: z.string(),
  /** What is said before it: a word of thanks, or at the opening what this is and what one may do. Never a question. */
  acknowledgement: z.string().optional(),
  origin: questionOriginSchema,
  /** The detail of the last answer that it names, in the narrator's words. */
  detail: z.string().optional(),
  chapter: lifeChapterSchema.optional(),
  /** The question of the bank, or of a relative, that it is. */
  sourceId: z.string().optional(),
  /** The relative who asked. */
  askedBy: z.string().optional(),
});
export type Question = z.infer<typeof questionSchema>;

/** A stretch of an answer. Seconds count from the start of the turn's audio as it is kept. */
export const heardSegmentSchema = z.object({ start: secondsSchema, end: secondsSchema, text: z.string() });
export type HeardSegment = z.infer<typeof heardSegmentSchema>;

/** open: being answered. unheard: told and kept, but its words could not be heard. */
const turnOutcomeSchema = z.enum(["open", "answered", "unheard", "skipped", "declined"]);

/** One question and what was answered. */
export const turnSchema = z.object({
  id: idSchema,
  question: questionSchema,
  outcome: turnOutcomeSchema,
  /** By voice over the socket, by a recording sent over HTTP, or in writing. */
  by: z.enum(["voice", "upload", "writing"]).optional(),
  text: z.string(),
  segments: z.array(heardSegmentSchema),
  /** Audio that is kept of it. */
  seconds: secondsSchema,
  /** The longest silence inside the answer. */
  longestPause: secondsSchema,
  /** Something was said off the record: nothing of it is kept. */
  offRecord: z.boolean(),
  askedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});
export type Turn = z.infer<typeof turnSchema>;

/** What is known of one part of a life: the ledger that keeps us from asking twice. */
const coverageSchema = z.object({
  chapter: lifeChapterSchema.optional(),
  /** The first year of a decade. */
  decade: z.number().int().optional(),
  person: z.string().optional(),
  place: z.string().optional(),
  state: z.enum(["told", "open", "declined"]),
});
export type Coverage = z.infer<typeof coverageSchema>;

/** An interview as clients see it. */
export const interviewSchema = z.object({
  id: idSchema,
  familyId: idSchema,
  state: interviewStageSchema,
  narrator: z.object({ id: idSchema, name: z.string() }).optional(),
  topic: z.string().optional(),
  chapter: lifeChapterSchema.optional(),
  language: interviewLanguageSchema,
  patienceSeconds: patienceSecondsSchema,
  turns: z.array(turnSchema),
  coverage: z.array(coverageSchema),
  /** Questions that were left for the next time. */
  followUps: z.array(z.string()),
  /** The memories that it became, unless they were deleted. */
  memories: z.array(z.object({ id: idSchema, title: z.string(), status: z.string() })),
  createdAt: z.iso.datetime(),
  closedAt: z.iso.datetime().optional(),
});
export type Interview = z.infer<typeof interviewSchema>;

/** An interview in a list: without its words. */
export const interviewSummarySchema = interviewSchema
  .omit({ turns: true, coverage: true, followUps: true })
  .extend({ turnCount: z.number().int() });
export type InterviewSummary = z.infer<typeof interviewSummarySchema>;

/** What a relative would like to be asked. */
export const queuedQuestionFieldsSchema = z
  .object({
    text: z.string().trim().min(3).max(300),
    /** Nobody named: whoever is interviewed next. */
    narratorId: idSchema.optional(),
  })
  .strict();
export type QueuedQuestionFields = z.infer<typeof queuedQuestionFieldsSchema>;

export const queuedQuestionSchema = z.object({
  id: idSchema,
  familyId: idSchema,
  text: z.string(),
  narrator: z.object({ id: idSchema, name: personFieldsSchema.shape.name }).optional(),
  askedBy: z.object({ id: idSchema, name: z.string() }).optional(),
  createdAt: z.iso.datetime(),
  /** Where it was asked, and the memory that holds the answer. */
  interviewId: idSchema.optional(),
  answeredAt: z.iso.datetime().optional(),
  memoryId: idSchema.optional(),
});
export type QueuedQuestion = z.infer<typeof queuedQuestionSchema>;
