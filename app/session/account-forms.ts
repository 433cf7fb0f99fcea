import { z } from "zod";
import type { AppError } from "../../core/errors.ts";

/** Messages of the catalogue that may stand at a field of these forms. */
export const accountMessages = [
  "entry.nameMissing",
  "entry.nameTooLong",
  "entry.emailWrong",
  "entry.passwordMissing",
  "entry.passwordShort",
  "entry.passwordLong",
  "entry.wrongPassword",
  "entry.taken",
  "entry.tooMany",
] as const;
export type AccountMessage = (typeof accountMessages)[number];

const emailSchema = z
  .string({ error: "entry.emailWrong" satisfies AccountMessage })
  .trim()
  .max(254, "entry.emailWrong" satisfies AccountMessage)
  .pipe(z.email("entry.emailWrong" satisfies AccountMessage));

export const signInSchema = z.object({
  email: emailSchema,
  password: z
    .string({ error: "entry.passwordMissing" satisfies AccountMessage })
    .max(1000, "entry.passwordLong" satisfies AccountMessage),
});

export type SignInFields = z.input<typeof signInSchema>;

export const signUpSchema = z.object({
  name: z
    .string({ error: "entry.nameMissing" satisfies AccountMessage })
    .trim()
    .min(1, "entry.nameMissing" satisfies AccountMessage)
    .max(120, "entry.nameTooLong" satisfies AccountMessage),
  email: emailSchema,
  password: z
    .string({ error: "entry.passwordMissing" satisfies AccountMessage })
    .min(8, "entry.passwordShort" satisfies AccountMessage)
    .max(128, "entry.passwordLong" satisfies AccountMessage),
});

export type SignUpFields = z.input<typeof signUpSchema>;

/** What a refusal of the accounts means for the form: a message of the catalogue where there is one, else its own words. */
export function explainRefusal({ code, status, detail }: AppError): string {
  if (status === 429) return "entry.tooMany" satisfies AccountMessage;
  if (code === "account.wrong_password") return "entry.wrongPassword" satisfies AccountMessage;
  if (code === "account.exists") return "entry.taken" satisfies AccountMessage;
  if (code === "account.password_length") return "entry.passwordShort" satisfies AccountMessage;
  return detail;
}
