import { z } from "zod";
import { lifeChapterSchema } from "../life-chapters.ts";
import { idSchema } from "../schemas.ts";

/** One story that this narrator has told already. */
const toldStorySchema = z.object({
  title: z.string(),
  oneLiner: z.string(),
  chapter: lifeChapterSchema.optional(),
  /** The first year of the decade in which it happened. */
  decade: z.number().int().optional(),
  people: z.array(z.string()),
  places: z.array(z.string()),
});
export type ToldStory = z.infer<typeof toldStorySchema>;

/** All that is known before the first question: what was told, asked, declined and left open, in every session so far. */
export const ledgerSchema = z.object({
  told: z.array(toldStorySchema),
  /** Questions of earlier interviews that were answered. */
  asked: z.array(z.string()),
  /** What the narrator would rather not talk about: never asked again. */
  declined: z.array(z.string()),
  /** Follow-up questions that earlier memories and interviews left open. */
  open: z.array(z.string()),
  /** What relatives would like to know; the oldest first. */
  queued: z.array(z.object({ id: idSchema, text: z.string(), askedBy: z.string().optional() })),
  /** Names of this family, so that they are spelt right. */
  knownNames: z.array(z.string()),
  /** The narrator's year of birth, where it is known. */
  bornIn: z.number().int().optional(),
});
export type Ledger = z.infer<typeof ledgerSchema>;
