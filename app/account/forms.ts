import { z } from "zod";
import { idSchema } from "../../core/schemas.ts";
import { emailSchema, nameSchema, newPasswordSchema, passwordSchema } from "../session/account-forms.ts";

/** What can be done on the page of one's account: each has a form of its own. */
export const accountForms = {
  name: z.object({ name: nameSchema }),
  verify: z.object({}),
  email: z.object({ email: emailSchema, password: passwordSchema }),
  password: z.object({
    current: passwordSchema,
    password: newPasswordSchema,
    endOthers: z.boolean().default(false),
  }),
  end: z.object({ sessionId: idSchema }),
  endOthers: z.object({}),
};

export const intentSchema = z.enum(["name", "verify", "email", "password", "end", "endOthers"]);
export type AccountIntent = z.infer<typeof intentSchema>;

/** What became of a form: which one, whether it was done, and what is wrong with its fields ("": with all of it). */
export interface AccountOutcome {
  intent: AccountIntent;
  done: boolean;
  /** When, in milliseconds. */
  at: number;
  errors: Record<string, string[] | null>;
}
