import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fault } from "../contracts/vendor-proxy.ts";
import { waitUntil } from "../family.ts";
import { type House, type LogLine, openHouse } from "../house.ts";
import { type Account, newAddress, openAccount } from "./account.ts";
import { expectProblem } from "./problem.ts";

let house: House;
let ann: Account;
let familyId: string;

beforeAll(async () => {
  house = await openHouse();
  ann = await openAccount(house, "Ann Form");
  const me = await fetch(`${house.url}/api/v1/me`, { headers: ann.jwt });
  const { families } = (await me.json()) as { families: { id: string }[] };
  familyId = families[0]?.id ?? "";
});
afterAll(() => house?.close());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${house.url}${path}`, {
    ...init,
    headers: { ...ann.jwt, ...(init.headers as Record<string, string>) },
  });
const postJson = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body });

// ------------------------------------------------------------------ every answer

test("a well-formed X-Request-Id is kept, and another is replaced", async () => {
  const send = async (path: string, id: string) =>
    (await ask(path, { headers: { "X-Request-Id": id } })).headers.get("X-Request-Id");
  for (const path of ["/api/v1/me", "/api/v1/nowhere", "/health", "/sign-in"]) {
    expect(await send(path, "trace-2026.11_24")).toBe("trace-2026.11_24");
    for (const id of [
      "short",
      "x".repeat(129),
      "<script>alert(1)</script>",
      "two words here",
      "id=1;drop table",
    ]) {
      expect(await send(path, id)).toMatch(/^[0-9a-f-]{36}$/);
    }
  }
  await waitUntil(
    () => house.logs.some(({ requestId }) => requestId === "trace-2026.11_24"),
    "the log names the request as its sender did",
  );
});

test("every answer says how long it took and how often the database was asked", async () => {
  for (const path of ["/api/v1/me", "/api/v1/nowhere", "/api/v1/openapi.json", "/health", "/sign-in", "/"]) {
    const { headers } = await ask(path, { redirect: "manual" });
    expect(headers.get("Server-Timing"), path).toMatch(
      /^total;dur=[\d.]+, db;dur=[\d.]+;desc="\d+ round trips"$/,
    );
  }
});

test("answers of the API are private and kept by nobody", async () => {
  for (const path of ["/api/v1/me", `/api/v1/families/${familyId}/memories`, "/api/v1/notifications"]) {
    expect((await ask(path)).headers.get("Cache-Control"), path).toBe("private, no-store");
  }
  expect((await ask("/api/v1/nowhere")).headers.get("Cache-Control")).toBe("no-store");
});

// ------------------------------------------------------------------ refusals

test("an address of the API that nothing has is refused in the API's form", async () => {
  for (const method of ["GET", "POST", "DELETE"]) {
    for (const path of ["", "/", "/nowhere", "/families/x/y/z", "/%00", "/me/../nowhere"]) {
      await expectProblem(await ask(`/api/v1${path}`, { method }), 404, "route.not_found");
    }
  }
  await expectProblem(await ask("/api/v1/me", { method: "PUT" }), 404, "route.not_found");
});

test("a body that is no JSON, or is called something else, is refused", async () => {
  await expectProblem(await postJson("/api/v1/families", "{"), 400, "request.malformed");
  await expectProblem(await postJson("/api/v1/families", ""), 400, "request.malformed");
  await expectProblem(await postJson("/api/v1/families", "{}", { "Content-Type": "text/xml" }), 415);
  await expectProblem(await postJson("/api/v1/families", '"text"'), 422, "request.invalid");
  const { errors } = await expectProblem(
    await postJson("/api/v1/families", '{"name":7}'),
    422,
    "request.invalid",
  );
  expect(errors?.[0]?.path).toBe("name");
});

test("a body that would be held whole is refused when it is larger than 1 MB, with or without its length", async () => {
  const text = JSON.stringify({ name: "x".repeat(1_100_000) });
  const flowing = () =>
    new ReadableStream({
      start(controller) {
        for (let at = 0; at < text.length; at += 65_536) {
          controller.enqueue(Buffer.from(text.slice(at, at + 65_536)));
        }
        controller.close();
      },
    });
  for (const path of ["/api/v1/families", "/api/v1/auth/sign-in/email", "/sign-in"]) {
    for (const body of [text, flowing()]) {
      const headers = { "Content-Type": "application/json", "CF-Connecting-IP": newAddress() };
      const init = { method: "POST", headers, body, duplex: "half" };
      await expectProblem(await ask(path, init), 413, "request.too_large");
    }
  }
});

/** Runs `act` while the database answers each request with a fault. */
async function withFault<T>(fault: (body: string) => Fault | undefined, act: () => Promise<T>): Promise<T> {
  house.vendors.database.fault = ({ body }) => fault(body.toString());
  try {
    return await act();
  } finally {
    house.vendors.database.fault = undefined;
  }
}

const postgresError: Fault = {
  kind: "answer",
  status: 400,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    message: 'column "hidden_column" of relation "hidden_table" does not exist',
    severity: "ERROR",
    code: "42703",
    detail: "hidden_detail",
    where: "SQL statement hidden_statement",
    schema: "public",
    table: "hidden_table",
    file: "parse_relation.c",
    line: "3720",
    routine: "hidden_routine",
  }),
};
/** What neither an answer nor a log line may tell of a failure. */
const inside = [
  /hidden_/,
  /\b(select|insert|update|delete) .*\b(from|into|set)\b/i,
  /Failed query/,
  /Unmistakable/,
  /\n\s+at /,
  /node_modules/,
  /postgres/i,
];

function expectNothingOfTheInside(text: string): void {
  for (const pattern of inside) expect(text).not.toMatch(pattern);
}

/** The line of an event, once all of its request have been written; none of them may tell of the inside. */
async function readLog(requestId: string | null, event: string): Promise<LogLine> {
  const lines = () => house.logs.filter((line) => line.requestId === requestId);
  const find = (name: string) => lines().find((line) => line.event === name);
  const told = await waitUntil(() => find("request") && find(event), `the log tells of ${event}`);
  // Where it broke may be told: a place in the built file.
  for (const { at: _, ...line } of lines()) expectNothingOfTheInside(JSON.stringify(line));
  return told;
}

test("a mistake of ours tells nothing of the inside, neither to the caller nor to the log", async () => {
  const body = JSON.stringify({ name: "Unmistakable" });
  const answers = await withFault(
    () => postgresError,
    async () => [
      await postJson("/api/v1/families", body),
      await postJson("/api/v1/families", body, { "Idempotency-Key": "inside" }),
      await ask(`/api/v1/families/${familyId}/memories`),
    ],
  );
  for (const answer of answers) {
    const problem = await expectProblem(answer, 500, "server.unexpected");
    expectNothingOfTheInside(JSON.stringify(problem));
    const failed = await readLog(problem.requestId, "request.failed");
    expect(failed.at).toMatch(/^at [^\n]*:\d+:\d+\)?$/);
  }
});

test("a page that fails tells nothing of the inside", async () => {
  const page = await withFault(
    () => postgresError,
    () => fetch(`${house.url}/notifications`, { headers: ann.cookie }),
  );
  expect(page.status).toBe(500);
  const text = await page.text();
  for (const pattern of inside.slice(0, 4)) expect(text).not.toMatch(pattern);
  await readLog(page.headers.get("X-Request-Id"), "page.failed");
});

test("a thing that was made is answered even when its answer can't be kept, and the log doesn't tell it", async () => {
  const made = await withFault(
    (body) => (/update \\"answer\\"/.test(body) ? postgresError : undefined),
    () =>
      postJson("/api/v1/families", JSON.stringify({ name: "Unmistakable" }), {
        "Idempotency-Key": "not-kept",
      }),
  );
  expect(made.status).toBe(201);
  await readLog(made.headers.get("X-Request-Id"), "idempotency.not_kept");
});

test("while the database is away the API says so, and when to come back", async () => {
  const faults: Fault[] = [
    { kind: "cut-before" },
    { kind: "answer", status: 503 },
    { kind: "answer", status: 500 },
  ];
  for (const fault of faults) {
    const answer = await withFault(
      () => fault,
      () => ask("/api/v1/me"),
    );
    expect(answer.headers.get("Retry-After")).toMatch(/^\d+$/);
    await expectProblem(answer, 503, "database.unavailable");
  }
  expect((await ask("/api/v1/me")).status).toBe(200);
});

// ------------------------------------------------------------------ the API described

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
  responses?: Record<string, { description?: string }>;
  requestBody?: { content: Record<string, { schema?: unknown }> };
}

test("the description of the API is a whole OpenAPI 3.1 document", async () => {
  const answer = await fetch(`${house.url}/api/v1/openapi.json`);
  expect(answer.headers.get("Content-Type")).toMatch(/^application\/json/);
  const document = (await answer.json()) as {
    openapi: string;
    info: { title: string; version: string };
    servers: { url: string }[];
    security: Record<string, unknown>[];
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, unknown>; securitySchemes: Record<string, { type: string }> };
  };
  expect(document.openapi).toMatch(/^3\.1\.\d+$/);
  expect([document.info.title, document.info.version]).toEqual(["MemoryVault", "1"]);
  expect(document.servers).toEqual([{ url: "/api/v1" }]);
  for (const name of document.security.flatMap(Object.keys)) {
    expect(document.components.securitySchemes[name]?.type).toMatch(/^(http|apiKey)$/);
  }
  expect(Object.keys(document.paths).length).toBeGreaterThan(10);
  for (const [path, item] of Object.entries(document.paths)) {
    expect(path).toMatch(/^\/[a-z]/);
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const [method, operation] of Object.entries(item)) {
      const at = `${method} ${path}`;
      expect(method, at).toMatch(/^(get|head|options|post|put|patch|delete)$/);
      const parameters = operation.parameters ?? [];
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => name).sort(), at).toEqual(named.toSorted());
      for (const parameter of inPath) expect(parameter.required, at).toBe(true);
      for (const parameter of parameters) expect(parameter.in, at).toMatch(/^(path|query|header|cookie)$/);
      expect(
        Object.keys(operation.responses ?? {}).some((status) => /^(2\d\d|101)$/.test(status)),
        at,
      ).toBe(true);
      for (const response of Object.values(operation.responses ?? {})) {
        expect(response.description, at).toMatch(/\S/);
      }
      for (const content of Object.values(operation.requestBody?.content ?? {})) {
        expect(content.schema, at).toBeTypeOf("object");
      }
    }
  }
  for (const [, reference] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
    let target: unknown = document;
    expect(reference).toMatch(/^#\//);
    for (const key of reference?.slice(2).split("/") ?? [])
      target = (target as Record<string, unknown>)?.[key];
    expect(target, reference).toBeTypeOf("object");
  }
});

test("the API can be read on a page that fetches nothing from elsewhere", async () => {
  const page = await fetch(`${house.url}/api/v1/docs`);
  expect([page.status, page.headers.get("Content-Type")]).toEqual([200, "text/html; charset=UTF-8"]);
  const text = await page.text();
  for (const name of ["GET /api/v1/me", "PATCH /api/v1/memories/{memoryId}", "POST /api/v1/uploads"]) {
    expect(text).toContain(name);
  }
  expect(text).not.toMatch(/<script|<iframe|<object|(src|href|action)="(https?:)?\/\//);
});

// ------------------------------------------------------------------ pages

test("a page runs no script but its own, and nobody keeps or frames it", async () => {
  const nonces = new Set<string>();
  for (const [path, status] of [
    ["/sign-in", 200],
    ["/sign-up", 200],
    [`/families/${familyId}`, 200],
    ["/notifications", 200],
    ["/no/such/page", 404],
  ] as const) {
    const page = await fetch(`${house.url}${path}`, {
      headers: path.startsWith("/sign") ? {} : ann.cookie,
      redirect: "manual",
    });
    expect(page.status, path).toBe(status);
    const policy = page.headers.get("Content-Security-Policy") ?? "";
    expect(policy, path).not.toMatch(/unsafe-|\*|http:/);
    for (const rule of [
      "default-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy, path).toContain(rule);
    }
    const nonce = policy.match(/script-src 'self' 'nonce-([0-9a-f]{32})'/)?.[1] ?? "";
    expect(nonce, path).not.toBe("");
    nonces.add(nonce);
    const text = await page.text();
    const scripts = [...text.matchAll(/<script\b([^>]*)>/g)].map(([, attributes = ""]) => attributes);
    expect(scripts.length, path).toBeGreaterThan(0);
    for (const attributes of scripts) expect(attributes, path).toContain(`nonce="${nonce}"`);
    expect(text, path).not.toMatch(/<[a-z]+\b[^>]*\son[a-z]+="/i);
    expect(page.headers.get("Cache-Control"), path).toMatch(/^private/);
    expect(page.headers.get("X-Content-Type-Options"), path).toBe("nosniff");
    expect(page.headers.get("Referrer-Policy"), path).toBe("same-origin");
    expect(page.headers.get("Strict-Transport-Security"), path).toMatch(/max-age=\d{8}/);
  }
  expect(nonces.size).toBe(5);
});

test("a page for somebody else's family is not there, and a stranger is led to the sign-in and back", async () => {
  const other = await openAccount(house, "Otto Other");
  const page = await fetch(`${house.url}/families/${familyId}`, { headers: other.cookie });
  expect(page.status).toBe(404);
  const led = await fetch(`${house.url}/families/${familyId}?x=1`, { redirect: "manual" });
  expect([led.status, led.headers.get("Location")]).toEqual([
    302,
    `/sign-in?next=${encodeURIComponent(`/families/${familyId}?x=1`)}`,
  ]);
  expect((await led.text()).includes("Form family")).toBe(false);
});

// ------------------------------------------------------------------ health

const asked = () => Object.values(house.vendors).reduce((sum, { seen }) => sum + seen.length, 0);

test("the sign of life asks nobody", async () => {
  const before = asked();
  const answer = await fetch(`${house.url}/health`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  expect(answer.headers.get("Cache-Control")).toBe("no-store");
  expect(asked()).toBe(before);
});

interface Readiness {
  status: string;
  dependencies: { name: string; needed: boolean; state: string; milliseconds: number }[];
}

async function askReady(): Promise<{ response: Response; readiness: Readiness; down: string[] }> {
  const response = await fetch(`${house.url}/health/ready`);
  const readiness = (await response.json()) as Readiness;
  const down = readiness.dependencies.filter(({ state }) => state === "down").map(({ name }) => name);
  return { response, readiness, down };
}

test("readiness names each dependency, sends no key, and counts only what is needed as down", async () => {
  const { openai, pinata, elevenlabs, database } = house.vendors;
  const from = asked() - database.seen.length;
  const well = await askReady();
  expect([well.response.status, well.down]).toEqual([200, []]);
  expect(well.readiness.dependencies.map(({ name }) => name).sort()).toEqual([
    "database",
    "embedding",
    "pinning",
    "recordings",
    "text",
    "transcription",
    "voice",
  ]);
  for (const { milliseconds } of well.readiness.dependencies) expect(milliseconds).toBeTypeOf("number");
  expect(asked() - database.seen.length - from).toBe(5);
  const sent = [...openai.seen.slice(-3), ...pinata.seen.slice(-1), ...elevenlabs.seen.slice(-1)];
  for (const { headers } of sent) {
    expect(headers.authorization).toBeUndefined();
    expect(headers["xi-api-key"]).toBeUndefined();
  }

  openai.fault = () => ({ kind: "cut-before" });
  const poorer = await askReady();
  expect([poorer.response.status, poorer.readiness.status]).toEqual([200, "degraded"]);
  expect(poorer.down.sort()).toEqual(["embedding", "text", "transcription"]);
  openai.fault = undefined;

  for (const kind of ["cut-before", "hang"] as const) {
    const away = await withFault(() => ({ kind }), askReady);
    expect([away.response.status, away.readiness.status, away.down]).toEqual([503, "down", ["database"]]);
    expect(away.response.headers.get("Retry-After")).toBe("10");
  }
  expect((await askReady()).response.status).toBe(200);
});
