import { redirect } from "react-router";
import { z } from "zod";
import { describeError } from "../../core/errors.ts";
import { appContext } from "../context.ts";
import { languageCookie, languages } from "../messages/languages.ts";
import { makeCookie } from "../session/cookies.ts";
import { readSafeNext } from "../session/safe-next.ts";
import type { Route } from "./+types/language";

const choiceSchema = z.object({ language: z.enum(languages), next: z.string().max(2000).optional() });

/** Looking at this page changes nothing: only the switch does. */
export function loader() {
  throw redirect("/");
}

/** Remembers the language that somebody chose, and leads back to where they were. */
export async function action({ request, context }: Route.ActionArgs) {
  const choice = choiceSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!choice.success) return redirect("/");
  const { language, next } = choice.data;
  const { services, viewer } = context.get(appContext);
  // Mails speak it, too. The page does in any case.
  if (viewer) {
    await services.notifications
      .changeSettings(viewer, { language })
      .catch((error: unknown) => services.log("language.lost", describeError(error), "warn"));
  }
  return redirect(readSafeNext(next), {
    headers: { "Set-Cookie": makeCookie(request, languageCookie, language) },
  });
}
