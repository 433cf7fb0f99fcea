import { afterAll, beforeAll, expect, test } from "vitest";
import type { Memory, Notification, Transcript } from "../../core/schemas.ts";
import { type FamilyMember, joinFamily, waitForStatus, waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { readSpeech } from "../recordings.ts";
import { makePlaces } from "./places.ts";
import { expectProblem } from "./problem.ts";
import { callRoute, listRoutes } from "./routes.ts";
import { writeMemory, writeTranscript } from "./rows.ts";

let house: House;
let rose: FamilyMember;
let original: Uint8Array<ArrayBuffer>;
/** A recording that was sent while the transcriber is held back. */
let memoryId: string;
let letTranscriberGo: () => void;

beforeAll(async () => {
  original = await readSpeech("jfk.wav");
  house = await openHouse();
  rose = await joinFamily(house);
  const held = new Promise<void>((resolve) => {
    letTranscriberGo = resolve;
  });
  house.vendors.openai.fault = () => ({ kind: "hold", until: held });
  ({ id: memoryId } = await rose.upload("jfk.wav"));
});
afterAll(async () => {
  letTranscriberGo?.();
  await house?.close();
});

const asJson = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const patch = (body: unknown, headers?: Record<string, string>, id = memoryId) =>
  rose.api(`/memories/${id}`, asJson("PATCH", body, headers));

// ------------------------------------------------------------------ listening

const listen = (headers: Record<string, string> = {}, method = "GET") =>
  rose.api(`/memories/${memoryId}/audio`, { method, headers });
const read = async (response: Response) => new Uint8Array(await response.arrayBuffer());

async function expectPart(range: string, start: number, endExclusive: number): Promise<void> {
  const part = await listen({ Range: range });
  expect(part.status, range).toBe(206);
  expect(part.headers.get("Content-Range")).toBe(`bytes ${start}-${endExclusive - 1}/${original.length}`);
  expect(part.headers.get("Content-Length")).toBe(String(endExclusive - start));
  expect(await read(part), range).toEqual(original.slice(start, endExclusive));
}

async function expectWhole(headers: Record<string, string>): Promise<Headers> {
  const whole = await listen(headers);
  expect(whole.status, JSON.stringify(headers)).toBe(200);
  expect(await read(whole)).toEqual(original);
  return whole.headers;
}

/** Everything that a player may ask of a recording. */
async function expectToBeHeard(): Promise<void> {
  const size = original.length;
  const headers = await expectWhole({});
  const etag = headers.get("ETag") ?? "";
  expect(Object.fromEntries(headers)).toMatchObject({
    "accept-ranges": "bytes",
    "content-type": "audio/wav",
    "content-length": String(size),
    "x-content-type-options": "nosniff",
  });
  expect(headers.get("Cache-Control")).toMatch(/^private/);

  await expectPart("bytes=0-99", 0, 100);
  await expectPart("bytes=0-0", 0, 1);
  await expectPart("bytes=100000-200000", 100_000, 200_001);
  await expectPart("bytes=300000-", 300_000, size);
  await expectPart(`bytes=${size - 10}-99999999`, size - 10, size);
  await expectPart("bytes=-500", size - 500, size);
  await expectPart("bytes=-99999999", 0, size);
  for (const range of [`bytes=${size}-`, `bytes=${size + 5}-${size + 9}`, "bytes=-0"]) {
    const refused = await listen({ Range: range });
    expect([refused.status, refused.headers.get("Content-Range")]).toEqual([416, `bytes */${size}`]);
    expect(await read(refused)).toHaveLength(0);
  }
  for (const Range of ["bytes=9-5", "bytes=0-1,5-6", "seconds=0-1", "bytes=-"]) await expectWhole({ Range });

  const again = await listen({ "If-None-Match": etag });
  expect([again.status, again.headers.get("ETag"), (await read(again)).length]).toEqual([304, etag, 0]);
  await expectWhole({ "If-None-Match": '"another"' });
  expect((await listen({ Range: "bytes=0-9", "If-Range": etag })).status).toBe(206);
  await expectWhole({ Range: "bytes=0-9", "If-Range": '"another"' });

  const head = await listen({}, "HEAD");
  expect([head.status, head.headers.get("ETag"), head.headers.get("Accept-Ranges")]).toEqual([
    200,
    etag,
    "bytes",
  ]);
  expect(await read(head)).toHaveLength(0);
}

test("a recording is heard by any range of it as soon as it has arrived", expectToBeHeard);

test("the words of a memory aren't there before they have been heard", async () => {
  for (const form of ["json", "vtt", "srt", "txt"]) {
    await expectProblem(
      await rose.api(`/memories/${memoryId}/transcript.${form}`),
      404,
      "transcript.not_ready",
    );
  }
});

test("whoever follows a memory is told each status in order, until it is ready", async () => {
  await expectProblem(
    await fetch(`${house.url}/api/v1/memories/${memoryId}/events`),
    401,
    "session.required",
  );
  const following = await rose.api(`/memories/${memoryId}/events`);
  expect(following.headers.get("Content-Type")).toMatch(/^text\/event-stream/);
  letTranscriberGo();
  const told = (await following.text())
    .trim()
    .split("\n\n")
    .map((event) => ({
      name: event.match(/^event: (.*)$/m)?.[1],
      data: JSON.parse(event.match(/^data: (.*)$/m)?.[1] ?? "null") as Memory,
    }));
  const order = ["uploaded", "transcribing", "enriching", "pinning", "ready"];
  const statuses = told.filter(({ name }) => name !== "progress").map(({ data }) => data.status);
  expect(statuses).toEqual(order.filter((status) => statuses.includes(status as Memory["status"])));
  expect(statuses[0]).not.toBe("ready");
  expect(told.map(({ name }) => name).slice(0, -1)).not.toContain("ready");
  expect(told.at(-1)).toMatchObject({ name: "ready", data: { status: "ready" } });
  const versions = told.map(({ data }) => data.version);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
});

test("a recording that is kept elsewhere by now is heard octet for octet as before", async () => {
  const memory = await waitForStatus(rose, memoryId, "ready");
  expect(memory.pin?.bytes).toBe(original.length);
  await waitUntil(async () => {
    const [row] = await house.query("select object_key from memory where id = $1", [memoryId]);
    return row?.object_key === null;
  }, "the temporary audio is gone");
  await expectToBeHeard();
});

// ------------------------------------------------------------------ changing

test("a memory's ETag is its version, and a change needs no older one", async () => {
  const opened = await rose.api(`/memories/${memoryId}`);
  const { version } = (await opened.json()) as Memory;
  expect(opened.headers.get("ETag")).toBe(`"${version}"`);
  const changed = await patch({ themes: ["duty"] }, { "If-Match": `"${version}"` });
  expect([changed.status, changed.headers.get("ETag")]).toEqual([200, `"${version + 1}"`]);
  for (const stale of [`"${version}"`, String(version), `W/"${version}"`, '"latest"', '"-1"']) {
    await expectProblem(await patch({ themes: ["other"] }, { "If-Match": stale }), 412, "memory.stale");
  }
  const current = await rose.json<Memory>(`/memories/${memoryId}`);
  expect([current.version, current.themes]).toEqual([version + 1, ["duty"]]);
  expect((await patch({ themes: ["duty"] })).status).toBe(200);
  expect((await patch({ themes: ["duty"] }, { "If-Match": "*" })).status).toBe(200);
  expect((await patch({ themes: ["duty"] }, { "If-Match": String(version + 3) })).status).toBe(200);
});

test("of two changes to the same version one is made and one is refused", async () => {
  const { version } = await rose.json<Memory>(`/memories/${memoryId}`);
  const answers = await Promise.all(
    ["left", "right"].map((theme) => patch({ themes: [theme] }, { "If-Match": `"${version}"` })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test("what a person writes is theirs: it is recorded, and the proof of what stood there goes", async () => {
  const id = await writeMemory(house, rose.familyId, {
    claims: JSON.stringify(
      ["title", "summary", "quote"].map((field) => ({
        field,
        text: `the ${field}`,
        evidence: [{ start: 0, end: 1, quote: "we baked" }],
      })),
    ),
  });
  const changed = await patch({ title: "Saturday bread", chapter: "early-life" }, {}, id);
  const memory = (await changed.json()) as Memory;
  expect(memory).toMatchObject({ title: "Saturday bread", chapter: "early-life" });
  expect(memory.claims.map(({ field }) => field)).toEqual(["summary", "quote"]);
  await patch({ title: "Sunday bread", story: "We baked." }, {}, id);
  const rows = await house.query("select unnest(edited) as field from memory where id = $1", [id]);
  expect(rows.map(({ field }) => field).sort()).toEqual(["chapter", "story", "title"]);
});

test("what isn't right about a change is named field by field, and nothing is changed", async () => {
  const before = await rose.json<Memory>(`/memories/${memoryId}`);
  const refused = await patch({ title: "", chapter: "childhood", status: "ready", version: 9 });
  const { errors } = await expectProblem(refused, 422, "request.invalid");
  expect(errors?.map(({ path }) => path).sort()).toEqual(["chapter", "status", "title", "version"]);
  await expectProblem(await patch([]), 422);
  const broken = { method: "PATCH", headers: { "Content-Type": "application/json" }, body: '{"title":' };
  await expectProblem(await rose.api(`/memories/${memoryId}`, broken), 400, "request.malformed");
  expect(await rose.json(`/memories/${memoryId}`)).toEqual(before);
});

test("only what failed in a way that may be mended is tried again", async () => {
  await expectProblem(
    await rose.api(`/memories/${memoryId}/retry`, { method: "POST" }),
    409,
    "memory.not_retryable",
  );
  const failed = (retryable: boolean) =>
    writeMemory(house, rose.familyId, {
      status: "failed",
      failure: { code: "openai.unavailable", stage: "enrich", retryable, detail: "It was away." },
    });
  const hopeless = await failed(false);
  await expectProblem(await rose.api(`/memories/${hopeless}/retry`, { method: "POST" }), 409);
  const mendable = await rose.api(`/memories/${await failed(true)}/retry`, { method: "POST" });
  const memory = (await mendable.json()) as Memory;
  expect([mendable.status, memory.status, memory.failure]).toEqual([202, "enriching", undefined]);
});

// ------------------------------------------------------------------ words

test("what was spoken is text in every form of a transcript, never markup", async () => {
  const id = await writeMemory(house, rose.familyId);
  await writeTranscript(house, rose.familyId, id, [
    "She said <b>no</b> & left --> so",
    "And\n\nthat was all.",
  ]);
  const ask = async (form: string) => {
    const answer = await rose.api(`/memories/${id}/transcript.${form}`);
    expect(answer.headers.get("Cache-Control")).toBe("private, no-store");
    return [answer.headers.get("Content-Type"), await answer.text()];
  };
  expect(await ask("vtt")).toEqual([
    "text/vtt; charset=utf-8",
    "WEBVTT\n\n00:00:00.000 --> 00:00:03.500\nShe said &lt;b&gt;no&lt;/b&gt; &amp; left --&gt; so\n\n00:00:04.000 --> 00:00:07.500\nAnd that was all.\n",
  ]);
  expect(await ask("srt")).toEqual([
    "application/x-subrip; charset=utf-8",
    "1\n00:00:00,000 --> 00:00:03,500\nShe said <b>no</b> & left --> so\n\n2\n00:00:04,000 --> 00:00:07,500\nAnd that was all.\n",
  ]);
  expect(await ask("txt")).toEqual([
    "text/plain; charset=utf-8",
    "She said <b>no</b> & left --> so\nAnd that was all.\n",
  ]);
  expect((await ask("json"))[0]).toMatch(/^application\/json/);
  await expectProblem(await rose.api(`/memories/${id}/transcript.exe`), 404, "route.not_found");
});

test("one segment's words are corrected, and the others stay as they are", async () => {
  const { segments, language } = await rose.json<Transcript>(`/memories/${memoryId}/transcript.json`);
  const { version } = await rose.json<Memory>(`/memories/${memoryId}`);
  const [first, ...others] = segments;
  if (!first) throw new Error("nothing was heard");
  const path = `/memories/${memoryId}/transcript/segments`;
  const corrected = await rose.json<Transcript>(
    `${path}/${first.id}`,
    asJson("PUT", { text: " Ask not, they said. " }),
  );
  const words = corrected.segments[0]?.words;
  expect(words?.map(({ text }) => text)).toEqual(["Ask", "not,", "they", "said."]);
  expect(corrected).toEqual({
    language,
    segments: [{ ...first, text: "Ask not, they said.", words }, ...others],
  });
  expect(await rose.json(`/memories/${memoryId}/transcript.json`)).toEqual(corrected);
  expect((await rose.json<Memory>(`/memories/${memoryId}`)).version).toBe(version + 1);

  await expectProblem(
    await rose.api(`${path}/${first.id}`, asJson("PUT", { text: " " })),
    422,
    "request.invalid",
  );
  await expectProblem(
    await rose.api(`${path}/${memoryId}`, asJson("PUT", { text: "No" })),
    404,
    "segment.not_found",
  );
  expect((await rose.json<Memory>(`/memories/${memoryId}`)).version).toBe(version + 1);
});

// ------------------------------------------------------------------ listing

test("memories are listed newest first, page by page, each once, whatever comes in meanwhile", async () => {
  const ada = await joinFamily(house, "Ada Keyset");
  const path = `/families/${ada.familyId}/memories`;
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.unshift(await writeMemory(house, ada.familyId));
  type Listed = { items: Memory[]; nextCursor?: string };
  const first = await ada.json<Listed>(`${path}?limit=2`);
  const latest = await writeMemory(house, ada.familyId);
  const second = await ada.json<Listed>(`${path}?limit=2&cursor=${first.nextCursor}`);
  const third = await ada.json<Listed>(`${path}?limit=2&cursor=${second.nextCursor}`);
  const seen = [first, second, third].map(({ items }) => items.map(({ id }) => id));
  expect(seen).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  expect(third.nextCursor).toBeUndefined();
  expect((await ada.json<Listed>(path)).items.map(({ id }) => id)).toEqual([latest, ...ids]);
  for (const limit of ["0", "101", "many", "1.5"]) {
    const { errors } = await expectProblem(await ada.api(`${path}?limit=${limit}`), 422, "request.invalid");
    expect(errors?.[0]?.path).toBe("limit");
  }
  expect((await ada.api(`${path}?limit=100`)).status).toBe(200);
});

test("each filter finds the memories that it names and no others", async () => {
  const eva = await joinFamily(house, "Eva Filter");
  const person = await eva.json<{ id: string }>(
    `/families/${eva.familyId}/people`,
    asJson("POST", { name: "Maria" }),
  );
  const told = (people: string[], places: string[]) => ({
    people: people.map((name) => ({
      name,
      evidence: [],
      ...(name === "Maria" ? { personId: person.id } : {}),
    })),
    places: places.map((name) => ({ name, evidence: [] })),
    dates: [],
    followUps: [],
    warnings: [],
  });
  const bread = await writeMemory(house, eva.familyId, {
    chapter: "early-life",
    chapters: ["faith-and-values"],
    themes: ["bread"],
    told: told(["Maria"], ["Graz"]),
    happened: { from: "1956-07", precision: "month" },
    narrator_id: person.id,
  });
  const mill = await writeMemory(house, eva.familyId, {
    status: "failed",
    chapter: "education-and-work",
    themes: ["work", "bread"],
    told: told(["Josef"], ["Linz"]),
    happened: { from: "1960", to: "1968", precision: "range" },
  });
  const filter = async (query: string) =>
    (await eva.json<{ items: Memory[] }>(`/families/${eva.familyId}/memories?${query}`)).items.map(
      ({ id }) => id,
    );
  const cases: [string, string[]][] = [
    ["status=failed", [mill]],
    ["status=pinning", []],
    [`narratorId=${person.id}`, [bread]],
    ["chapter=early-life", [bread]],
    ["chapter=faith-and-values", [bread]],
    ["chapter=education-and-work", [mill]],
    ["person=maria", [bread]],
    [`person=${person.id}`, [bread]],
    ["place=LINZ", [mill]],
    ["theme=bread", [mill, bread]],
    ["theme=bread&place=Graz", [bread]],
    ["from=1957", [mill]],
    ["from=1956-07-31", [mill, bread]],
    ["from=1965", [mill]],
    ["to=1956", [bread]],
    ["to=1956-06", []],
    ["from=1956&to=1960-01-01", [mill, bread]],
    ["theme=%25", []],
    ["person='%20or%201=1--", []],
  ];
  for (const [query, ids] of cases) expect(await filter(query), query).toEqual(ids);
  for (const query of ["status=lost", "chapter=childhood", "narratorId=me", "from=yesterday"]) {
    const refused = await eva.api(`/families/${eva.familyId}/memories?${query}`);
    const { errors } = await expectProblem(refused, 422, "request.invalid");
    expect(errors?.[0]?.path).toBe(query.split("=")[0]);
  }
});

// ------------------------------------------------------------------ deleting

test("whoever follows a memory that is deleted is told no error", async () => {
  const id = await writeMemory(house, rose.familyId, { status: "enriching", wake_at: "2100-01-01" });
  const following = await rose.api(`/memories/${id}/events`);
  const reader = following.body?.getReader();
  await reader?.read();
  expect((await rose.api(`/memories/${id}`, { method: "DELETE" })).status).toBe(204);
  let rest = "";
  for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
    rest += Buffer.from(chunk.value).toString();
  }
  expect(rest).not.toContain("error");
  const requestId = following.headers.get("X-Request-Id") ?? "";
  await waitUntil(
    () => house.logs.some((line) => line.requestId === requestId && line.event === "events.broken_off"),
    "the log tells that the events broke off",
  );
});

test("a deleted memory is found nowhere any more", async () => {
  const { segments } = await rose.json<Transcript>(`/memories/${memoryId}/transcript.json`);
  const places = {
    ...(await makePlaces(house, rose.familyId, { Authorization: `Bearer ${rose.token}` })),
    memoryId,
    segmentId: segments[0]?.id ?? "",
  };
  const deleted = await rose.api(`/memories/${memoryId}`, { method: "DELETE" });
  expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
  for (const route of await listRoutes(house)) {
    if (!route.path.includes("{memoryId}") || route.path.endsWith("/restore")) continue;
    const answer = await callRoute(house, route, places, { Authorization: `Bearer ${rose.token}` });
    const { code } = await expectProblem(answer, 404);
    expect(code, route.name).toBe("memory.not_found");
  }
  const { items } = await rose.json<{ items: Memory[] }>(`/families/${rose.familyId}/memories`);
  expect(items.map(({ id }) => id)).not.toContain(memoryId);
  const news = await rose.json<{ items: Notification[] }>("/notifications");
  expect(news.items.map((item) => item.memoryId)).not.toContain(memoryId);
  expect((await rose.api(`/memories/${memoryId}?forever=true`, { method: "DELETE" })).status).toBe(204);
  await waitUntil(
    async () => (await house.query("select 1 from memory where id = $1", [memoryId])).length === 0,
    "nothing is left of it",
  );
});
