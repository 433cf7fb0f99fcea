import type { Years } from "../../core/untold-years.ts";

/** Years as the address of the page that tells about them says: 1965-1972. */
export function writeAbout({ from, to }: Years): string {
  return `${from}-${to}`;
}

/** The years that an address asks to tell about; undefined when it asks for none, or for nonsense. */
export function readAbout(about: string | null): Years | undefined {
  const [, from, to] = /^(\d{4})-(\d{4})$/.exec(about ?? "") ?? [];
  if (from === undefined || to === undefined || from > to) return undefined;
  return { from: Number(from), to: Number(to) };
}
