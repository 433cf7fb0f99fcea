import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { NameAnswered, OpenName } from "../../core/heard-names.ts";
import type { Memory, Person, Transcript } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitForStatus } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory, writeTranscript } from "./rows.ts";
import { asJson, tellOf } from "./told.ts";

let house: House;
let rita: FamilyMember;
let path: string;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
beforeEach(async () => {
  rita = await joinFamily(house, "Rita Rossi");
  path = `/families/${rita.familyId}/names`;
});

const add = (fields: object) =>
  rita.json<Person>(`/families/${rita.familyId}/people`, asJson("POST", fields));
const listNames = async () => (await rita.json<{ items: OpenName[] }>(path)).items;
const answer = (body: object) => rita.json<NameAnswered>(path, asJson("POST", body));
const open = (id: string) => rita.json<Memory>(`/memories/${id}`);
const words = (id: string) => rita.json<Transcript>(`/memories/${id}/transcript.json`);

test("names that are nobody yet are listed with where they are heard and who they may be", async () => {
  const { id } = await add({ name: "Giuseppe Rossi", aliases: ["Beppe"] });
  const memories = [];
  for (let at = 0; at < 4; at++)
    memories.push(await writeMemory(house, rita.familyId, { told: tellOf("Giuseppe") }));
  await writeMemory(house, rita.familyId, { told: tellOf("Bepe", "Maria") });
  await add({ name: "Maria" });
  const names = await listNames();
  expect(names.map(({ name, count }) => [name, count])).toEqual([
    ["Giuseppe", 4],
    ["Bepe", 1],
  ]);
  expect(names[0]?.moments).toHaveLength(3);
  expect(names[0]?.moments[0]).toMatchObject({
    memoryId: memories[3],
    start: 0,
    quote: "then Giuseppe came",
  });
  for (const name of names)
    expect(name.candidates[0]).toMatchObject({ personId: id, name: "Giuseppe Rossi" });
});

test("one answer links every memory, the words stay, and the question is gone", async () => {
  const { id } = await add({ name: "Giuseppe Rossi" });
  const first = await writeMemory(house, rita.familyId, { told: tellOf("Josie") });
  await writeTranscript(house, rita.familyId, first, ["then Josie came"]);
  const second = await writeMemory(house, rita.familyId, { told: tellOf("JOSIE", "Giuseppe Rossi") });
  expect(await answer({ name: "Josie", meaning: "alias", personId: id })).toEqual({
    key: "josie",
    name: "Josie",
    meaning: "alias",
    personId: id,
    memories: 2,
    transcripts: 0,
  });
  expect((await open(first)).people[0]).toMatchObject({
    personId: id,
    name: "Giuseppe Rossi",
    heard: ["Josie"],
  });
  const both = (await open(second)).people;
  expect(both).toHaveLength(1);
  expect(both[0]?.evidence).toHaveLength(2);
  expect((await words(first)).segments[0]?.text).toBe("then Josie came");
  expect((await rita.json<Person>(`/people/${id}`)).aliases).toEqual(["Josie"]);
  expect(await listNames()).toEqual([]);
});

test("a misheard name is put right in every memory and transcript, but not in what a person wrote", async () => {
  const { id } = await add({ name: "Giuseppe Rossi" });
  const memoryId = await writeMemory(house, rita.familyId, {
    told: { ...tellOf("Josie"), followUps: ["Who was Josie's father?"] },
    title: "Josie and the boat",
    summary: "Josie sailed to Josietown.",
    edited: ["title"],
    claims: JSON.stringify([
      { field: "summary", text: "Josie sailed.", evidence: [{ start: 0, end: 2, quote: "then Josie came" }] },
    ]),
  });
  await writeTranscript(house, rita.familyId, memoryId, ["then Josie came", "and Josie's boat", "We sang."]);
  const unnamed = await writeMemory(house, rita.familyId, {});
  await writeTranscript(house, rita.familyId, unnamed, ["with Josie, too"]);
  const answered = await answer({ name: "Josie", meaning: "misheard", personId: id });
  expect(answered).toMatchObject({ memories: 2, transcripts: 2 });
  const memory = await open(memoryId);
  expect(memory).toMatchObject({
    title: "Josie and the boat",
    summary: "Giuseppe sailed to Josietown.",
    followUps: ["Who was Giuseppe's father?"],
    people: [{ personId: id, name: "Giuseppe Rossi" }],
  });
  expect(memory.claims[0]).toMatchObject({ field: "summary", text: "Giuseppe sailed." });
  expect(memory.claims[0]?.evidence[0]?.quote).toBe("then Giuseppe came");
  const { segments } = await words(memoryId);
  expect(segments.map(({ text }) => text)).toEqual(["then Giuseppe came", "and Giuseppe's boat", "We sang."]);
  expect(segments[0]?.guesses).toEqual([{ heard: "Josie", written: "Giuseppe" }]);
  expect(segments[2]).not.toHaveProperty("guesses");
  expect((await words(unnamed)).segments[0]?.text).toBe("with Giuseppe, too");
});

test("a misheard name is put right in what is told later, too", async () => {
  const { id } = await add({ name: "Giuseppe Rossi" });
  await answer({ name: "Josie", meaning: "misheard", personId: id });
  const later = await writeMemory(house, rita.familyId, {});
  await writeTranscript(house, rita.familyId, later, ["Once more Josie came"]);
  const { segments } = await words(later);
  expect(segments[0]).toMatchObject({
    text: "Once more Giuseppe came",
    guesses: [{ heard: "Josie", written: "Giuseppe" }],
  });
});

test("a recording that is told later is linked by the alias that was answered", {
  timeout: 60_000,
}, async () => {
  const { id } = await add({ name: "Henry Dashwood" });
  await answer({ name: "Mr. John Dashwood", meaning: "alias", personId: id });
  const { id: memoryId } = await rita.upload("sense_and_sensibility_01_austen_64kb-0870.wav");
  const { people } = await waitForStatus(rita, memoryId, "ready", 50);
  expect(people).toContainEqual(
    expect.objectContaining({ personId: id, name: "Henry Dashwood", heard: ["Mr. John Dashwood"] }),
  );
});

test("a name may be somebody new", async () => {
  const memoryId = await writeMemory(house, rita.familyId, { told: tellOf("Nino") });
  const answered = await answer({ name: "Nino", newPerson: { name: "Antonino" } });
  expect(answered).toMatchObject({ meaning: "alias", memories: 1 });
  const [mention] = (await open(memoryId)).people;
  expect(mention).toMatchObject({ personId: answered.personId, name: "Antonino", heard: ["Nino"] });
  const again = await answer({ name: "Ada", newPerson: { name: "Ada" } });
  expect((await rita.json<Person>(`/people/${again.personId}`)).aliases).toEqual([]);
});

test("a stranger isn't asked about again, until that is taken back", async () => {
  await writeMemory(house, rita.familyId, { told: tellOf("The Milkman") });
  const { key } = await answer({ name: "The Milkman", meaning: "stranger" });
  expect(await listNames()).toEqual([]);
  expect((await rita.api(`${path}/${encodeURIComponent(key)}`, { method: "DELETE" })).status).toBe(204);
  expect((await listNames()).map(({ name }) => name)).toEqual(["The Milkman"]);
  await expectProblem(await rita.api(`${path}/nobody`, { method: "DELETE" }), 404, "name.not_found");
});

test("an alias that is taken back goes from the person and from the memories where it is heard", async () => {
  const { id } = await add({ name: "Giuseppe Rossi", aliases: ["Beppe"] });
  const memoryId = await writeMemory(house, rita.familyId, { told: tellOf("Josie", "Beppe") });
  const { key } = await answer({ name: "Josie", meaning: "alias", personId: id });
  expect((await open(memoryId)).people).toHaveLength(1);
  await rita.api(`${path}/${key}`, { method: "DELETE" });
  const { people } = await open(memoryId);
  expect(people).toEqual([
    { name: "Josie", evidence: [{ start: 0, end: 2, quote: "then Josie came" }] },
    expect.objectContaining({ personId: id, heard: ["Beppe"] }),
  ]);
  expect((await rita.json<Person>(`/people/${id}`)).aliases).toEqual(["Beppe"]);
});

test("an answer decides where two people have the name", async () => {
  await add({ name: "Anton", aliases: ["Toni"] });
  const antonia = await add({ name: "Antonia", aliases: ["Toni"] });
  const memoryId = await writeMemory(house, rita.familyId, { told: tellOf("Toni") });
  expect((await listNames())[0]?.candidates).toHaveLength(2);
  await answer({ name: "Toni", meaning: "alias", personId: antonia.id });
  expect((await open(memoryId)).people[0]?.personId).toBe(antonia.id);
});

test("an answer is refused that names nobody, several, or somebody of another family", async () => {
  const foreigner = await joinFamily(house, "Fritz Foreign");
  const person = await foreigner.json<Person>(
    `/families/${foreigner.familyId}/people`,
    asJson("POST", { name: "Foreign" }),
  );
  const send = (body: object) => rita.api(path, asJson("POST", body));
  for (const personId of [person.id, uuidv7()]) {
    await expectProblem(await send({ name: "Josie", meaning: "alias", personId }), 422, "person.not_found");
  }
  await expectProblem(await send({ name: "Josie", meaning: "alias" }), 422, "request.invalid");
  await expectProblem(await send({ name: "Josie", meaning: "stranger", personId: person.id }), 422);
  await expectProblem(await send({ name: "…", meaning: "stranger" }), 422, "request.invalid");
  expect(await house.query("select 1 from heard_name where family_id = $1", [rita.familyId])).toEqual([]);
});
