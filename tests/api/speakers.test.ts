import { afterAll, beforeAll, expect, test } from "vitest";
import type { Memory, Person, Transcript } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { writeMemory, writeTranscript } from "./rows.ts";
import { asJson } from "./told.ts";

let house: House;
let rosa: FamilyMember;
let memoryId: string;
let grandma: Person;

beforeAll(async () => {
  house = await openHouse();
  rosa = await joinFamily(house, "Rosa Voice");
  grandma = await rosa.json<Person>(
    `/families/${rosa.familyId}/people`,
    asJson("POST", { name: "Grandma & <Co>" }),
  );
  memoryId = await writeMemory(house, rosa.familyId);
  await writeTranscript(house, rosa.familyId, memoryId, ["Where were you born?", "In Graz.", "In the war."]);
  await house.query(
    `update transcript set speakers = '[{"label": "A"}, {"label": "B"}]',
      segments = (select jsonb_agg(value || jsonb_build_object('speaker', case ordinality when 1 then 'A' else 'B' end) order by ordinality)
        from jsonb_array_elements(segments) with ordinality) where memory_id = $1`,
    [memoryId],
  );
});
afterAll(() => house?.close());

const read = (format: string) =>
  rosa.api(`/memories/${memoryId}/transcript.${format}`).then((answer) => answer.text());
const name = (label: string, personId: string | null) =>
  rosa.api(`/memories/${memoryId}/speakers/${label}`, asJson("PUT", { personId }));

test("a name given to a voice stands at everything that the voice says, in every form of the transcript", async () => {
  const { version } = await rosa.json<Memory>(`/memories/${memoryId}`);
  const answer = await name("B", grandma.id);
  const transcript = (await answer.json()) as Transcript;
  expect(transcript.speakers).toEqual([{ label: "A" }, { label: "B", personId: grandma.id }]);
  expect(transcript.segments.map(({ speakerId }) => speakerId)).toEqual([undefined, grandma.id, grandma.id]);
  expect((await rosa.json<Memory>(`/memories/${memoryId}`)).version).toBe(version + 1);
  expect(await read("vtt")).toContain("<v Grandma &amp; &lt;Co&gt;>In Graz.");
  expect(await read("txt")).toBe("Where were you born?\nGrandma & <Co>: In Graz.\nIn the war.\n");
  expect(await read("srt")).toContain("Grandma & <Co>: In Graz.");
  await rosa.json(`/people/${grandma.id}`, asJson("PATCH", { name: "Oma Resi" }));
  expect(await read("txt")).toContain("Oma Resi: In Graz.");
});

test("a voice that nobody knows again loses its name", async () => {
  await name("B", grandma.id);
  const transcript = (await (await name("B", null)).json()) as Transcript;
  expect(transcript.speakers).toEqual([{ label: "A" }, { label: "B" }]);
  expect(transcript.segments.some(({ speakerId }) => speakerId)).toBe(false);
});

test("a voice that isn't there, and a person of nobody's family, are refused", async () => {
  await expectProblem(await name("Z", grandma.id), 404, "speaker.not_found");
  await expectProblem(await name("A", crypto.randomUUID()), 422, "person.not_found");
});

test("who speaks is said of one line, without correcting its words", async () => {
  const { segments } = await rosa.json<Transcript>(`/memories/${memoryId}/transcript.json`);
  const [first] = segments;
  const path = `/memories/${memoryId}/transcript/segments/${first?.id}`;
  const said = await rosa.json<Transcript>(path, asJson("PUT", { text: first?.text, speakerId: grandma.id }));
  expect(said.segments[0]?.speakerId).toBe(grandma.id);
  expect(await house.query("select edited from transcript where memory_id = $1", [memoryId])).toEqual([
    { edited: [] },
  ]);
  const unsaid = await rosa.json<Transcript>(path, asJson("PUT", { text: first?.text, speakerId: null }));
  expect(unsaid.segments[0]).not.toHaveProperty("speakerId");
});

test("where no model tells voices apart nothing changes, and the asking is over", {
  timeout: 60_000,
}, async () => {
  const { id } = await rosa.upload("001.wav");
  const before = await waitForStatus(rosa, id, "ready", 50);
  const asked = await rosa.api(`/memories/${id}/speakers`, { method: "POST" });
  expect(asked.status).toBe(202);
  const line = await waitUntil(
    () => house.logs.find(({ event, memoryId: about }) => event === "speakers.left" && about === id),
    "the stand-in has refused",
  );
  expect(line.code).toBe("diarization.refused");
  expect((await rosa.json<Memory>(`/memories/${id}`)).status).toBe(before.status);
  expect(await rosa.json<Transcript>(`/memories/${id}/transcript.json`)).not.toHaveProperty("speakers");
});

test("a model that tells voices apart gives each line its voice, and who was named stays named", {
  timeout: 90_000,
}, async () => {
  const { id } = await rosa.upload("005.wav");
  await waitForStatus(rosa, id, "ready", 60);
  const { segments } = await rosa.json<Transcript>(`/memories/${id}/transcript.json`);
  const [first] = segments;
  await rosa.json(
    `/memories/${id}/transcript/segments/${first?.id}`,
    asJson("PUT", { text: first?.text, speakerId: grandma.id }),
  );
  const body = JSON.stringify({ text: "", segments: [{ start: 0, end: 600, speaker: "A" }] });
  house.vendors.openai.fault = (asked) =>
    asked.body.includes("diarized_json")
      ? { kind: "answer", status: 200, headers: { "Content-Type": "application/json" }, body }
      : undefined;
  await rosa.api(`/memories/${id}/speakers`, { method: "POST" });
  await waitUntil(
    () => house.logs.some(({ event, memoryId: about }) => event === "speakers.told" && about === id),
    "voices are told apart",
  );
  house.mendVendors();
  const told = await rosa.json<Transcript>(`/memories/${id}/transcript.json`);
  expect(told.speakers).toEqual([{ label: "A", personId: grandma.id }]);
  expect(told.segments.every((each) => each.speaker === "A" && each.speakerId === grandma.id)).toBe(true);
});
