import { expect, test } from "vitest";
import { markGuesses } from "../../core/guesses.ts";
import { nameAnswerSchema, proposeNames } from "../../core/heard-names.ts";
import { findCandidates } from "../../core/name-likeness.ts";
import { type TaughtPerson, teachNames } from "../../core/teach-names.ts";

const family = [
  { id: "g", name: "Giuseppe Rossi", aliases: ["Beppe"] },
  { id: "c", name: "Catherine Rossi", aliases: [] },
  { id: "a", name: "Åsa Öberg", aliases: ["Mormor"] },
  { id: "j", name: "John", aliases: [] },
];
const whoIs = (name: string) => findCandidates(name, family).map(({ personId }) => personId);

test("a heard name is brought near by a part of it, by spelling and by sound", () => {
  expect(whoIs("Giuseppe")).toEqual(["g"]);
  expect(whoIs("Bepe")).toEqual(["g"]);
  expect(whoIs("Kathryn")).toEqual(["c"]);
  expect(whoIs("Asa Oberg")[0]).toBe("a");
  expect(whoIs("Josie")).toEqual(["g"]);
  expect(whoIs("Rossi").sort()).toEqual(["c", "g"]);
});

test("names that only share a letter or two are nobody's", () => {
  for (const name of ["Jane", "Milkman", "Uncle Bob", "…", ""]) expect(whoIs(name), name).toEqual([]);
});

test("the likeliest comes first, and no more than three come", () => {
  const many = ["Anna", "Anne", "Hanna", "Annika", "Ana"].map((name) => ({ id: name, name, aliases: [] }));
  const found = findCandidates("Anna", many);
  expect(found).toHaveLength(3);
  expect(found[0]).toEqual({ personId: "Anna", name: "Anna", score: 1 });
});

test("a memory asks about names that are nobody, but not about strangers", () => {
  const mention = (name: string, personId?: string) => ({
    name,
    evidence: [],
    ...(personId ? { personId } : {}),
  });
  const asked = proposeNames([mention("Bepe"), mention("Giuseppe Rossi", "g"), mention("Kathryn")], family, [
    "KATHRYN",
  ]);
  expect(asked.map(({ name }) => name)).toEqual(["Bepe"]);
});

test("an answer names one person, unless it says that it is a stranger", () => {
  const id = "01a20dee-a4b6-776f-b1af-37c704e71169";
  const says = (answer: object) => nameAnswerSchema.safeParse({ name: "Josie", ...answer }).success;
  expect(says({ personId: id })).toBe(true);
  expect(says({ meaning: "misheard", personId: id })).toBe(true);
  expect(says({ newPerson: { name: "Josie" } })).toBe(true);
  expect(says({ meaning: "stranger" })).toBe(true);
  expect(says({})).toBe(false);
  expect(says({ personId: id, newPerson: { name: "Josie" } })).toBe(false);
  expect(says({ meaning: "stranger", personId: id })).toBe(false);
});

const taught = (id: string, more: Partial<TaughtPerson> = {}): TaughtPerson => ({
  id,
  name: id,
  aliases: [],
  relationships: [],
  stories: 0,
  ...more,
});

test("a transcriber is told the narrator's kin first, then who is spoken of most, then other names", () => {
  const people = [
    taught("Far", { stories: 3 }),
    taught("Further", { stories: 1, aliases: ["Fuzz"] }),
    taught("Rosa", { relationships: [{ personId: "Karl", kind: "partner" }], aliases: ["Oma"] }),
    taught("Karl", { relationships: [{ personId: "Rosa", kind: "partner" }] }),
  ];
  expect(teachNames(people, "Rosa")).toBe("Rosa, Karl, Far, Further, Oma, Fuzz");
  expect(teachNames(people, undefined)).toBe("Far, Further, Karl, Rosa, Fuzz, Oma");
  expect(teachNames([], "Rosa")).toBe("");
});

test("what a transcriber is told stays within what it reads", () => {
  const many = Array.from({ length: 400 }, (_, at) => taught(`Person Number ${at}`, { stories: at }));
  const prompt = teachNames(many, undefined);
  expect(prompt.length).toBeLessThanOrEqual(224 * 3);
  expect(prompt.startsWith("Person Number 399, Person Number 398")).toBe(true);
});

test("words that were put right say what was heard", () => {
  const words = ["Then", "Giuseppe's", "boat,", "Giuseppe", "Rossi."].map((text) => ({
    text,
    start: 0,
    end: 1,
  }));
  const guesses = [{ heard: "Josie", written: "Giuseppe" }];
  expect(markGuesses({ words, guesses }).map(({ heard }) => heard)).toEqual([
    undefined,
    "Josie",
    undefined,
    "Josie",
    undefined,
  ]);
  const whole = markGuesses({ words, guesses: [{ heard: "Josie R.", written: "Giuseppe Rossi" }] });
  expect(whole.map(({ heard }) => heard)).toEqual([undefined, undefined, undefined, "Josie R.", undefined]);
});
