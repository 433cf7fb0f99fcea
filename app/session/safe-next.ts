const here = "https://here.invalid";

/** The path to go to after signing in: only one of our own, else the home page. */
export function readSafeNext(next: string | null | undefined): string {
  if (!next?.startsWith("/")) return "/";
  // Browsers read a backslash as a slash, and drop tabs and line breaks: "/\evil.example" leaves the house.
  if (/[\\\s]/.test(next) || next.startsWith("//")) return "/";
  if (!URL.canParse(next, here)) return "/";
  const url = new URL(next, here);
  return url.origin === here ? url.pathname + url.search + url.hash : "/";
}

/** The sign-in page that leads back to `path` afterwards. */
export function signInPath(path: string): string {
  return path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}
