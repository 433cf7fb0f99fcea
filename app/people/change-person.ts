import { parseWithZod } from "@conform-to/zod/v4";
import type { Viewer } from "../../core/access.ts";
import { AppError, notFound } from "../../core/errors.ts";
import { editPerson, removePerson } from "../../core/people.ts";
import { takePhotoDown } from "../../core/photos.ts";
import type { Services } from "../../core/ports.ts";
import type { Relationship } from "../../core/relatives.ts";
import {
  joinVagueDate,
  kinSchema,
  type PeopleMessage,
  personFormSchema,
  readAliases,
  unkinSchema,
} from "./forms.ts";

/** What came of a form on a person's page. */
export type PersonOutcome =
  | { kind: "done" }
  | { kind: "removed" }
  | { kind: "invalid"; errors: Record<string, string[] | null>; values: Record<string, string> }
  | { kind: "refused"; message: PeopleMessage };

/** Does what a form of a person's page asks for. */
export async function changePerson(
  services: Services,
  viewer: Viewer,
  personId: string,
  form: FormData,
): Promise<PersonOutcome> {
  switch (form.get("intent")) {
    case "save":
      return savePerson(services, viewer, personId, form);
    case "relate": {
      const { personId: other, kind } = readFields(form, kinSchema);
      return relate(services, viewer, personId, other, kind);
    }
    case "unrelate":
      return relate(services, viewer, personId, readFields(form, unkinSchema).personId, undefined);
    case "remove-photo":
      await takePhotoDown(services, viewer, personId);
      return { kind: "done" };
    case "delete":
      await removePerson(services, viewer, personId);
      return { kind: "removed" };
    default:
      throw unknownForm();
  }
}

async function savePerson(
  services: Services,
  viewer: Viewer,
  personId: string,
  form: FormData,
): Promise<PersonOutcome> {
  const submission = parseWithZod(form, { schema: personFormSchema });
  if (submission.status !== "success") {
    const values = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
    return { kind: "invalid", errors: submission.error ?? {}, values };
  }
  const said = submission.value;
  await editPerson(services, viewer, personId, {
    name: said.name,
    aliases: readAliases(said.aliases),
    bornOn: joinVagueDate(said.bornYear, said.bornMonth, said.bornDay),
    diedOn: joinVagueDate(said.diedYear, said.diedMonth, said.diedDay),
    birthplace: said.birthplace ?? null,
    bio: said.bio ?? null,
  });
  return { kind: "done" };
}

/** Puts one relationship in place of what the two were to each other; undefined: nothing any more. */
async function relate(
  services: Services,
  viewer: Viewer,
  personId: string,
  other: string,
  kind: Relationship["kind"] | undefined,
): Promise<PersonOutcome> {
  const seen = await services.people.find(viewer, personId);
  if (!seen) throw notFound("person");
  const others = (seen.person.relationships ?? []).filter((kin) => kin.personId !== other);
  const relationships = kind ? [...others, { personId: other, kind }] : others;
  try {
    await editPerson(services, viewer, personId, { relationships });
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 422) throw error;
    const impossible = error.code === "person.impossible_relationship";
    return { kind: "refused", message: impossible ? "people.kinImpossible" : "people.notSaved" };
  }
}

function readFields<Fields>(
  form: FormData,
  schema: { safeParse(value: unknown): { success: true; data: Fields } | { success: false } },
): Fields {
  const parsed = schema.safeParse(Object.fromEntries(form));
  if (!parsed.success) throw unknownForm();
  return parsed.data;
}

function unknownForm(): AppError {
  return new AppError("form.unknown", 400, "This form is not known here.");
}
