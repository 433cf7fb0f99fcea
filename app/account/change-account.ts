import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import type { z } from "zod";
import type { Viewer } from "../../core/access.ts";
import { AppError } from "../../core/errors.ts";
import type { Services } from "../../core/ports.ts";
import { explainRefusal } from "../session/account-forms.ts";
import { type AccountIntent, type AccountOutcome, accountForms, intentSchema } from "./forms.ts";

/** Does what a form on the page of one's account asks for; a refusal is said at that form. */
export async function changeAccount(services: Services, request: Request, viewer: Viewer) {
  const form = await request.formData();
  const { accounts, ownAccount } = services;
  const intent = intentSchema.parse(form.get("intent"));
  const nothing = async (work: Promise<void>): Promise<string[]> => {
    await work;
    return [];
  };
  switch (intent) {
    case "name":
      return answer(form, intent, accountForms.name, ({ name }) => accounts.changeName(request, name));
    case "verify":
      return answer(form, intent, accountForms.verify, () =>
        nothing(accounts.requestVerification(request, viewer)),
      );
    case "email":
      return answer(form, intent, accountForms.email, (fields) =>
        nothing(accounts.changeEmail(request, viewer, fields)),
      );
    case "password":
      return answer(form, intent, accountForms.password, (fields) =>
        accounts.changePassword(request, fields),
      );
    case "end":
      return answer(form, intent, accountForms.end, ({ sessionId }) =>
        nothing(ownAccount.endSession(viewer, sessionId)),
      );
    case "endOthers":
      return answer(form, intent, accountForms.endOthers, () => nothing(ownAccount.endOtherSessions(viewer)));
  }
}

async function answer<Schema extends z.ZodType>(
  form: FormData,
  intent: AccountIntent,
  schema: Schema,
  act: (fields: z.output<Schema>) => Promise<string[]>,
) {
  const submission = parseWithZod(form, { schema });
  if (submission.status !== "success") return say({ intent, done: false, errors: submission.error ?? {} });
  try {
    return say({ intent, done: true, errors: {} }, await act(submission.value));
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return say({ intent, done: false, errors: { "": [explainRefusal(error)] } });
  }
}

function say(outcome: Omit<AccountOutcome, "at">, cookies: string[] = []) {
  return data<AccountOutcome>(
    { ...outcome, at: Date.now() },
    {
      headers: cookies.map((cookie): [string, string] => ["Set-Cookie", cookie]),
    },
  );
}
