import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { deletedMemorySchema } from "../../core/deleting.ts";
import { openNameSchema } from "../../core/heard-names.ts";
import {
  auditEntrySchema,
  type Invitation,
  invitationSchema,
  memberSchema,
  offeredInvitationSchema,
} from "../../core/household.ts";
import { insightsSchema } from "../../core/insights.ts";
import {
  interviewSchema,
  interviewSummarySchema,
  queuedQuestionSchema,
} from "../../core/interview/interview.ts";
import { newsSettingsSchema } from "../../core/notifications.ts";
import {
  type Family,
  familySchema,
  idSchema,
  type Memory,
  memorySchema,
  notificationSchema,
  type Person,
  personSchema,
  type Transcript,
  transcriptSchema,
} from "../../core/schemas.ts";
import { relatedSchema, searchAnswerSchema, suggestionSchema } from "../../core/search.ts";
import { timelineSchema } from "../../core/timeline.ts";
import { type FamilyMember, joinFamily, waitForStatus } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { findLink, waitForMail } from "../mailbox.ts";
import { expectProblem } from "./problem.ts";
import { callRoute, howToCall, listRoutes, type Places, type Route } from "./routes.ts";
import { writeMemory } from "./rows.ts";

let house: House;
let rose: FamilyMember;
/** Has an account and a family of her own. */
let stranger: FamilyMember;
/** Belongs to Rose's family, too, and may look only. */
let guest: FamilyMember;
let routes: Route[];
let places: Places;

const prove = ({ token }: FamilyMember) => ({ Authorization: `Bearer ${token}` });
const asJson = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house, "Rose Miller");
  stranger = await joinFamily(house, "Stella Stranger");
  guest = await joinFamily(house, "Gus Guest");
  await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
    rose.familyId,
    guest.userId,
  ]);
  routes = await listRoutes(house);
  const { id: memoryId } = await rose.upload("jfk.wav");
  const { id: deletedId } = await rose.upload("001.wav");
  await rose.api(`/memories/${deletedId}`, { method: "DELETE" });
  const { id: personId } = await rose.json<Person>(
    `/families/${rose.familyId}/people`,
    asJson("POST", { name: "Maria" }),
  );
  await waitForStatus(rose, memoryId, "ready");
  const { segments } = await rose.json<Transcript>(`/memories/${memoryId}/transcript.json`);
  const { id: invitationId } = await rose.json<Invitation>(
    `/families/${rose.familyId}/invitations`,
    asJson("POST", { email: "cousin@memoryvault.example", role: "viewer" }),
  );
  const { pathname } = findLink(await waitForMail(house, "cousin@memoryvault.example"));
  places = {
    familyId: rose.familyId,
    memoryId,
    personId,
    segmentId: segments[0]?.id ?? "",
    uploadId: "",
    userId: guest.userId,
    invitationId,
    token: pathname.split("/").at(-1) ?? "",
    key: "pastor",
    label: "A",
    interviewId: "",
    questionId: "",
  };
  const interview = await callRoute(house, find("POST /families/{familyId}/interviews"), places, prove(rose));
  const { id, question } = (await interview.json()) as { id: string; question: { id: string } };
  places.interviewId = id;
  places.questionId = question.id;
  await callRoute(house, find("POST /families/{familyId}/questions"), places, prove(rose));
  await callRoute(house, find("PUT /people/{personId}/photo"), places, prove(rose));
  await writeMemory(house, rose.familyId, {
    told: {
      people: [{ name: "Uncle Ned", evidence: [{ start: 0, end: 1, quote: "Uncle Ned" }] }],
      places: [],
      dates: [],
      followUps: [],
      warnings: [],
    },
  });
  const begun = await callRoute(house, find("POST /uploads"), places, prove(rose));
  places.uploadId = begun.headers.get("Location")?.split("/").at(-1) ?? "";
});
afterAll(() => house?.close());

function find(name: string): Route {
  const route = routes.find((each) => each.name === name);
  if (!route) throw new Error(`the API has no ${name}`);
  return route;
}

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });
const meSchema = z.object({
  user: z.object({ id: idSchema, name: z.string(), email: z.email(), emailVerified: z.boolean() }),
  families: z.array(familySchema.omit({ createdAt: true })),
});
/** What each GET answers; the others answer no JSON. */
const answerSchemas: Record<string, z.ZodType | "no JSON"> = {
  "GET /me": meSchema,
  "GET /families": listOf(familySchema),
  "GET /families/{familyId}": familySchema,
  "GET /families/{familyId}/members": listOf(memberSchema),
  "GET /families/{familyId}/invitations": listOf(invitationSchema),
  "GET /families/{familyId}/audit": listOf(auditEntrySchema),
  "GET /invitations/{token}": offeredInvitationSchema,
  "GET /families/{familyId}/people": listOf(personSchema),
  "GET /people/{personId}": personSchema,
  "GET /people/{personId}/photo": "no JSON",
  "GET /families/{familyId}/names": listOf(openNameSchema),
  "GET /families/{familyId}/timeline": timelineSchema,
  "GET /families/{familyId}/insights": insightsSchema,
  "GET /families/{familyId}/search": searchAnswerSchema,
  "GET /families/{familyId}/search/suggestions": z.object({ items: z.array(suggestionSchema) }),
  "GET /memories/{memoryId}/related": z.object({ items: z.array(relatedSchema) }),
  "GET /families/{familyId}/memories": listOf(memorySchema),
  "GET /families/{familyId}/memories/deleted": listOf(deletedMemorySchema),
  "GET /memories/{memoryId}": memorySchema,
  "GET /memories/{memoryId}/transcript.json": transcriptSchema,
  "GET /memories/{memoryId}/transcript.vtt": "no JSON",
  "GET /memories/{memoryId}/transcript.srt": "no JSON",
  "GET /memories/{memoryId}/transcript.txt": "no JSON",
  "GET /memories/{memoryId}/audio": "no JSON",
  "GET /memories/{memoryId}/events": "no JSON",
  "GET /families/{familyId}/interviews": listOf(interviewSummarySchema),
  "GET /interviews/{interviewId}": interviewSchema,
  "GET /interviews/{interviewId}/socket": "no JSON",
  "GET /interviews/{interviewId}/questions/{questionId}/audio": "no JSON",
  "GET /families/{familyId}/questions": listOf(queuedQuestionSchema),
  "GET /notifications": listOf(notificationSchema).extend({ unread: z.number() }),
  "GET /notifications/settings": newsSettingsSchema,
};

test("every answer to a GET is what its schema says, and no more", async () => {
  for (const route of routes.filter(({ method }) => method === "GET")) {
    const schema = answerSchemas[route.name];
    expect(schema, `no schema is known for ${route.name}`).toBeDefined();
    const answer = await callRoute(house, route, places, prove(rose));
    expect(answer.status, route.name).toBe(howToCall(route).refused ?? 200);
    if (schema === "no JSON" || !schema) await answer.body?.cancel();
    else {
      const body = (await answer.json()) as unknown;
      expect(schema.parse(body), route.name).toEqual(body);
      // Nothing goes with the family's only memory.
      if (route.name !== "GET /memories/{memoryId}/related")
        expect(JSON.stringify(body), route.name).not.toContain('"items":[]');
    }
  }
});

test("ids that nothing has, and ids that are none, answer 404", async () => {
  const id = uuidv7();
  const nowhere = {
    familyId: id,
    memoryId: id,
    personId: id,
    segmentId: id,
    uploadId: id,
    userId: id,
    invitationId: id,
    token: id,
    key: id,
    label: id,
    interviewId: id,
    questionId: id,
  };
  const nonsense = Object.fromEntries(
    Object.keys(nowhere).map((name) => [name, "nonsense"]),
  ) as typeof nowhere;
  for (const route of routes.filter(({ path }) => path.includes("{"))) {
    for (const ids of [nowhere, nonsense]) {
      const answer = await callRoute(house, route, ids, prove(rose));
      expect(answer.status, `${route.name} ${ids.familyId}`).toBe(404);
      if (route.method !== "HEAD") await expectProblem(answer, 404);
    }
  }
});

test("a family can be made, found and listed by who made it", async () => {
  const made = await stranger.api("/families", asJson("POST", { name: "  The Bakers " }));
  const family = (await made.json()) as Family;
  expect([made.status, made.headers.get("Location")]).toEqual([201, `/api/v1/families/${family.id}`]);
  expect(family).toMatchObject({ name: "The Bakers", role: "owner" });
  expect(await stranger.json(`/families/${family.id}`)).toEqual(family);
  expect((await stranger.json<{ items: Family[] }>("/families")).items).toContainEqual(family);
  const { families } = await stranger.json<{ families: { id: string }[] }>("/me");
  expect(families.map(({ id }) => id)).toContain(family.id);
  expect(families[0]?.id).toBe(stranger.familyId);
});

test("a person is written down, found, listed, changed in part and taken off the list", async () => {
  const path = `/families/${stranger.familyId}/people`;
  const fields = {
    name: "Ada",
    aliases: ["Grandma"],
    bornOn: "1921-05",
    birthplace: "Graz",
    relationships: [],
  };
  const made = await stranger.api(path, asJson("POST", fields));
  const person = (await made.json()) as Person;
  expect([made.status, made.headers.get("Location")]).toEqual([201, `/api/v1/people/${person.id}`]);
  expect(person).toMatchObject({ ...fields, familyId: stranger.familyId });
  expect(await stranger.json(`/people/${person.id}`)).toEqual(person);
  expect((await stranger.json<{ items: Person[] }>(path)).items).toContainEqual(person);

  const changed = await stranger.json<Person>(`/people/${person.id}`, asJson("PATCH", { diedOn: "2001" }));
  expect(changed).toEqual({ ...person, diedOn: "2001", updatedAt: changed.updatedAt });

  expect((await stranger.api(`/people/${person.id}`, { method: "DELETE" })).status).toBe(204);
  await expectProblem(await stranger.api(`/people/${person.id}`), 404, "person.not_found");
  await expectProblem(await stranger.api(`/people/${person.id}`, { method: "DELETE" }), 404);
});

test("people are listed page by page, each once", async () => {
  const path = `/families/${guest.familyId}/people`;
  const names = ["Anna", "Bela", "Cora", "Dora", "Elsa"];
  for (const name of names) await guest.json(path, asJson("POST", { name }));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await guest.json<{ items: Person[]; nextCursor?: string }>(
      `${path}?limit=2${cursor ? `&cursor=${cursor}` : ""}`,
    );
    expect(page.items.length).toBeLessThanOrEqual(2);
    seen.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(names);
});

test("what isn't right about a person is named field by field", async () => {
  const path = `/families/${rose.familyId}/people`;
  const refused = await rose.api(path, asJson("POST", { name: " ", bornOn: "May", aliases: ["", "Gran"] }));
  const { errors } = await expectProblem(refused, 422, "request.invalid");
  expect(errors?.map((error) => error.path).sort()).toEqual(["aliases.0", "bornOn", "name"]);
  const unknown = await rose.api(`/people/${places.personId}`, asJson("PATCH", { shoeSize: 40, height: 1 }));
  const problem = await expectProblem(unknown, 422, "request.invalid");
  expect(problem.errors?.map((error) => error.path)).toEqual(["shoeSize", "height"]);
});

test("a narrator has to be one of the family's people", async () => {
  const { id: foreigner } = await stranger.json<Person>(
    `/families/${stranger.familyId}/people`,
    asJson("POST", { name: "Somebody else's aunt" }),
  );
  for (const narratorId of [foreigner, uuidv7()]) {
    const form = new FormData();
    form.set("narratorId", narratorId);
    form.set(
      "audio",
      new Blob([new Uint8Array(await (await rose.api(`/memories/${places.memoryId}/audio`)).arrayBuffer())]),
    );
    const sent = await rose.api(`/families/${rose.familyId}/memories`, { method: "POST", body: form });
    const changed = await rose.api(`/memories/${places.memoryId}`, asJson("PATCH", { narratorId }));
    for (const answer of [sent, changed]) {
      const { errors } = await expectProblem(answer, 422, "person.not_found");
      expect(errors?.[0]?.path).toBe("narratorId");
    }
  }
  const listed = await rose.json<{ items: Memory[] }>(
    `/families/${rose.familyId}/memories?narratorId=${foreigner}`,
  );
  expect(listed.items).toEqual([]);
});

test("a narrator who is taken off the list leaves the memory behind", async () => {
  const { id } = await rose.json<Person>(
    `/families/${rose.familyId}/people`,
    asJson("POST", { name: "Opa" }),
  );
  const path = `/memories/${places.memoryId}`;
  const told = await rose.json<Memory>(path, asJson("PATCH", { narratorId: id }));
  expect(told.narrator).toEqual({ id, name: "Opa" });
  await rose.api(`/people/${id}`, { method: "DELETE" });
  expect((await rose.json<Memory>(path)).narrator).toBeUndefined();
});

test("the same Idempotency-Key and body answer the first answer again and make one thing", async () => {
  for (const path of ["/families", `/families/${rose.familyId}/people`]) {
    const send = () => rose.api(path, asJson("POST", { name: "Once" }, { "Idempotency-Key": "once" }));
    const first = await send();
    const again = await send();
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.text()).toBe(await first.text());
    expect(again.headers.get("Location")).toBe(first.headers.get("Location"));
    expect(again.headers.get("Content-Type")).toBe(first.headers.get("Content-Type"));
    expect(again.headers.get("X-Request-Id")).not.toBe(first.headers.get("X-Request-Id"));
  }
  expect(await house.query("select 1 from family where name = 'Once'")).toHaveLength(1);
  expect(await house.query("select 1 from person where name = 'Once'")).toHaveLength(1);
});

test("the same Idempotency-Key with another body is refused, and is free on other paths and for other accounts", async () => {
  const send = (who: FamilyMember, name: string, path = "/families") =>
    who.api(path, asJson("POST", { name }, { "Idempotency-Key": "shared" }));
  expect((await send(rose, "First")).status).toBe(201);
  await expectProblem(await send(rose, "Second"), 422, "idempotency.mismatch");
  expect((await send(rose, "Third", `/families/${rose.familyId}/people`)).status).toBe(201);
  expect((await send(stranger, "Fourth")).status).toBe(201);
});

test("of two requests with one Idempotency-Key at the same time one makes the thing", async () => {
  for (const path of ["/families", `/families/${rose.familyId}/people`]) {
    const send = () => rose.api(path, asJson("POST", { name: "Twins" }, { "Idempotency-Key": "twins" }));
    const answers = await Promise.all([send(), send()]);
    const made = answers.filter(({ status }) => status === 201);
    const bodies = await Promise.all(made.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    for (const answer of answers.filter((each) => !made.includes(each))) {
      await expectProblem(answer, 409, "idempotency.running");
      expect(answer.headers.get("Retry-After")).not.toBeNull();
    }
  }
  expect(await house.query("select 1 from family where name = 'Twins'")).toHaveLength(1);
  expect(await house.query("select 1 from person where name = 'Twins'")).toHaveLength(1);
});

test("a refusal uses no Idempotency-Key up, and a key that is none is refused", async () => {
  const send = (name: string, key: string) =>
    guest.api(`/families/${rose.familyId}/people`, asJson("POST", { name }, { "Idempotency-Key": key }));
  await expectProblem(await send("Not yet", "early"), 403);
  await house.query("update member set role = 'editor' where user_id = $1 and family_id = $2", [
    guest.userId,
    rose.familyId,
  ]);
  expect((await send("Now", "early")).status).toBe(201);
  for (const key of ["x".repeat(256), "with space"]) {
    await expectProblem(await send("Never", key), 400, "idempotency.invalid_key");
  }
});
