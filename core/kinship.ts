import type { Relationship } from "./relatives.ts";

/** What a family tree needs to know of somebody. */
export interface TreePerson {
  id: string;
  name: string;
  bornOn?: string | undefined;
  relationships: readonly Relationship[];
}

/** Who is what to whom, each relationship from both sides. Everybody has a list in each map. */
export interface Kinship {
  parents: Map<string, string[]>;
  children: Map<string, string[]>;
  partners: Map<string, string[]>;
  siblings: Map<string, string[]>;
}

/**
 * Reads relationships whichever side tells of them; a parent who would be their own child's child is left out, and so is
 * whoever isn't among `people`. The oldest come first in every list, those of unknown age last, by name.
 */
export function readKinship(people: readonly TreePerson[]): Kinship {
  const inOrder = [...people].sort(byAge);
  const empty = () => new Map<string, string[]>(inOrder.map(({ id }) => [id, []]));
  const kin: Kinship = { parents: empty(), children: empty(), partners: empty(), siblings: empty() };
  const add = (list: Map<string, string[]>, from: string, to: string) => {
    const known = list.get(from);
    if (known && !known.includes(to)) known.push(to);
  };
  for (const { id, relationships } of inOrder) {
    for (const { personId, kind } of relationships) {
      if (personId === id || !kin.parents.has(personId)) continue;
      if (kind === "parent" || kind === "child") {
        const [parent, child] = kind === "parent" ? [personId, id] : [id, personId];
        if (descendsFrom(kin, parent, child)) continue;
        add(kin.parents, child, parent);
        add(kin.children, parent, child);
      } else if (kind !== "other") {
        const list = kind === "partner" ? kin.partners : kin.siblings;
        add(list, id, personId);
        add(list, personId, id);
      }
    }
  }
  const rank = new Map(inOrder.map(({ id }, at) => [id, at]));
  for (const list of Object.values(kin) as Map<string, string[]>[]) {
    for (const ids of list.values()) ids.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  }
  return kin;
}

/** The people within so many relationships of one of them, and that person. */
export function findNear<Person extends TreePerson>(
  people: readonly Person[],
  personId: string,
  steps: number,
): Person[] {
  const { parents, children, partners, siblings } = readKinship(people);
  const near = new Set([personId]);
  for (let step = 0; step < steps; step++) {
    for (const id of [...near]) {
      for (const list of [parents, children, partners, siblings]) {
        for (const other of list.get(id) ?? []) near.add(other);
      }
    }
  }
  return people.filter(({ id }) => near.has(id));
}

/** Whether somebody is a descendant of `ancestor`, or the same person. */
function descendsFrom(kin: Kinship, id: string, ancestor: string): boolean {
  const seen = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === ancestor) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(kin.parents.get(next) ?? []));
  }
  return false;
}

function byAge(a: TreePerson, b: TreePerson): number {
  const [bornA, bornB] = [a.bornOn ?? "~", b.bornOn ?? "~"];
  const [first, second] = bornA === bornB ? [a.name + a.id, b.name + b.id] : [bornA, bornB];
  return first < second ? -1 : first > second ? 1 : 0;
}
