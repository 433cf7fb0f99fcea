import { z } from "zod";
import type { AppError } from "../../core/errors.ts";
import { findRefusalMessage } from "../words/refusals.ts";

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
  "account.linkSpent",
  "account.notYourPassword",
  "account.tooManyPasswords",
] as const;
export type AccountMessage = (typeof accountMessages)[number];

export const emailSchema = z
  .string({ error: "entry.emailWrong" satisfies AccountMessage })
  .trim()
  .max(254, "entry.emailWrong" satisfies AccountMessage)
  .pipe(z.email("entry.emailWrong" satisfies AccountMessage));

/** A password that somebody has already. */
export const passwordSchema = z
  .string({ error: "entry.passwordMissing" satisfies AccountMessage })
  .max(1000, "entry.passwordLong" satisfies AccountMessage);

export const signInSchema = z.object({ email: emailSchema, password: passwordSchema });

export type SignInFields = z.input<typeof signInSchema>;

export const nameSchema = z
  .string({ error: "entry.nameMissing" satisfies AccountMessage })
  .trim()
  .min(1, "entry.nameMissing" satisfies AccountMessage)
  .max(120, "entry.nameTooLong" satisfies AccountMessage);

/** A password that is chosen now. */
export const newPasswordSchema = z
  .string({ error: "entry.passwordMissing" satisfies AccountMessage })
  .min(8, "entry.passwordShort" satisfies AccountMessage)
  .max(128, "entry.passwordLong" satisfies AccountMessage);

export const signUpSchema = z.object({ name: nameSchema, email: emailSchema, password: newPasswordSchema });

export type SignUpFields = z.input<typeof signUpSchema>;

/** What a refusal of the accounts means for the form: a message of the catalogue where there is one, else its own words. */
export function explainRefusal({ code, status, detail }: AppError): string {
  if (code === "account.too_many_attempts") return "account.tooManyPasswords" satisfies AccountMessage;
  if (code === "account.link_spent") return "account.linkSpent" satisfies AccountMessage;
  if (code === "account.wrong_password" && status === 422)
    return "account.notYourPassword" satisfies AccountMessage;
  if (status === 429) return "entry.tooMany" satisfies AccountMessage;
  if (code === "account.wrong_password") return "entry.wrongPassword" satisfies AccountMessage;
  if (code === "account.exists") return "entry.taken" satisfies AccountMessage;
  if (code === "account.password_length") return "entry.passwordShort" satisfies AccountMessage;
  const message = findRefusalMessage(code);
  return message === "refusals.other" ? detail : message;
}
