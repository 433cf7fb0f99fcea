import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { type RouterContextProvider, redirect } from "react-router";
import type { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { Accounts } from "../../core/ports.ts";
import { appContext } from "../context.ts";
import { explainRefusal } from "./account-forms.ts";
import { forgetFamily } from "./last-family.ts";
import { readSafeNext } from "./safe-next.ts";

interface Visit {
  request: Request;
  context: Readonly<RouterContextProvider>;
}

/** Where a page in front of the door leads to; who is signed in already goes there at once. */
export function readEntry({ request, context }: Visit): { next: string } {
  const next = readSafeNext(new URL(request.url).searchParams.get("next"));
  if (context.get(appContext).viewer) throw redirect(next);
  return { next };
}

/** Checks the form, lets the visitor in and leads on; a refusal is said at the form. */
export async function enter<Schema extends z.ZodType>(
  { request, context }: Visit,
  schema: Schema,
  act: (accounts: Accounts, fields: z.output<Schema>) => Promise<string[]>,
): Promise<Response | SubmissionResult<string[]>> {
  const { accounts } = context.get(appContext).services;
  const submission = parseWithZod(await request.formData(), { schema });
  if (submission.status !== "success") return submission.reply({ hideFields: ["password"] });
  try {
    const headers = new Headers({ "Set-Cookie": forgetFamily(request) });
    for (const cookie of await act(accounts, submission.value)) headers.append("Set-Cookie", cookie);
    return redirect(readSafeNext(new URL(request.url).searchParams.get("next")), { headers });
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return submission.reply({ formErrors: [explainRefusal(error)], hideFields: ["password"] });
  }
}
