import { z } from "zod";
import { idSchema } from "../../core/schemas.ts";
import { countDays, isMonth, yearParts } from "../words/happened-parts.ts";

/** Messages of the catalogue that may stand at a field of the memory page. */
export type MemoryMessage =
  | "memory.titleMissing"
  | "memory.titleTooLong"
  | "memory.yearWrong"
  | "memory.dayWrong"
  | "memory.dayAlone"
  | "memory.correctMissing"
  | "memory.correctTooLong";

const say = (message: MemoryMessage) => message;

export const renameSchema = z.object({
  version: z.number().int(),
  title: z
    .string({ error: say("memory.titleMissing") })
    .trim()
    .min(1, say("memory.titleMissing"))
    .max(200, say("memory.titleTooLong")),
  /** What stood there before, so that it can be undone. */
  was: z.string().max(200).optional(),
});

const happenedFieldsSchema = z.object({
  narratorId: idSchema.optional(),
  year: z
    .string()
    .trim()
    .regex(/^\d{4}$/, say("memory.yearWrong"))
    .optional(),
  part: z.enum(yearParts).default("year"),
  day: z
    .string()
    .trim()
    .regex(/^\d{1,2}$/, say("memory.dayWrong"))
    .optional(),
});

export const detailsSchema = happenedFieldsSchema
  .extend({
    version: z.number().int(),
    wasNarratorId: z.string().max(40).optional(),
    wasYear: z.string().max(4).optional(),
    wasPart: z.string().max(10).optional(),
    wasDay: z.string().max(2).optional(),
  })
  .superRefine(({ year, part, day }, context) => {
    if (!year || !day) return;
    if (!isMonth(part)) {
      context.addIssue({ code: "custom", path: ["day"], message: say("memory.dayAlone") });
    } else if (Number(day) < 1 || Number(day) > countDays(year, part)) {
      context.addIssue({ code: "custom", path: ["day"], message: say("memory.dayWrong") });
    }
  });

export const correctSchema = z.object({
  segmentId: idSchema,
  text: z
    .string({ error: say("memory.correctMissing") })
    .trim()
    .min(1, say("memory.correctMissing"))
    .max(5000, say("memory.correctTooLong")),
  was: z.string().max(5000).optional(),
  /** Who speaks there; empty: not said. */
  speakerId: idSchema.optional(),
  wasSpeakerId: idSchema.optional(),
});

export const voiceSchema = z.object({ label: z.string().min(1).max(40), personId: idSchema.optional() });

/** What a person may do on the memory page. */
export const intentSchema = z.enum([
  "rename",
  "details",
  "correct",
  "voice",
  "voices",
  "retry",
  "listen-again",
  "read-again",
  "delete",
]);
export type Intent = z.infer<typeof intentSchema>;
