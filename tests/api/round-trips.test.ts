import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { readSpeech } from "../recordings.ts";
import { type Account, cookiesOf, openAccount, password, postAuth } from "./account.ts";
import { makePlaces } from "./places.ts";
import { callRoute, howToCall, listRoutes, type Route } from "./routes.ts";

let house: House;
let ann: Account;
let routes: Route[];
let familyId: string;
/** Ready, with its recording kept at the pinning vendor. */
let memoryId: string;

const table: [string, number | string][] = [];

beforeAll(async () => {
  house = await openHouse();
  ann = await openAccount(house, "Ann Count");
  const me = await fetch(`${house.url}/api/v1/me`, { headers: ann.jwt });
  familyId = ((await me.json()) as { families: { id: string }[] }).families[0]?.id ?? "";
  const form = new FormData();
  form.set("audio", new Blob([await readSpeech("005.wav")]), "story.wav");
  const path = `${house.url}/api/v1/families/${familyId}/memories`;
  const sent = await fetch(path, { method: "POST", headers: ann.jwt, body: form });
  memoryId = ((await sent.json()) as { id: string }).id;
  await waitUntil(async () => {
    const [row] = await house.query("select object_key from memory where id = $1 and status = 'ready'", [
      memoryId,
    ]);
    return row?.object_key === null;
  }, "the recording is kept");
  routes = await listRoutes(house);
});
afterAll(async () => {
  const widest = Math.max(...table.map(([name]) => name.length));
  console.log(table.map(([name, count]) => `${name.padEnd(widest)}  ${count}`).join("\n"));
  await house?.close();
});

/** What happens at the database until an answer has ended, by the answer's own account and by what passed the proxy. */
async function count(
  ask: () => Promise<Response>,
): Promise<{ told: number; seen: number; response: Response }> {
  const response = await ask();
  await response.arrayBuffer();
  const told = Number(response.headers.get("Server-Timing")?.match(/desc="(\d+) round trips"/)?.[1]);
  // Others, such as the pipeline, may ask meanwhile.
  const id = response.headers.get("X-Request-Id");
  const own = house.vendors.database.seen.filter(({ headers }) => headers["x-request-id"] === id);
  return { told, seen: own.length, response };
}

let cookie = { Cookie: "", madeAt: 0 };

/** A cookie whose signed copy of the session still answers for a while: it is valid for a minute. */
async function freshCookie(): Promise<{ Cookie: string }> {
  if (Date.now() - cookie.madeAt > 20_000) {
    const signedIn = await postAuth(house, "/sign-in/email", { email: ann.email, password });
    cookie = { Cookie: cookiesOf(signedIn), madeAt: Date.now() };
  }
  return { Cookie: cookie.Cookie };
}

/** Whoever sends a recording is asked for their role before its bytes are taken, and the memory is made after them. */
const allowed: Record<string, number> = {
  "POST /families/{familyId}/memories": 2,
  "PUT /people/{personId}/photo": 2,
  // A password is compared here, not there.
  "DELETE /me": 2,
};
/** They wake the pipeline, which then asks the database for the same request's sake. */
const waking = [
  "POST /families/{familyId}/memories",
  "POST /memories/{memoryId}/retry",
  "POST /memories/{memoryId}/reprocess",
  "POST /memories/{memoryId}/speakers",
];

test("each route asks the database once at most, for a fresh session cookie and for a JWT", async () => {
  for (const route of routes) {
    const proofs = { cookie: await freshCookie(), jwt: ann.jwt };
    const counts: string[] = [];
    for (const [name, proof] of Object.entries(proofs)) {
      const places = await makePlaces(house, familyId, ann.jwt, route);
      // What is only read may be read where there is something to hear.
      if (route.method === "GET") places.memoryId = memoryId;
      const { told, seen, response } = await count(() => callRoute(house, route, places, proof));
      const asIntended = response.ok || response.status === howToCall(route).refused;
      expect(asIntended, `${route.name} answered ${response.status}`).toBe(true);
      expect(told, `${route.name} by ${name}`).toBeLessThanOrEqual(allowed[route.name] ?? 1);
      if (!waking.includes(route.name)) expect(seen, `${route.name} by ${name}`).toBe(told);
      counts.push(`${told}`);
    }
    table.push([route.name, counts.join(" / ")]);
  }
});

test("each page asks the database once at most, for a fresh session cookie", async () => {
  const { personId } = await makePlaces(house, familyId, ann.jwt);
  const begun = await fetch(`${house.url}/api/v1/families/${familyId}/interviews`, {
    method: "POST",
    headers: { ...ann.jwt, "Content-Type": "application/json" },
    body: "{}",
  });
  const { id: interviewId } = (await begun.json()) as { id: string };
  const pages: [string, number][] = [
    ["/", 1],
    [`/families/${familyId}`, 1],
    [`/families/${familyId}/memories/new`, 1],
    [`/families/${familyId}/upload`, 1],
    [`/families/${familyId}/deleted`, 1],
    [`/families/${familyId}/settings`, 1],
    [`/families/${familyId}/timeline`, 1],
    [`/families/${familyId}/insights`, 1],
    [`/memories/${memoryId}`, 1],
    [`/memories/${memoryId}?edit=title`, 1],
    [`/memories/${memoryId}?edit=details`, 1],
    [`/memories/${memoryId}?edit=words`, 1],
    [`/families/${familyId}/search`, 1],
    [`/families/${familyId}/search?q=bread&decade=1940`, 1],
    [`/families/${familyId}/search/suggestions?q=br`, 1],
    [`/memories/${memoryId}/related`, 1],
    [`/memories/${memoryId}/related/list`, 1],
    [`/families/${familyId}/people`, 1],
    [`/people/${personId}`, 1],
    [`/families/${familyId}/interviews`, 1],
    [`/families/${familyId}/interviews/new`, 1],
    [`/interviews/${interviewId}`, 1],
    ["/notifications", 1],
    ["/notifications/count", 1],
    ["/account/notifications", 1],
    ["/account", 1],
    ["/account/delete", 0],
    ["/account/keep", 1],
    ["/forgot-password", 0],
    ["/reset-password?token=abc", 0],
    ["/verify-email?token=abc", 0],
    ["/sign-in", 0],
  ];
  for (const [path, most] of pages) {
    const headers = await freshCookie();
    const { told, seen, response } = await count(() =>
      fetch(`${house.url}${path}`, { headers, redirect: "manual" }),
    );
    expect(response.status, path).toBeLessThan(400);
    expect(told, path).toBeLessThanOrEqual(most);
    expect(seen, path).toBe(told);
    table.push([`page ${path.replace(familyId, ":familyId").replace(memoryId, ":memoryId")}`, told]);
  }
});

test("a form of a page asks the database once for what it does, and once for what is shown then", async () => {
  const places = await makePlaces(house, familyId, ann.jwt);
  const headers = { ...(await freshCookie()), Origin: house.url };
  const forms: [string, Record<string, string>][] = [
    [`/memories/${places.memoryId}`, { intent: "rename", version: "1", title: "Bread" }],
    ["/notifications", {}],
    ["/account/notifications", { "mail:memory.ready": "at-once" }],
  ];
  for (const [path, fields] of forms) {
    const { told, seen, response } = await count(() =>
      fetch(`${house.url}${path}`, { method: "POST", headers, body: new URLSearchParams(fields) }),
    );
    expect(response.status, path).toBe(200);
    expect([told, seen], path).toEqual([2, 2]);
    table.push([`form ${path.replace(places.memoryId, ":memoryId")}`, told]);
  }
});

test("what is asked for without a session never reaches the database", async () => {
  const places = await makePlaces(house, familyId, ann.jwt);
  for (const route of routes) {
    // Whoever holds an invitation's link has proved enough to see what it offers.
    const most = route.name === "GET /invitations/{token}" ? 1 : 0;
    const { told, seen } = await count(() => callRoute(house, route, places));
    expect([told, seen], route.name).toEqual([most, most]);
  }
  for (const path of ["/", `/families/${familyId}`, "/sign-in", "/no/such/page", "/api/v1/docs"]) {
    expect((await count(() => fetch(`${house.url}${path}`, { redirect: "manual" }))).seen, path).toBe(0);
  }
});

test("an Idempotency-Key costs two round trips more, and a repetition one in all", async () => {
  const send = () =>
    count(() =>
      fetch(`${house.url}/api/v1/families`, {
        method: "POST",
        headers: { ...ann.jwt, "Content-Type": "application/json", "Idempotency-Key": "counted" },
        body: JSON.stringify({ name: "Counted" }),
      }),
    );
  const counted = [(await send()).seen, (await send()).seen];
  expect(counted).toEqual([3, 1]);
  table.push(["POST /families with Idempotency-Key, then again", counted.join(", ")]);
});

test("a session token costs what it takes to look its session up", async () => {
  const { told, seen } = await count(() => fetch(`${house.url}/api/v1/me`, { headers: ann.sessionToken }));
  expect(seen).toBe(told);
  expect(told).toBeLessThanOrEqual(3);
  table.push(["GET /me by session token", told]);
});
