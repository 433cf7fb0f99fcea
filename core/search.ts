import type { Viewer } from "./access.ts";
import { notFound, VendorError } from "./errors.ts";
import { presentMemory } from "./memory-record.ts";
import type { Services } from "./ports.ts";
import type { MemoryFilters } from "./schemas.ts";
import type { Meaning, Related, SearchAnswer, SearchPage, Suggestion } from "./search-answers.ts";
import type { Asked, InFamily, MeaningFloor } from "./stores.ts";

export * from "./search-answers.ts";

/** How long a search waits for the meaning of its question; then words have to do. */
const patienceMilliseconds = 1200;

/** How alike (cosine) something must be to what was asked, as each model counts: below it, it is about something else. */
const floors: Record<string, MeaningFloor> = { "memoryvault-local": { story: 0.35, passage: 0.52 } };
const usualFloor: MeaningFloor = { story: 0.35, passage: 0.4 };

/**
 * Finds memories by words and by meaning; the two ranks are fused. When the embeddings' vendor is away, words alone answer,
 * and the answer says so. Words that nobody says stand for the names that look like them.
 */
export async function searchMemories(
  services: Pick<Services, "search" | "embedder" | "log" | "requestId">,
  viewer: Viewer,
  familyId: string,
  question: string,
  filters: MemoryFilters,
  page: SearchPage,
): Promise<InFamily<SearchAnswer>> {
  const asked = readQuestion(question);
  const { vector, meaning } = await findMeaning(services, question, asked);
  const { model } = services.embedder;
  const found = await services.search.find(
    viewer,
    familyId,
    { ...asked, meaning: vector && { model, vector, floor: floorOf(model) } },
    filters,
    page,
  );
  if (!found) throw notFound("family");
  return {
    ...found,
    items: found.items.map(({ memory, score, headline, moments }) => ({
      memory: presentMemory(memory),
      rank: score,
      highlight: headline
        .map(({ text, marked }) => (marked ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)))
        .join(""),
      moments,
    })),
    meaning,
  };
}

/** What the family has that begins with or looks like what was typed: at most eight, the best first. */
export async function suggestSearches(
  services: Pick<Services, "search">,
  viewer: Viewer,
  familyId: string,
  typed: string,
): Promise<Suggestion[]> {
  const suggestions = await services.search.suggest(viewer, familyId, typed, 8);
  if (!suggestions) throw notFound("family");
  return suggestions;
}

/** At most five memories that go with one, the nearest first. */
export async function listRelated(
  services: Pick<Services, "search" | "embedder">,
  viewer: Viewer,
  memoryId: string,
): Promise<Related[]> {
  const { model } = services.embedder;
  const related = await services.search.related(viewer, memoryId, { model, floor: floorOf(model).story }, 5);
  if (!related) throw notFound("memory");
  return related.map(({ memory, why }) => ({ memory: presentMemory(memory), why }));
}

/** The words of a question, and whether it asks for exactly what it says. */
export function readQuestion(question: string): Pick<Asked, "words" | "exact"> {
  const excluded = /(?<=^|\s)-(?:"[^"]*"?|\S+)/g;
  const excludes = excluded.test(question);
  const exact = excludes || question.includes('"') || /(?<=\S\s)or(?=\s\S)/i.test(question);
  const wanted = question.replaceAll(excluded, " ");
  return {
    words: [
      ...new Set(
        wanted
          .normalize("NFC")
          .toLowerCase()
          .match(/[\p{L}\p{N}\p{M}]+/gu),
      ),
    ].slice(0, 24),
    exact: exact ? { text: question, excludes } : undefined,
  };
}

async function findMeaning(
  { embedder, log, requestId }: Pick<Services, "embedder" | "log" | "requestId">,
  question: string,
  { words, exact }: Pick<Asked, "words" | "exact">,
): Promise<{ vector?: number[]; meaning: Meaning }> {
  if (words.length === 0 || exact) return { meaning: "unneeded" };
  try {
    const [vector] = await embedder.embed([question], {
      requestId,
      timeoutMilliseconds: patienceMilliseconds,
    });
    return { vector, meaning: "used" };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    log("search.without_meaning", { code: error.code }, "warn");
    return { meaning: "unavailable" };
  }
}

function floorOf(model: string): MeaningFloor {
  return floors[model] ?? usualFloor;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
