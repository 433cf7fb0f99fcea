import { z } from "zod";
import { nameMeaningSchema } from "../../core/heard-names.ts";
import { idSchema, relationshipSchema } from "../../core/schemas.ts";
import { countDays, isMonth, type YearPart } from "../words/happened-parts.ts";

/** Messages of the catalogue that may stand at a field of the people's pages. */
export type PeopleMessage =
  | "people.nameMissing"
  | "people.nameTooLong"
  | "people.yearWrong"
  | "people.dayWrong"
  | "people.dayAlone"
  | "people.aliasesTooMany"
  | "people.chooseWho"
  | "people.kinImpossible"
  | "people.notSaved";

const say = (message: PeopleMessage) => message;

export const nameFieldSchema = z
  .string({ error: say("people.nameMissing") })
  .trim()
  .min(1, say("people.nameMissing"))
  .max(120, say("people.nameTooLong"))
  .regex(/\p{L}/u, say("people.nameMissing"));

export const addPersonSchema = z.object({ name: nameFieldSchema });

/** Whom an answer may name: one of the family's people, or somebody new. */
export const somebodyNew = "new";
export const answerSchema = z.object({
  name: z.string().trim().min(1).max(120),
  meaning: nameMeaningSchema,
  who: z.union([z.literal(somebodyNew), idSchema]).optional(),
});

const year = z
  .string()
  .trim()
  .regex(/^\d{4}$/, say("people.yearWrong"))
  .optional();
const month = z
  .string()
  .regex(/^(0[1-9]|1[0-2])$/)
  .optional();
const day = z
  .string()
  .trim()
  .regex(/^\d{1,2}$/, say("people.dayWrong"))
  .optional();

export const personFormSchema = z
  .object({
    name: nameFieldSchema,
    aliases: z.string().max(3000).optional(),
    bornYear: year,
    bornMonth: month,
    bornDay: day,
    diedYear: year,
    diedMonth: month,
    diedDay: day,
    birthplace: z.string().trim().max(200).optional(),
    bio: z.string().trim().max(5000).optional(),
  })
  .superRefine((fields, context) => {
    for (const which of ["born", "died"] as const) {
      const path = [`${which}Day`];
      const [y, m, d] = [fields[`${which}Year`], fields[`${which}Month`], fields[`${which}Day`]];
      if (m && !y)
        context.addIssue({ code: "custom", path: [`${which}Year`], message: say("people.yearWrong") });
      if (!d) continue;
      if (!y || !m) context.addIssue({ code: "custom", path, message: say("people.dayAlone") });
      else if (Number(d) < 1 || !isMonth(m as YearPart) || Number(d) > countDays(y, m as YearPart)) {
        context.addIssue({ code: "custom", path, message: say("people.dayWrong") });
      }
    }
    if (readAliases(fields.aliases).length > 20) {
      context.addIssue({ code: "custom", path: ["aliases"], message: say("people.aliasesTooMany") });
    }
    if (readAliases(fields.aliases).some((alias) => alias.length > 120)) {
      context.addIssue({ code: "custom", path: ["aliases"], message: say("people.nameTooLong") });
    }
  });

/** Other names, one a line. */
export function readAliases(text: string | undefined): string[] {
  const lines = (text ?? "").split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => /\p{L}/u.test(line)))];
}

/** A date as far as somebody knew it. */
export function joinVagueDate(
  yearPart: string | undefined,
  monthPart: string | undefined,
  dayPart: string | undefined,
): string | null {
  if (!yearPart) return null;
  return [yearPart, monthPart, dayPart?.padStart(2, "0")].filter(Boolean).join("-");
}

export const kinSchema = z.object({ kind: relationshipSchema.shape.kind, personId: idSchema });
export const unkinSchema = z.object({ personId: idSchema });
