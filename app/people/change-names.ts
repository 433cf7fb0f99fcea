import { parseWithZod } from "@conform-to/zod/v4";
import type { Viewer } from "../../core/access.ts";
import { AppError } from "../../core/errors.ts";
import type { NameAnswered } from "../../core/heard-names.ts";
import { answerName, takeNameBack } from "../../core/names.ts";
import type { Services } from "../../core/ports.ts";
import { answerSchema, type PeopleMessage, somebodyNew } from "./forms.ts";

/** What came of an answer to "who is this?". */
export type NameOutcome =
  | { kind: "answered"; answered: NameAnswered }
  | { kind: "taken-back" }
  | { kind: "refused"; message: PeopleMessage; name: string };

/** Whether a form is about names: `answer` or `take-back`. */
export function isAboutNames(form: FormData): boolean {
  return form.get("intent") === "answer" || form.get("intent") === "take-back";
}

/** Does what a form asks about a heard name. */
export async function changeNames(
  services: Services,
  viewer: Viewer,
  familyId: string,
  form: FormData,
): Promise<NameOutcome> {
  if (form.get("intent") === "take-back") {
    await takeNameBack(services, viewer, familyId, String(form.get("key")).slice(0, 200));
    return { kind: "taken-back" };
  }
  const submission = parseWithZod(form, { schema: answerSchema });
  if (submission.status !== "success")
    throw new AppError("form.unknown", 400, "This form is not known here.");
  const { name, meaning, who } = submission.value;
  const isNew = who === somebodyNew || !who;
  if (meaning === "misheard" && isNew) return { kind: "refused", message: "people.chooseWho", name };
  try {
    const person = meaning === "stranger" ? {} : isNew ? { newPerson: { name } } : { personId: who };
    const answered = await answerName(
      services,
      viewer,
      familyId,
      { name, meaning, ...person },
      services.newId(),
    );
    return { kind: "answered", answered };
  } catch (error) {
    // Somebody took this person off the list in the meantime.
    if (error instanceof AppError && error.status === 422) {
      return { kind: "refused", message: "people.notSaved", name };
    }
    throw error;
  }
}
