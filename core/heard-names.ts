import { z } from "zod";
import { findCandidates } from "./name-likeness.ts";
import { type KnownPerson, nameKey } from "./prove-mentions.ts";
import { evidenceSchema, idSchema, type Memory } from "./schemas.ts";

/** A name that is heard in memories and is nobody yet: "is this the relative?" */
export const openNameSchema = z.object({
  /** The name as it is compared, for `DELETE …/names/:key`. */
  key: z.string(),
  name: z.string(),
  /** In how many memories it is heard. */
  count: z.number().int(),
  moments: z.array(evidenceSchema.extend({ memoryId: idSchema, title: z.string() })).max(3),
  candidates: z.array(z.object({ personId: idSchema, name: z.string(), score: z.number() })).max(3),
});
export type OpenName = z.infer<typeof openNameSchema>;

/** alias: this is how they are called. misheard: the words are to be mended. stranger: nobody of the family. */
export const nameMeaningSchema = z.enum(["alias", "misheard", "stranger"]);
export type NameMeaning = z.infer<typeof nameMeaningSchema>;

const heardNameSchema = z
  .string()
  .trim()
  .max(120)
  .refine((name) => nameKey(name) !== "", "a name with letters");

/** An editor's answer: it names one of the family's people, or somebody new, or says that it is a stranger. */
export const nameAnswerSchema = z
  .object({
    name: heardNameSchema,
    meaning: nameMeaningSchema.default("alias"),
    personId: idSchema.optional(),
    newPerson: z.object({ name: heardNameSchema }).strict().optional(),
  })
  .strict()
  .superRefine(({ meaning, personId, newPerson }, context) => {
    const named = [personId, newPerson].filter((each) => each !== undefined).length;
    if (meaning === "stranger" ? named > 0 : named !== 1) {
      const message =
        meaning === "stranger" ? "a stranger is none of the family's people" : "say who it is: one person";
      context.addIssue({ code: "custom", path: ["personId"], message });
    }
  });
export type NameAnswer = z.infer<typeof nameAnswerSchema>;

/** What one answer changed. */
export const nameAnsweredSchema = z.object({
  key: z.string(),
  name: z.string(),
  meaning: nameMeaningSchema,
  personId: idSchema.optional(),
  /** How many memories and transcripts it repaired. */
  memories: z.number().int(),
  transcripts: z.number().int(),
});
export type NameAnswered = z.infer<typeof nameAnsweredSchema>;

/** The names of one memory that are nobody yet though somebody of the family may be meant; `strangers` are answered. */
export function proposeNames(
  mentions: Memory["people"],
  people: readonly KnownPerson[],
  strangers: readonly string[],
): Pick<OpenName, "name" | "candidates">[] {
  const dismissed = new Set(strangers.map(nameKey));
  return mentions.flatMap(({ personId, name }) => {
    if (personId || dismissed.has(nameKey(name))) return [];
    const candidates = findCandidates(name, people);
    return candidates.length > 0 ? [{ name, candidates }] : [];
  });
}
