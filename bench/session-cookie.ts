/** A browser's session cookies are renewed every minute; a client that isn't one has to ask. */
export async function renewCookie(
  house: { url: string },
  { Cookie }: { Cookie: string },
): Promise<{ Cookie: string }> {
  const answer = await fetch(`${house.url}/api/v1/auth/get-session`, { headers: { Cookie } });
  await answer.body?.cancel();
  const jar = new Map(Cookie.split("; ").map(splitCookie));
  for (const cookie of answer.headers.getSetCookie()) jar.set(...splitCookie(cookie.split(";")[0] ?? ""));
  return { Cookie: Array.from(jar, ([name, value]) => `${name}=${value}`).join("; ") };
}

function splitCookie(cookie: string): [string, string] {
  const at = cookie.indexOf("=");
  return [cookie.slice(0, at), cookie.slice(at + 1)];
}
