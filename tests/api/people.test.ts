import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Memory, Person, Transcript } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory, writeTranscript } from "./rows.ts";
import { asJson, tellOf } from "./told.ts";

let house: House;
let nora: FamilyMember;
let stranger: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  nora = await joinFamily(house, "Nora Keller");
  stranger = await joinFamily(house, "Sven Other");
});
afterAll(() => house?.close());

const add = (fields: object, who = nora) =>
  who.json<Person>(`/families/${who.familyId}/people`, asJson("POST", fields));
const change = (id: string, fields: object) => nora.api(`/people/${id}`, asJson("PATCH", fields));
const find = (id: string) => nora.json<Person>(`/people/${id}`);
const open = (id: string) => nora.json<Memory>(`/memories/${id}`);

test("null takes a fact away, and what isn't named stays", async () => {
  const { id } = await add({
    name: "Ada",
    bornOn: "1921-05",
    diedOn: "2001",
    bio: "Kept bees.",
    birthplace: "Graz",
  });
  const changed = await change(id, { bornOn: null, bio: null, birthplace: "Linz" });
  const person = (await changed.json()) as Person;
  expect(person).toMatchObject({ name: "Ada", diedOn: "2001", birthplace: "Linz" });
  expect(person).not.toHaveProperty("bornOn");
  expect(person).not.toHaveProperty("bio");
  await expectProblem(await change(id, { name: null }), 422, "request.invalid");
});

test("a relationship is known on both sides, and goes on both", async () => {
  const mother = await add({ name: "Mother" });
  const child = await add({ name: "Child", relationships: [{ personId: mother.id, kind: "parent" }] });
  expect((await find(mother.id)).relationships).toEqual([{ personId: child.id, kind: "child" }]);
  await change(mother.id, { relationships: [{ personId: child.id, kind: "sibling" }] });
  expect((await find(child.id)).relationships).toEqual([{ personId: mother.id, kind: "sibling" }]);
  await change(child.id, { relationships: [] });
  expect((await find(mother.id)).relationships).toEqual([]);
});

test("whoever leaves the list is nobody's relative any more", async () => {
  const one = await add({ name: "One" });
  const other = await add({ name: "Other", relationships: [{ personId: one.id, kind: "partner" }] });
  await nora.api(`/people/${one.id}`, { method: "DELETE" });
  expect((await find(other.id)).relationships).toEqual([]);
});

test("nobody is their own relative or forebear", async () => {
  const grandma = await add({ name: "Grandma" });
  const mother = await add({ name: "Mum", relationships: [{ personId: grandma.id, kind: "parent" }] });
  const child = await add({ name: "Kid", relationships: [{ personId: mother.id, kind: "parent" }] });
  const circles = [
    [grandma.id, { personId: grandma.id, kind: "partner" }],
    [grandma.id, { personId: child.id, kind: "parent" }],
    [child.id, { personId: grandma.id, kind: "child" }],
  ] as const;
  for (const [id, kin] of circles) {
    const before = await find(id);
    const relationships = [...(before.relationships ?? []), kin];
    const problem = await expectProblem(
      await change(id, { relationships }),
      422,
      "person.impossible_relationship",
    );
    expect(problem.errors?.[0]?.path).toBe("relationships");
    expect(await find(id)).toEqual(before);
  }
  const twice = [
    { personId: mother.id, kind: "parent" },
    { personId: mother.id, kind: "partner" },
  ];
  await expectProblem(await change(child.id, { relationships: twice }), 422, "request.invalid");
});

test("a relative has to be one of the same family", async () => {
  const { id } = await add({ name: "Local" });
  const foreigner = await add({ name: "Foreigner" }, stranger);
  for (const personId of [foreigner.id, uuidv7()]) {
    const refused = await change(id, { relationships: [{ personId, kind: "sibling" }] });
    await expectProblem(refused, 422, "person.not_found");
  }
  expect((await stranger.json<Person>(`/people/${foreigner.id}`)).relationships).toEqual([]);
});

test("a new person is found in the memories that name them, by name and by alias", async () => {
  const first = await writeMemory(house, nora.familyId, { told: tellOf("José Pérez", "Somebody Else") });
  const second = await writeMemory(house, nora.familyId, { told: tellOf("pepe") });
  const foreign = await writeMemory(house, stranger.familyId, { told: tellOf("Pepe") });
  const { id } = await add({ name: "Jose Perez", aliases: ["Pepe"] });
  const memory = await open(first);
  expect(memory.people[0]).toMatchObject({ personId: id, name: "Jose Perez" });
  expect(memory.people[1]).not.toHaveProperty("personId");
  expect(memory.version).toBe(2);
  expect((await open(second)).people).toEqual([
    {
      personId: id,
      name: "Jose Perez",
      heard: ["pepe"],
      evidence: [{ start: 0, end: 2, quote: "then pepe came" }],
    },
  ]);
  expect((await stranger.json<Memory>(`/memories/${foreign}`)).people[0]).not.toHaveProperty("personId");
  const byPerson = await nora.json<{ items: Memory[] }>(`/families/${nora.familyId}/memories?person=${id}`);
  expect(byPerson.items.map((each) => each.id).sort()).toEqual([first, second].sort());
});

test("another name shows in every memory and transcript at once, and a lost alias lets go of its memories", async () => {
  const memoryId = await writeMemory(house, nora.familyId, { told: tellOf("Liesl") });
  const [segment] = await writeTranscript(house, nora.familyId, memoryId, ["then Liesl came"]);
  const { id } = await add({ name: "Elisabeth", aliases: ["Liesl"] });
  await nora.json(
    `/memories/${memoryId}/transcript/segments/${segment?.id}`,
    asJson("PUT", { text: "then Liesl came", speakerId: id }),
  );
  await change(id, { name: "Elisabeth Huber" });
  expect((await open(memoryId)).people[0]).toMatchObject({ name: "Elisabeth Huber", heard: ["Liesl"] });
  const vtt = await (await nora.api(`/memories/${memoryId}/transcript.vtt`)).text();
  expect(vtt).toContain("<v Elisabeth Huber>then Liesl came");
  await change(id, { aliases: [] });
  expect((await open(memoryId)).people).toEqual([
    { name: "Liesl", evidence: [{ start: 0, end: 2, quote: "then Liesl came" }] },
  ]);
});

test("a name that two people have is left to the family", async () => {
  const memoryId = await writeMemory(house, nora.familyId, { told: tellOf("Toni") });
  const one = await add({ name: "Anton", aliases: ["Toni"] });
  expect((await open(memoryId)).people[0]?.personId).toBe(one.id);
  await add({ name: "Antonia", aliases: ["Toni"] });
  const later = await writeMemory(house, nora.familyId, { told: tellOf("Toni") });
  await add({ name: "Nobody In Particular" });
  expect((await open(later)).people[0]).not.toHaveProperty("personId");
  // What is linked stays so.
  expect((await open(memoryId)).people[0]?.personId).toBe(one.id);
});

test("whoever leaves the list leaves their name in the stories, and no voice", async () => {
  const memoryId = await writeMemory(house, nora.familyId, { told: tellOf("Walter") });
  const [segment] = await writeTranscript(house, nora.familyId, memoryId, ["then Walter came"]);
  const { id } = await add({ name: "Walter" });
  const path = `/memories/${memoryId}/transcript/segments/${segment?.id}`;
  await nora.json(path, asJson("PUT", { text: "then Walter came", speakerId: id }));
  await nora.api(`/people/${id}`, { method: "DELETE" });
  expect((await open(memoryId)).people).toEqual([
    { name: "Walter", evidence: [{ start: 0, end: 2, quote: "then Walter came" }] },
  ]);
  const { segments } = await nora.json<Transcript>(`/memories/${memoryId}/transcript.json`);
  expect(segments[0]).not.toHaveProperty("speakerId");
});

test("a family with relatives, linked stories and photos can be deleted whole", async () => {
  const other = await joinFamily(house, "Olga Gone");
  await writeMemory(house, other.familyId, { told: tellOf("Bruno") });
  const bruno = await add({ name: "Bruno" }, other);
  await add({ name: "Berta", relationships: [{ personId: bruno.id, kind: "sibling" }] }, other);
  await house.query("delete from family where id = $1", [other.familyId]);
  expect(await house.query("select 1 from person where family_id = $1", [other.familyId])).toEqual([]);
});
