import { requireRole, type Viewer } from "./access.ts";
import { notFound } from "./errors.ts";
import type { Services } from "./ports.ts";
import type { PersonPage, PersonPatch, Relative } from "./relatives.ts";
import type { Family, Person, PersonFields } from "./schemas.ts";

/** Writes down a new person. Memories in which the name or an alias is heard are linked by the database itself. */
export async function addPerson(
  services: Services,
  viewer: Viewer,
  familyId: string,
  id: string,
  fields: PersonFields,
): Promise<Person> {
  const { role, person } = await services.people.create(viewer, familyId, id, fields);
  requireRole("family", role, "editor");
  if (!person) throw notFound("family");
  return person;
}

/** Changes a person; what is null is taken away. Another name or alias shows in every memory at once. */
export async function editPerson(
  services: Services,
  viewer: Viewer,
  personId: string,
  patch: PersonPatch,
): Promise<Person> {
  const { role, person } = await services.people.update(viewer, personId, patch);
  requireRole("person", role, "editor");
  if (!person) throw notFound("person");
  return person;
}

/** Takes somebody off the list: stories keep the name, and nothing points to them any more. */
export async function removePerson(services: Services, viewer: Viewer, personId: string): Promise<void> {
  const { role, photoKey } = await services.people.remove(viewer, personId);
  requireRole("person", role, "editor");
  // What doesn't get through here is found by the sweep.
  if (photoKey) await services.photos.remove(photoKey).catch(() => {});
}

/** Everything that the page of a person shows. */
export async function readPerson(services: Services, viewer: Viewer, personId: string): Promise<PersonPage> {
  const page = await services.people.readPage(viewer, personId);
  if (!page) throw notFound("person");
  return page;
}

/** The family's people by name, for pages. */
export async function listRelatives(
  services: Services,
  viewer: Viewer,
  familyId: string,
): Promise<{ family: Family; relatives: Relative[] }> {
  const listed = await services.people.listRelatives(viewer, familyId);
  if (!listed) throw notFound("family");
  return listed;
}
