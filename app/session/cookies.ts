const yearSeconds = 365 * 24 * 3600;

/** The value of one of our own cookies, as the browser sent it. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [key = "", value] = pair.trim().split("=");
    if (key === name) return value;
  }
  return undefined;
}

/** A Set-Cookie that remembers something harmless for a year; an empty value forgets it. The value is of letters, digits and dashes. */
export function makeCookie(request: Request, name: string, value: string): string {
  const secure = new URL(request.url).protocol === "https:" ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${value ? yearSeconds : 0}; HttpOnly; SameSite=Lax${secure}`;
}
