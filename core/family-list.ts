import { readKinship, type TreePerson } from "./kinship.ts";

/** Somebody in the family as a nested list: partners beside them, children below. */
export interface ListedPerson<Person> {
  person: Person;
  partners: Person[];
  children: ListedPerson<Person>[];
}

/** A family tree as a nested list, for ears and small screens: everybody once, the eldest first. */
export function listFamily<Person extends TreePerson>(people: readonly Person[]): ListedPerson<Person>[] {
  const kin = readKinship(people);
  const byId = new Map(people.map((person) => [person.id, person]));
  const told = new Set<string>();
  const take = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const person = byId.get(id);
      if (!person || told.has(id)) return [];
      told.add(id);
      return [person];
    });
  const list = (ids: readonly string[]): ListedPerson<Person>[] =>
    ids.flatMap((id) => {
      const [person] = take([id]);
      if (!person) return [];
      const partners = take(kin.partners.get(id) ?? []);
      const children = [id, ...partners.map((partner) => partner.id)].flatMap(
        (each) => kin.children.get(each) ?? [],
      );
      return [{ person, partners, children: list(children) }];
    });
  const ids = [...kin.parents.keys()];
  const isEldest = (id: string) =>
    [id, ...(kin.partners.get(id) ?? [])].every((each) => kin.parents.get(each)?.length === 0);
  return [
    ...list(ids.filter(isEldest)),
    ...list(ids.filter((id) => kin.parents.get(id)?.length === 0)),
    ...list(ids),
  ];
}
