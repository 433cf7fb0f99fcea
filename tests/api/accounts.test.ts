import { scryptSync } from "node:crypto";
import { createLocalJWKSet, exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from "jose";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type House, openHouse } from "../house.ts";
import { type Account, cookiesOf, newAddress, openAccount, password, postAuth } from "./account.ts";
import { expectProblem } from "./problem.ts";

const publicUrl = "https://memoryvault.example";
const friend = "https://app.example";

let house: House;
let ann: Account;

beforeAll(async () => {
  house = await openHouse({ settings: { PUBLIC_URL: publicUrl, API_ORIGINS: friend } });
  ann = await openAccount(house, "Ann Lee");
});
afterAll(() => house?.close());

const askMe = (headers: Record<string, string>) => fetch(`${house.url}/api/v1/me`, { headers });
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

test("who signs up gets a session cookie that no script reads and no other site sends", async () => {
  const signedUp = await postAuth(house, "/sign-up/email", {
    name: "Cookie Carter",
    email: "cookie@memoryvault.example",
    password,
  });
  expect(signedUp.status).toBe(200);
  const cookies = signedUp.headers.getSetCookie();
  expect(cookies.some((cookie) => cookie.startsWith("__Secure-better-auth.session_token="))).toBe(true);
  for (const cookie of cookies) expect(cookie).toMatch(/(?=.*HttpOnly)(?=.*Secure)(?=.*SameSite=Lax)/);
});

test("the session cookie, the session token and the JWT each tell who asks", async () => {
  for (const proof of [ann.cookie, ann.sessionToken, ann.jwt]) {
    const me = (await (await askMe(proof)).json()) as { user: unknown };
    expect(me.user).toEqual({ id: ann.userId, name: "Ann Lee", email: ann.email, emailVerified: false });
  }
});

test("who signs in again gets another session of the same account", async () => {
  const signedIn = await postAuth(house, "/sign-in/email", { email: ann.email, password });
  expect(signedIn.status).toBe(200);
  const me = (await (await askMe({ Cookie: cookiesOf(signedIn) })).json()) as { user: { id: string } };
  expect(me.user.id).toBe(ann.userId);
});

test("a wrong password and an unknown address are refused alike", async () => {
  const wrong = await postAuth(house, "/sign-in/email", { email: ann.email, password: "not the password" });
  const unknown = await postAuth(house, "/sign-in/email", { email: "no@memoryvault.example", password });
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  expect(await wrong.text()).toBe(await unknown.text());
  expect([...wrong.headers.getSetCookie(), ...unknown.headers.getSetCookie()]).toEqual([]);
});

test("an address has one account, however it is written", async () => {
  for (const email of [ann.email, ann.email.toUpperCase()]) {
    const again = await postAuth(house, "/sign-up/email", { name: "Ann Again", email, password });
    expect(again.status).toBe(422);
  }
  const rows = await house.query(`select 1 from "user" where lower(email) = $1`, [ann.email]);
  expect(rows).toHaveLength(1);
});

test("a session that has been signed out opens nothing any more", async () => {
  const bea = await openAccount(house, "Bea Short");
  const left = await postAuth(house, "/sign-out", {}, bea.cookie);
  expect(left.status).toBe(200);
  for (const cookie of left.headers.getSetCookie()) expect(cookie).toMatch(/Max-Age=0/);
  await expectProblem(await askMe(bea.sessionToken), 401, "session.required");
  // Without the signed copy, which answers for a minute, the cookie opens nothing at once.
  const bare = bea.cookie.Cookie.split("; ").filter((cookie) => cookie.includes("session_token"));
  await expectProblem(await askMe({ Cookie: bare.join("; ") }), 401, "session.required");
});

test("a cookie whose signature was tampered with opens nothing", async () => {
  const forged = ann.cookie.Cookie.replaceAll(/=([^;]{20})/g, (_, start: string) => `=A${start.slice(1)}`);
  await expectProblem(await askMe({ Cookie: forged }), 401, "session.required");
});

async function fetchKeys(): Promise<JSONWebKeySet> {
  return (await (await fetch(`${house.url}/api/v1/auth/jwks`)).json()) as JSONWebKeySet;
}

test("a JWT is signed by a key that the JWKS shows, and lives a quarter of an hour at most", async () => {
  const token = ann.jwt.Authorization.replace("Bearer ", "");
  const keys = await fetchKeys();
  for (const key of keys.keys) expect(key).not.toHaveProperty("d");
  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(keys), { issuer: publicUrl });
  expect(protectedHeader.alg).toBe("EdDSA");
  expect(payload.sub).toBe(ann.userId);
  expect((payload.exp ?? Number.POSITIVE_INFINITY) - (payload.iat ?? 0)).toBeLessThanOrEqual(15 * 60);
});

test("a JWT that was changed or has no signature is refused", async () => {
  const [header = "", payload = "", signature = ""] = ann.jwt.Authorization.replace("Bearer ", "").split(".");
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  const somebodyElse = encode({ ...claims, sub: uuidv7() });
  const none = encode({ alg: "none" });
  for (const token of [
    `${header}.${somebodyElse}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
    `${header}.${payload}.`,
    `${none}.${payload}.`,
    `${none}.${payload}.${signature}`,
    `${encode({ alg: "EdDSA" })}.${payload}.${signature.slice(0, -4)}AAAA`,
    "a.b.c",
  ]) {
    await expectProblem(await askMe(bearer(token)), 401, "session.required");
  }
});

test("a JWT is refused once it has expired, and when it is meant for somebody else", async () => {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { extractable: true });
  const kid = uuidv7();
  const key = JSON.stringify(await exportJWK(publicKey));
  await house.query(
    "insert into jwks (id, public_key, private_key, alg, crv, created_at) values ($1, $2, 'unused', 'EdDSA', 'Ed25519', now() - interval '1 year')",
    [kid, key],
  );
  const sign = (change: { exp?: string; issuer?: string; audience?: string }) =>
    new SignJWT({ name: "Ann Lee", email: ann.email })
      .setProtectedHeader({ alg: "EdDSA", kid })
      .setSubject(ann.userId)
      .setIssuer(change.issuer ?? publicUrl)
      .setAudience(change.audience ?? publicUrl)
      .setIssuedAt(new Date(Date.now() - 3_600_000))
      .setExpirationTime(change.exp ?? "5m")
      .sign(privateKey);
  expect((await askMe(bearer(await sign({})))).status).toBe(200);
  for (const change of [
    { exp: "1 minute ago" },
    { issuer: "https://elsewhere.example" },
    { audience: "https://elsewhere.example" },
  ]) {
    await expectProblem(await askMe(bearer(await sign(change))), 401, "session.required");
  }
});

test("a JWT that was signed with the public key as a secret is refused", async () => {
  const [key] = (await fetchKeys()).keys;
  const token = await new SignJWT({ name: "Ann Lee", email: ann.email })
    .setProtectedHeader({ alg: "HS256", kid: key?.kid ?? "" })
    .setSubject(ann.userId)
    .setIssuer(publicUrl)
    .setAudience(publicUrl)
    .setExpirationTime("5m")
    .sign(Buffer.from(String(key?.x), "base64url"));
  await expectProblem(await askMe(bearer(token)), 401, "session.required");
});

test("the first family is made once, however many requests ask for it at the same time", async () => {
  const carl = await openAccount(house, "Carl Ten");
  const answers = await Promise.all(Array.from({ length: 10 }, () => askMe(carl.jwt)));
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(bodies).size).toBe(1);
  expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ families: [{ name: "Ten family", role: "owner" }] });
  const rows = await house.query("select family_id from member where user_id = $1", [carl.userId]);
  expect(rows).toHaveLength(1);
});

test("a password is kept as its scrypt hash and stands in no answer and no log line", async () => {
  const signedUp = await postAuth(house, "/sign-up/email", {
    name: "Dora Deep",
    email: "dora@memoryvault.example",
    password: "unmistakable and very long",
  });
  const cookie = { Cookie: cookiesOf(signedUp) };
  const [row] = await house.query(
    `select a.password from account a join "user" u on u.id = a.user_id where u.email = 'dora@memoryvault.example'`,
  );
  const [salt = "", key = ""] = String(row?.password).split(":");
  const cost = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 };
  expect(scryptSync("unmistakable and very long", salt, 64, cost).toString("hex")).toBe(key);
  const answers = [
    await signedUp.text(),
    await (await askMe(cookie)).text(),
    await (await fetch(`${house.url}/api/v1/auth/get-session`, { headers: cookie })).text(),
    await (await fetch(`${house.url}/api/v1/auth/list-accounts`, { headers: cookie })).text(),
    JSON.stringify(house.logs),
  ];
  for (const secret of [key, salt, "unmistakable"]) {
    for (const answer of answers) expect(answer).not.toContain(secret);
  }
});

test("after twenty tries to sign in within a minute an address has to wait, at the API and at the page", async () => {
  const from = { "CF-Connecting-IP": newAddress() };
  const statuses: number[] = [];
  let answer: Response;
  // The minute may turn once on the way.
  do {
    answer = await postAuth(house, "/sign-in/email", {}, from);
    statuses.push(answer.status);
  } while (answer.status !== 429 && statuses.length < 45);
  expect(statuses.slice(0, 20)).not.toContain(429);
  expect(answer.headers.get("Retry-After")).toBe("60");
  await expectProblem(answer, 429, "request.too_many");

  const page = await fetch(`${house.url}/sign-in`, {
    method: "POST",
    headers: { ...from, Origin: house.url, "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ email: ann.email, password }).toString(),
    redirect: "manual",
  });
  expect(page.status).toBe(200);
  expect(page.headers.getSetCookie().join()).not.toContain("session_token=");

  const elsewhere = await postAuth(house, "/sign-in/email", { email: ann.email, password });
  expect(elsewhere.status).toBe(200);
});

test("a page of another origin may not act with a visitor's cookies", async () => {
  const post = (path: string, origin: string, body: unknown = { name: "Stolen" }) =>
    fetch(`${house.url}${path}`, {
      method: "POST",
      headers: { ...ann.cookie, Origin: origin, "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  for (const origin of ["https://evil.example", "null", `${friend}.evil.example`]) {
    await expectProblem(await post("/api/v1/families", origin), 403, "request.foreign_origin");
    await expectProblem(await post("/api/v1/auth/sign-out", origin), 403, "request.foreign_origin");
    await expectProblem(await post("/notifications", origin), 403, "request.foreign_origin");
  }
  for (const origin of [friend, publicUrl, house.url]) {
    expect((await post("/api/v1/families", origin)).status).toBe(201);
  }
});

test("who signs up on a Spanish page gets Spanish mails from then on", async () => {
  const body = { name: "Ida", email: "ida@memoryvault.example", password };
  const signedUp = await postAuth(house, "/sign-up/email", body, { "Accept-Language": "es-MX,en;q=0.5" });
  const { user } = (await signedUp.json()) as { user: { id: string } };
  const rows = await house.query("select language from preference where user_id = $1", [user.id]);
  expect(rows).toEqual([{ language: "es" }]);
});

test("only origins that were configured may read answers from a browser", async () => {
  const ask = async (origin: string, path = "/api/v1/me", method = "GET") => {
    const headers = {
      Origin: origin,
      "Access-Control-Request-Method": "PATCH",
      ...(method === "GET" ? ann.jwt : {}),
    };
    const { status, headers: answered } = await fetch(`${house.url}${path}`, { method, headers });
    return [status, answered.get("Access-Control-Allow-Origin")];
  };
  expect(await ask(friend)).toEqual([200, friend]);
  expect(await ask(friend, "/api/v1/nowhere")).toEqual([404, friend]);
  expect(await ask(friend, "/api/v1/me", "OPTIONS")).toEqual([204, friend]);
  expect(await ask("https://evil.example")).toEqual([200, null]);
  expect((await ask("https://evil.example", "/api/v1/me", "OPTIONS"))[1]).toBeNull();
  expect((await ask("null"))[1]).toBeNull();
});
