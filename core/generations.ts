import type { Kinship } from "./kinship.ts";

/**
 * The generation of everybody, 0 for the eldest of each family: a child is always below its parents; partners and siblings
 * stand beside each other wherever that doesn't contradict it. Somebody who married in, and their parents, hang as low as
 * their kin do.
 */
export function findGenerations({ parents, children, partners, siblings }: Kinship): Map<string, number> {
  const groups = new Groups([...parents.keys()], parents);
  for (const list of [partners, siblings]) {
    for (const [id, others] of list) for (const other of others) groups.join(id, other);
  }
  const levels = new Map<string, number>();
  const find = (group: string): number => {
    const known = levels.get(group);
    if (known !== undefined) return known;
    const above = groups.above(group).map(find);
    const level = above.length === 0 ? 0 : Math.max(...above) + 1;
    levels.set(group, level);
    return level;
  };
  for (const id of parents.keys()) find(groups.of(id));
  // Those without parents come down to just above their eldest child.
  for (const id of parents.keys()) {
    const group = groups.of(id);
    if (groups.above(group).length > 0) continue;
    const below = groups
      .members(group)
      .flatMap((member) => children.get(member) ?? [])
      .map((child) => levels.get(groups.of(child)) ?? 0);
    if (below.length > 0) levels.set(group, Math.min(...below) - 1);
  }
  return new Map([...parents.keys()].map((id) => [id, levels.get(groups.of(id)) ?? 0]));
}

/** People of one generation, joined one by one. */
class Groups {
  readonly #groupOf: Map<string, string>;
  readonly #members: Map<string, string[]>;
  readonly #parents: Map<string, string[]>;

  constructor(ids: string[], parents: Map<string, string[]>) {
    this.#groupOf = new Map(ids.map((id) => [id, id]));
    this.#members = new Map(ids.map((id) => [id, [id]]));
    this.#parents = parents;
  }

  of(id: string): string {
    return this.#groupOf.get(id) ?? id;
  }

  members(group: string): string[] {
    return this.#members.get(group) ?? [];
  }

  /** The groups of the members' parents. */
  above(group: string): string[] {
    const parents = this.members(group).flatMap((id) => this.#parents.get(id) ?? []);
    return [...new Set(parents.map((id) => this.of(id)))];
  }

  /** Makes two groups one, unless somebody of the one is a forebear of somebody of the other. */
  join(a: string, b: string): void {
    const [into, from] = [this.of(a), this.of(b)];
    if (into === from || this.#isAbove(into, from) || this.#isAbove(from, into)) return;
    for (const id of this.members(from)) this.#groupOf.set(id, into);
    this.#members.set(into, [...this.members(into), ...this.members(from)]);
    this.#members.delete(from);
  }

  #isAbove(upper: string, lower: string): boolean {
    const seen = new Set<string>();
    const waiting = [...this.above(lower)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === upper) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...this.above(next));
    }
    return false;
  }
}
