import { z } from "zod";

/** The eight life chapters (categories). A memory has one primary chapter and any number of others. */
export const lifeChapters = [
  "early-life",
  "coming-of-age",
  "education-and-work",
  "love-and-family",
  "historical-events",
  "hobbies-and-passions",
  "wisdom-and-reflection",
  "faith-and-values",
] as const;

export const lifeChapterSchema = z.enum(lifeChapters);
export type LifeChapter = z.infer<typeof lifeChapterSchema>;
