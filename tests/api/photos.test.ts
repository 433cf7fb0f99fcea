import { afterAll, beforeAll, expect, test } from "vitest";
import type { Person } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { asJson } from "./told.ts";

let house: House;
let vera: FamilyMember;
let person: Person;

const jpeg = (name: string, more = 0) =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 9]),
    Buffer.from("GPS 47N"),
    Buffer.from([0xff, 0xda, 0, 2]),
    Buffer.from(name),
    Buffer.alloc(more),
  ]);

beforeAll(async () => {
  house = await openHouse();
  vera = await joinFamily(house, "Vera Photo");
  person = await vera.json<Person>(`/families/${vera.familyId}/people`, asJson("POST", { name: "Opa" }));
});
afterAll(() => house?.close());

const photo = (init: RequestInit = {}) => vera.api(`/people/${person.id}/photo`, init);
const put = (body: Uint8Array, type = "image/jpeg") =>
  photo({ method: "PUT", headers: { "Content-Type": type }, body: Uint8Array.from(body) });
const keyOf = async () =>
  (await house.query("select photo_key from person where id = $1", [person.id]))[0]?.photo_key;

test("a photo is hung up, seen by members alone, replaced and taken down", async () => {
  await expectProblem(await photo(), 404, "photo.not_found");
  const hung = (await (await put(jpeg("first"))).json()) as Person;
  expect(hung.photoUrl).toMatch(`/api/v1/people/${person.id}/photo?v=`);
  const seen = await fetch(`${house.url}${hung.photoUrl}`, {
    headers: { Authorization: `Bearer ${vera.token}` },
  });
  expect(seen.headers.get("Content-Type")).toBe("image/jpeg");
  expect(seen.headers.get("Cache-Control")).toMatch(/^private/);
  const picture = await seen.text();
  expect(picture).toContain("first");
  expect(picture).not.toContain("GPS");
  const etag = seen.headers.get("ETag") ?? "";
  expect((await photo({ headers: { "If-None-Match": etag } })).status).toBe(304);
  expect((await fetch(`${house.url}${hung.photoUrl}`)).status).toBe(401);
  const stranger = await joinFamily(house, "Nosy Stranger");
  await expectProblem(await stranger.api(`/people/${person.id}/photo`), 404, "person.not_found");

  const first = await keyOf();
  const second = (await (await put(jpeg("second"))).json()) as Person;
  expect(second.photoUrl).not.toBe(hung.photoUrl);
  expect(await keyOf()).not.toBe(first);
  expect(await (await photo({ headers: { "If-None-Match": etag } })).text()).toContain("second");

  expect((await photo({ method: "DELETE" })).status).toBe(204);
  await expectProblem(await photo(), 404, "photo.not_found");
  expect(await vera.json(`/people/${person.id}`)).not.toHaveProperty("photoUrl");
});

test("what is no picture, or too large, is refused and nothing changes", async () => {
  await expectProblem(await put(Buffer.from("<svg xmlns='x'/>"), "image/png"), 415, "photo.unsupported");
  await expectProblem(await put(Buffer.alloc(0)), 415, "photo.unsupported");
  await expectProblem(await put(jpeg("large", 2 * 1024 * 1024)), 413, "photo.too_large");
  expect(await keyOf()).toBeNull();
});

test("the sweep deletes photos that belong to nobody, and no living one", async () => {
  const hour = 3_600_000;
  const fullHour = new Date((Math.ceil(Date.now() / hour) + 72) * hour);
  await put(jpeg("left behind"));
  const orphan = await keyOf();
  await house.query("update person set photo_key = null where id = $1", [person.id]);
  const other = await vera.json<Person>(`/families/${vera.familyId}/people`, asJson("POST", { name: "Oma" }));
  const living = () => vera.api(`/people/${other.id}/photo`);
  await vera.api(`/people/${other.id}/photo`, {
    method: "PUT",
    headers: { "Content-Type": "image/jpeg" },
    body: Uint8Array.from(jpeg("living")),
  });
  await house.worker.runSchedule(fullHour);
  await waitUntil(
    () => house.logs.some(({ event }) => event === "sweep.photos"),
    "the sweep found an orphan",
  );
  await house.query("update person set photo_key = $2 where id = $1", [person.id, orphan]);
  await expectProblem(await photo(), 404, "photo.not_found");
  expect(await (await living()).text()).toContain("living");
});
