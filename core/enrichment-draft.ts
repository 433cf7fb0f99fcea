import { z } from "zod";
import { lifeChapterSchema } from "./life-chapters.ts";
import { datePrecisionSchema } from "./schemas.ts";

/**
 * What a model answers about one transcript, as a strict structured output (every key present, nothing optional).
 * Each statement brings the narrator's own words that prove it. Nothing of it is believed before
 * `proveEnrichment` has found those words in one contiguous stretch of the transcript.
 */
export const enrichmentDraftSchema = z.object({
  title: z.object({ text: z.string(), quote: z.string() }),
  oneLiner: z.object({ text: z.string(), quote: z.string() }),
  summary: z.array(z.object({ text: z.string(), quotes: z.array(z.string()) })),
  lessons: z.array(z.object({ text: z.string(), quote: z.string() })),
  quotes: z.array(z.string()),
  chapter: lifeChapterSchema,
  chapters: z.array(lifeChapterSchema),
  themes: z.array(z.string()),
  tone: z.object({ primary: z.string(), intensity: z.number(), arc: z.array(z.string()) }),
  people: z.array(z.object({ name: z.string(), quotes: z.array(z.string()) })),
  places: z.array(z.object({ name: z.string(), quotes: z.array(z.string()) })),
  dates: z.array(
    z.object({
      text: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      precision: datePrecisionSchema,
      quote: z.string(),
    }),
  ),
  /** Index into `dates` of when the story itself happened, or null. */
  happenedDate: z.number().int().nullable(),
  followUps: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type EnrichmentDraft = z.infer<typeof enrichmentDraftSchema>;

/** Names, places and dates found in a text by grammar alone; `quote` is the stretch of text around each. */
export interface Mentions {
  people: { name: string; quote: string }[];
  places: { name: string; quote: string }[];
  dates: EnrichmentDraft["dates"];
}
