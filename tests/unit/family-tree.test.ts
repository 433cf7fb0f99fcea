import fc from "fast-check";
import { expect, test } from "vitest";
import { type ListedPerson, listFamily } from "../../core/family-list.ts";
import { box, drawFamilyTree } from "../../core/family-tree.ts";
import { findNear, readKinship, type TreePerson } from "../../core/kinship.ts";

type Kind = TreePerson["relationships"][number]["kind"];
const person = (id: string, kin: [string, Kind][] = [], bornOn?: string): TreePerson => ({
  id,
  name: id,
  bornOn,
  relationships: kin.map(([personId, kind]) => ({ personId, kind })),
});

/** Any family that somebody might write down, contradictions and all. */
const families = fc
  .array(
    fc.record({
      kin: fc.array(
        fc.tuple(fc.nat(24), fc.constantFrom<Kind>("parent", "child", "partner", "sibling", "other")),
        { maxLength: 4 },
      ),
      born: fc.option(fc.integer({ min: 1850, max: 2020 })),
    }),
    { maxLength: 22 },
  )
  .map((people) =>
    people.map(({ kin, born }, at) =>
      person(
        `p${at}`,
        kin.map(([other, kind]): [string, Kind] => [`p${other}`, kind]),
        born === null ? undefined : String(born),
      ),
    ),
  );

test("everybody stands in the tree once, and no box lies on another", () => {
  fc.assert(
    fc.property(families, (people) => {
      const { people: placed, width, height } = drawFamilyTree(people);
      expect(placed.map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id).sort());
      for (const [at, one] of placed.entries()) {
        expect(one.x).toBeGreaterThanOrEqual(0);
        expect(one.x + box.width).toBeLessThanOrEqual(width);
        expect(one.y + box.height).toBeLessThanOrEqual(height);
        for (const other of placed.slice(at + 1)) {
          const apart = Math.abs(one.x - other.x) >= box.width || Math.abs(one.y - other.y) >= box.height;
          expect(apart, `${one.id} and ${other.id}`).toBe(true);
        }
      }
    }),
    { numRuns: 400 },
  );
});

test("a child stands below each of its parents", () => {
  fc.assert(
    fc.property(families, (people) => {
      const at = new Map(drawFamilyTree(people).people.map((placed) => [placed.id, placed]));
      for (const [child, parents] of readKinship(people).parents) {
        for (const parent of parents) {
          expect(at.get(child)?.y, `${child} of ${parent}`).toBeGreaterThan(at.get(parent)?.y ?? 0);
        }
      }
    }),
    { numRuns: 400 },
  );
});

test("the same people give the same tree in whatever order they come", () => {
  fc.assert(
    fc.property(families, fc.infiniteStream(fc.nat(1000)), (people, dice) => {
      const shuffled = people
        .map((each) => ({ each, rank: dice.next().value ?? 0 }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ each }) => each);
      expect(drawFamilyTree(shuffled)).toEqual(drawFamilyTree(people));
    }),
  );
});

test("in the nested list everybody stands once, too", () => {
  fc.assert(
    fc.property(families, (people) => {
      const names = (list: ListedPerson<TreePerson>[]): string[] =>
        list.flatMap(({ person: own, partners, children }) => [
          own.id,
          ...partners.map(({ id }) => id),
          ...names(children),
        ]);
      expect(names(listFamily(people)).sort()).toEqual(people.map(({ id }) => id).sort());
    }),
    { numRuns: 300 },
  );
});

test("a couple stands side by side above the middle of its children", () => {
  const tree = drawFamilyTree([
    person("Rosa", [["Karl", "partner"]]),
    person("Karl"),
    person(
      "Anna",
      [
        ["Rosa", "parent"],
        ["Karl", "parent"],
      ],
      "1950",
    ),
    person(
      "Bela",
      [
        ["Rosa", "parent"],
        ["Karl", "parent"],
      ],
      "1953",
    ),
  ]);
  const at = Object.fromEntries(tree.people.map((placed) => [placed.id, placed]));
  expect(at.Rosa?.y).toBe(at.Karl?.y);
  expect(Math.abs((at.Rosa?.x ?? 0) - (at.Karl?.x ?? 0))).toBe(box.width + box.besides);
  expect(at.Anna?.x).toBeLessThan(at.Bela?.x ?? 0);
  expect((at.Rosa?.x ?? 0) + (at.Karl?.x ?? 0)).toBe((at.Anna?.x ?? 0) + (at.Bela?.x ?? 0));
  expect(tree.lines.map(({ kind }) => kind).sort()).toEqual(["parents", "parents", "partners"]);
});

test("somebody with two partners stands between them, and half-siblings below", () => {
  const tree = drawFamilyTree([
    person("Otto", [
      ["Ilse", "partner"],
      ["Vera", "partner"],
    ]),
    person("Ilse"),
    person("Vera"),
    person("Max", [
      ["Otto", "parent"],
      ["Ilse", "parent"],
    ]),
    person("Mia", [
      ["Otto", "parent"],
      ["Vera", "parent"],
    ]),
  ]);
  const row = tree.people.filter(({ y }) => y === tree.people[0]?.y).map(({ id }) => id);
  expect(row).toEqual(["Ilse", "Otto", "Vera"]);
});

test("who married in hangs as low as their partner, and so do their parents", () => {
  const tree = drawFamilyTree([
    person("Great", []),
    person("Grand", [["Great", "parent"]]),
    person("Child", [
      ["Grand", "parent"],
      ["Inlaw", "partner"],
    ]),
    person("Inlaw", [["Mother", "parent"]]),
    person("Mother", []),
  ]);
  const generation = Object.fromEntries(tree.people.map(({ id, generation }) => [id, generation]));
  expect(generation).toEqual({ Great: 0, Grand: 1, Mother: 1, Child: 2, Inlaw: 2 });
});

test("people who are related to nobody stand below the tree", () => {
  const tree = drawFamilyTree([person("A", [["B", "child"]]), person("B"), person("Alone"), person("Lone")]);
  const lowest = Math.max(...tree.people.map(({ y }) => y));
  expect(tree.people.filter(({ y }) => y === lowest).map(({ id }) => id)).toEqual(["Alone", "Lone"]);
});

test("around somebody are the people within two relationships", () => {
  const people = [
    person("Great"),
    person("Grand", [["Great", "parent"]]),
    person("Mother", [["Grand", "parent"]]),
    person("Me", [
      ["Mother", "parent"],
      ["Love", "partner"],
    ]),
    person("Love"),
    person("Far"),
  ];
  expect(findNear(people, "Me", 2).map(({ id }) => id)).toEqual(["Grand", "Mother", "Me", "Love"]);
});
