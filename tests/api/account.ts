import type { House } from "../house.ts";

export const password = "bread, salt and a candle";
let addresses = 0;

/** An address that nobody else in this run comes from: tries to sign in are counted by it. */
export function newAddress(): string {
  addresses += 1;
  return `203.0.113.${addresses}`;
}

/** Posts to Better Auth's paths as a client does that is no browser. */
export function postAuth(
  house: Pick<House, "url">,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${house.url}/api/v1/auth${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "CF-Connecting-IP": newAddress(), ...headers },
    body: JSON.stringify(body),
  });
}

/** The cookies of an answer as a browser sends them back. */
export function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** Somebody with an account, and each of the three proofs of it as headers. */
export interface Account {
  email: string;
  userId: string;
  cookie: { Cookie: string };
  sessionToken: { Authorization: string };
  jwt: { Authorization: string };
}

/** Signs somebody up. No family is made before it is asked for. */
export async function openAccount(house: Pick<House, "url">, name: string): Promise<Account> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@memoryvault.example`;
  const signedUp = await postAuth(house, "/sign-up/email", { name, email, password });
  if (!signedUp.ok) throw new Error(`sign-up answered ${signedUp.status}: ${await signedUp.text()}`);
  const { token, user } = (await signedUp.json()) as { token: string; user: { id: string } };
  const cookie = { Cookie: cookiesOf(signedUp) };
  const asked = await fetch(`${house.url}/api/v1/auth/token`, { headers: cookie });
  const jwt = (await asked.json()) as { token: string };
  return {
    email,
    userId: user.id,
    cookie,
    sessionToken: { Authorization: `Bearer ${token}` },
    jwt: { Authorization: `Bearer ${jwt.token}` },
  };
}
