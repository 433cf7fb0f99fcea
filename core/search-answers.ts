import { z } from "zod";
import { idSchema, memoryFiltersSchema, memorySchema, secondsSchema } from "./schemas.ts";

// What is asked of search and what it answers, apart from how it is done.

/** A stretch of the recording in which something of the question was said. */
export const momentSchema = z.object({ start: secondsSchema, end: secondsSchema, text: z.string() });
export type Moment = z.infer<typeof momentSchema>;

export const searchHitSchema = z.object({
  memory: memorySchema,
  /** The higher the better; only to be compared within one answer. */
  rank: z.number(),
  /**
   * HTML: what was found, in short; empty where nothing was asked for. All of it is escaped but <mark>…</mark> around the words
   * that were asked for.
   */
  highlight: z.string(),
  /** At most three, the best first: where to begin to listen. None where it isn't in what was said, but in what is written of it. */
  moments: z.array(momentSchema).max(3),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** How many hits have a value. `value` goes into the filter of the same name; `label` is how to call it where that differs. */
export const facetSchema = z.object({
  value: z.string(),
  label: z.string().optional(),
  count: z.number().int(),
});
export type Facet = z.infer<typeof facetSchema>;

/** Of all hits, not only of this page: at most 20 values each, the most frequent first. `narrator` filters `narratorId`. */
export const facetsSchema = z.object({
  chapter: z.array(facetSchema),
  decade: z.array(facetSchema),
  tone: z.array(facetSchema),
  person: z.array(facetSchema),
  place: z.array(facetSchema),
  narrator: z.array(facetSchema),
  theme: z.array(facetSchema),
});
export type Facets = z.infer<typeof facetsSchema>;

/** Whether the question was compared by its meaning, too. `unneeded`: it has no words, or asks for exactly its words. */
export const meaningSchema = z.enum(["used", "unavailable", "unneeded"]);
export type Meaning = z.infer<typeof meaningSchema>;

export const searchAnswerSchema = z.object({
  items: z.array(searchHitSchema),
  nextCursor: z.string().optional(),
  /** How many hits there are in all. */
  total: z.number().int(),
  facets: facetsSchema,
  meaning: meaningSchema,
});
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;

/** What somebody asks for: words, "exact words", -without, either or. No words: everything, newest first. */
export const questionSchema = z.string().trim().max(300).default("");

export const searchPageSchema = z.object({
  /** Where the page before ended: its last hit's rank and id. */
  cursor: z
    .string()
    .regex(/^\d(\.\d{1,20})?(e-\d{1,3})?_[0-9a-f-]{36}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SearchPage = z.infer<typeof searchPageSchema>;

export const searchQuerySchema = z.object({
  q: questionSchema,
  ...searchPageSchema.shape,
  ...memoryFiltersSchema.shape,
});

/** Something of the family that begins or sounds like what was typed. */
export const suggestionSchema = z.object({
  kind: z.enum(["title", "person", "place", "theme"]),
  text: z.string(),
  /** Of a person who is written down. */
  personId: idSchema.optional(),
  /** Of a title. */
  memoryId: idSchema.optional(),
});
export type Suggestion = z.infer<typeof suggestionSchema>;

/** A memory that goes with another, and why. */
export const relatedSchema = z.object({
  memory: memorySchema,
  why: z.object({
    /** Names of people and of places that both speak of. */
    people: z.array(z.string()),
    places: z.array(z.string()),
    /** Whether they are alike in what they tell. */
    meaning: z.boolean(),
  }),
});
export type Related = z.infer<typeof relatedSchema>;
