import { findGenerations } from "./generations.ts";
import { type Kinship, readKinship, type TreePerson } from "./kinship.ts";

/** Of one person's box, and of what is left free around it, in the units of the drawing. */
export const box = { width: 176, height: 68, besides: 24, below: 68 };
const margin = 12;
/** So many people who are related to nobody stand in a row below the tree. */
const fewestInRow = 4;

/** Where somebody stands: the upper left corner of their box. */
export interface PlacedPerson {
  id: string;
  generation: number;
  x: number;
  y: number;
}

/** A line between people, as an SVG path. */
export interface TreeLine {
  kind: "parents" | "partners" | "siblings";
  path: string;
}

export interface FamilyTree {
  width: number;
  height: number;
  people: PlacedPerson[];
  lines: TreeLine[];
}

/**
 * Draws a family: everybody once, children below their parents, partners side by side, no box on another. The same people
 * give the same tree, in whatever order they come.
 */
export function drawFamilyTree(people: readonly TreePerson[]): FamilyTree {
  const kin = readKinship(people);
  const generations = findGenerations(kin);
  const places = placeEverybody(kin, generations);
  const placed = [...places].map(([id, { column, row }]) => ({
    id,
    generation: generations.get(id) ?? 0,
    x: margin + column * (box.width + box.besides),
    y: margin + row * (box.height + box.below),
  }));
  const at = new Map(placed.map((person) => [person.id, person]));
  return {
    width: Math.max(0, ...placed.map(({ x }) => x + box.width + margin)),
    height: Math.max(0, ...placed.map(({ y }) => y + box.height + margin)),
    people: placed.sort((a, b) => a.y - b.y || a.x - b.x),
    lines: [...drawParents(kin, at), ...drawPairs(kin, at)],
  };
}

interface Place {
  /** May lie between two columns. */
  column: number;
  row: number;
}

/**
 * Couples with their children below them, one branch after the other: what was placed stays, and each branch begins to the
 * right of everything on its rows.
 */
function placeEverybody(kin: Kinship, generations: Map<string, number>): Map<string, Place> {
  const places = new Map<string, Place>();
  /** The first free column of each row. */
  const free = new Map<number, number>();
  const rowOf = (id: string) => generations.get(id) ?? 0;

  const place = (id: string): string[] => {
    if (places.has(id)) return [];
    const couple = lineUp(id, kin, (other) => !places.has(other) && rowOf(other) === rowOf(id));
    // Nobody below may claim them a second time.
    for (const each of couple) places.set(each, { column: 0, row: rowOf(id) });
    const below = couple.flatMap((each) => kin.children.get(each) ?? []).flatMap(place);
    const columns = below
      .filter((each) => isChild(each, couple, kin))
      .map((each) => places.get(each)?.column ?? 0);
    const middle = columns.length > 0 ? (Math.min(...columns) + Math.max(...columns)) / 2 : 0;
    const wanted = middle - (couple.length - 1) / 2;
    const first = Math.max(free.get(rowOf(id)) ?? 0, columns.length > 0 ? wanted : 0);
    couple.forEach((each, index) => {
      places.set(each, { column: first + index, row: rowOf(id) });
    });
    free.set(rowOf(id), first + couple.length);
    // Pushed aside by a neighbour, a couple takes its children along: they are the last on their rows.
    if (columns.length > 0 && first > wanted) {
      for (const each of below) {
        const old = places.get(each);
        if (!old) continue;
        const column = old.column + first - wanted;
        places.set(each, { ...old, column });
        free.set(old.row, Math.max(free.get(old.row) ?? 0, column + 1));
      }
    }
    return [...couple, ...below];
  };

  const isAlone = (id: string) =>
    Object.values(kin).every((list: Map<string, string[]>) => list.get(id)?.length === 0);
  const ids = [...kin.parents.keys()];
  const hasParents = (id: string) =>
    lineUp(id, kin, () => true).some((each) => (kin.parents.get(each)?.length ?? 0) > 0);
  // From the eldest on; whoever married in with parents of their own stands with their partner.
  for (const id of ids.filter((each) => !isAlone(each) && !hasParents(each)).sort(byRow(rowOf))) place(id);
  for (const id of ids.filter((each) => !isAlone(each)).sort(byRow(rowOf))) place(id);

  const alone = ids.filter(isAlone);
  const rows = Math.max(-1, ...[...places.values()].map(({ row }) => row)) + 1;
  const inRow = Math.max(fewestInRow, Math.floor(Math.max(0, ...free.values())));
  alone.forEach((id, index) => {
    places.set(id, { column: index % inRow, row: rows + Math.floor(index / inRow) });
  });
  return places;
}

const byRow = (rowOf: (id: string) => number) => (a: string, b: string) => rowOf(a) - rowOf(b);

function isChild(id: string, couple: string[], kin: Kinship): boolean {
  return kin.parents.get(id)?.some((parent) => couple.includes(parent)) ?? false;
}

/** Somebody between their partners; the partners' other partners at the ends. */
function lineUp(id: string, kin: Kinship, mayStand: (id: string) => boolean): string[] {
  const found = [id];
  for (const each of found) {
    for (const other of kin.partners.get(each) ?? []) {
      if (!found.includes(other) && mayStand(other)) found.push(other);
    }
  }
  const among = (each: string) => (kin.partners.get(each) ?? []).filter((other) => found.includes(other));
  const hub = found.reduce((most, each) => (among(each).length > among(most).length ? each : most), id);
  const line = [hub];
  let toLeft = among(hub).length > 1;
  for (const each of line.slice()) grow(each);
  function grow(each: string): void {
    for (const other of among(each)) {
      if (line.includes(other)) continue;
      if (toLeft) line.unshift(other);
      else line.push(other);
      if (each === hub) toLeft = !toLeft;
      grow(other);
    }
  }
  return line;
}

type Placed = Map<string, PlacedPerson>;

/** From the middle of the parents down, along, and down to each child. */
function drawParents({ parents, partners }: Kinship, at: Placed): TreeLine[] {
  const families = Map.groupBy(parents.keys(), (child) => [...(parents.get(child) ?? [])].sort().join(" "));
  return [...families].flatMap(([key, children], index) => {
    const couple = key.split(" ").flatMap((id) => at.get(id) ?? []);
    if (couple.length === 0) return [];
    const [one, other] = couple;
    const areSideBySide =
      couple.length === 2 &&
      one &&
      other &&
      one.y === other.y &&
      Math.abs(one.x - other.x) === box.width + box.besides &&
      partners.get(one.id)?.includes(other.id);
    // Lines of neighbouring families run at different heights, so that each can be followed.
    const lane = 20 + (index % 4) * 9;
    const starts = areSideBySide
      ? [{ x: (one.x + other.x + box.width) / 2, y: one.y + box.height / 2, bottom: one.y + box.height }]
      : couple.map(({ x, y }) => ({ x: x + box.width / 2, y: y + box.height, bottom: y + box.height }));
    return children.flatMap((id) => {
      const child = at.get(id);
      if (!child) return [];
      return starts.map(({ x, y }) => ({
        kind: "parents" as const,
        path: `M${x} ${y}V${child.y - box.below + lane}H${child.x + box.width / 2}V${child.y}`,
      }));
    });
  });
}

/** Partners, and siblings whose parents nobody has named. */
function drawPairs({ partners, siblings, parents }: Kinship, at: Placed): TreeLine[] {
  const pairs = (list: Map<string, string[]>) =>
    [...list].flatMap(([id, others]) =>
      others.filter((other) => id < other).map((other) => [id, other] as const),
    );
  const haveParents = (id: string, other: string) =>
    parents.get(id)?.some((parent) => parents.get(other)?.includes(parent)) ?? false;
  return [
    ...pairs(partners).map(([id, other]) => ({
      kind: "partners" as const,
      path: drawBeside(at.get(id), at.get(other), 1),
    })),
    ...pairs(siblings)
      .filter(([id, other]) => !haveParents(id, other))
      .map(([id, other]) => ({ kind: "siblings" as const, path: drawBeside(at.get(id), at.get(other), -1) })),
  ].filter(({ path }) => path !== "");
}

/** Straight between neighbours; else around whoever stands between, below (1) or above (-1) the boxes. */
function drawBeside(a: PlacedPerson | undefined, b: PlacedPerson | undefined, side: 1 | -1): string {
  if (!a || !b) return "";
  const [left, right] = a.x <= b.x ? [a, b] : [b, a];
  if (side === 1 && left.y === right.y && right.x - left.x === box.width + box.besides) {
    return `M${left.x + box.width} ${left.y + box.height / 2}H${right.x}`;
  }
  const edge = (place: PlacedPerson) => (side === 1 ? place.y + box.height : place.y);
  const way = side === 1 ? Math.max(edge(left), edge(right)) + 10 : Math.min(edge(left), edge(right)) - 8;
  return `M${left.x + box.width / 2} ${edge(left)}V${way}H${right.x + box.width / 2}V${edge(right)}`;
}
