import type { Suggestion } from "../../core/search.ts";

/** What the family has that is like what was typed; undefined when nobody waits for it any more, or nothing answers. */
export async function askSuggestions(
  familyId: string,
  typed: string,
  signal: AbortSignal,
): Promise<Suggestion[] | undefined> {
  try {
    const answer = await fetch(`/families/${familyId}/search/suggestions?q=${encodeURIComponent(typed)}`, {
      signal,
    });
    return answer.ok ? ((await answer.json()) as Suggestion[]) : undefined;
  } catch {
    // Without a network one can still ask what one typed.
    return undefined;
  }
}
