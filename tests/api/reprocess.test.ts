import { afterAll, beforeAll, expect, test } from "vitest";
import type { Memory } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory, writeTranscript } from "./rows.ts";

let house: House;
let rose: FamilyMember;

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house);
});
afterAll(() => house?.close());

const again = (id: string, body: unknown, member = rose) =>
  member.api(`/memories/${id}/reprocess`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
const begin = async (id: string, from: string) => {
  const answer = await again(id, { from });
  expect(answer.status).toBe(202);
  return (await answer.json()) as Memory;
};

test("a memory is read again from its words, or heard again", async () => {
  for (const [from, status] of [
    ["enrich", "enriching"],
    ["transcribe", "uploaded"],
  ] as const) {
    const id = await writeMemory(house, rose.familyId);
    await writeTranscript(house, rose.familyId, id, ["We baked bread."]);
    const before = await rose.json<Memory>(`/memories/${id}`);
    const begun = await begin(id, from);
    expect(begun).toMatchObject({ status, title: before.title, version: before.version + 1 });
  }
});

test("a memory without words is heard first, whatever was asked for", async () => {
  const failure = {
    code: "openai.unavailable",
    stage: "transcribe",
    retryable: false,
    detail: "It was away.",
  };
  const id = await writeMemory(house, rose.familyId, { status: "failed", failure });
  const { status, failure: left } = await begin(id, "enrich");
  expect([status, left]).toEqual(["uploaded", undefined]);
});

test("a memory at work is refused with 409 and goes its way", async () => {
  const id = await writeMemory(house, rose.familyId, { status: "pinning", wake_at: "2100-01-01" });
  await expectProblem(await again(id, { from: "transcribe" }), 409, "memory.at_work");
  expect(await rose.json<Memory>(`/memories/${id}`)).toMatchObject({ status: "pinning", version: 1 });
});

test("only a step that there is can be begun again", async () => {
  const id = await writeMemory(house, rose.familyId);
  for (const body of [{}, { from: "pin" }, { from: 1 }]) {
    const { errors } = await expectProblem(await again(id, body), 422, "request.invalid");
    expect(errors?.[0]?.path).toBe("from");
  }
});

test("a deleted memory can't be done again", async () => {
  const id = await writeMemory(house, rose.familyId);
  await rose.api(`/memories/${id}`, { method: "DELETE" });
  await expectProblem(await again(id, { from: "enrich" }), 404, "memory.not_found");
});
