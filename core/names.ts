import { requireRole, type Viewer } from "./access.ts";
import { AppError, notFound } from "./errors.ts";
import type { NameAnswer, NameAnswered, OpenName } from "./heard-names.ts";
import { findCandidates } from "./name-likeness.ts";
import type { Services } from "./ports.ts";
import type { Relative } from "./relatives.ts";
import type { Family } from "./schemas.ts";

/** The open questions of a family, the most often heard first, and its people. */
export async function listOpenNames(
  services: Services,
  viewer: Viewer,
  familyId: string,
): Promise<{ family: Family; names: OpenName[]; relatives: Relative[] }> {
  const heard = await services.names.list(viewer, familyId);
  if (!heard) throw notFound("family");
  const names = heard.names.map((name) => ({
    ...name,
    candidates: findCandidates(name.name, heard.relatives),
  }));
  return { family: heard.family, names, relatives: heard.relatives };
}

/**
 * One answer repairs every memory and transcript, and later ones by themselves. `newId` is whom a new person becomes.
 * Refuses with 422 `person.not_found` a person of another family.
 */
export async function answerName(
  services: Services,
  viewer: Viewer,
  familyId: string,
  answer: NameAnswer,
  newId: string,
): Promise<NameAnswered> {
  const { role, changed } = await services.names.answer(viewer, familyId, answer, newId);
  requireRole("family", role, "editor");
  if (!changed) {
    throw new AppError("person.not_found", 422, "The person named here isn't one of this family's people.", {
      errors: [{ path: "personId", message: "not one of this family's people" }],
    });
  }
  const { name, meaning, personId, newPerson } = answer;
  const { memories, transcripts } = changed;
  services.log("name.answered", { familyId, meaning, memories, transcripts });
  return { name, meaning, personId: newPerson ? newId : personId, ...changed };
}

/**
 * Takes an answer back. An alias goes from the person and from the memories where it is heard; a stranger may be asked
 * about again; of a misheard name only the lesson is forgotten: words that were mended stay as they are.
 */
export async function takeNameBack(
  services: Services,
  viewer: Viewer,
  familyId: string,
  key: string,
): Promise<void> {
  const { role, meaning } = await services.names.forget(viewer, familyId, key);
  requireRole("family", role, "editor");
  if (!meaning) throw notFound("name");
}
