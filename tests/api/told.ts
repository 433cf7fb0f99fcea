import type { Memory } from "../../core/schemas.ts";

/** What a memory tells of people, each heard at a second of its own. */
export function tellOf(
  ...names: string[]
): Pick<Memory, "people" | "places" | "dates" | "followUps" | "warnings"> {
  const people = names.map((name, at) => ({
    name,
    evidence: [{ start: at * 4, end: at * 4 + 2, quote: `then ${name} came` }],
  }));
  return { people, places: [], dates: [], followUps: [], warnings: [] };
}

/** A request with a JSON body. */
export const asJson = (method: string, body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});
