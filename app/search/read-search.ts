import { type MemoryFilters, memoryFiltersSchema } from "../../core/schemas.ts";
import { questionSchema, searchPageSchema } from "../../core/search.ts";
import { type Filters, filterNames, type Question } from "./search-path.ts";

/** A search as core is asked for it, and as the page shows it. */
export interface ReadSearch extends Question {
  asked: MemoryFilters;
  cursor: string | undefined;
}

/** Reads a search out of a page's address. What can't be is left out: an old or mistyped link still shows something. */
export function readSearch(query: URLSearchParams): ReadSearch {
  const filters: Filters = {};
  for (const name of filterNames) {
    const value = query.get(name)?.trim();
    if (value && memoryFiltersSchema.shape[name].safeParse(value).success) filters[name] = value;
  }
  return {
    q: questionSchema.parse((query.get("q") ?? "").trim().slice(0, 300)),
    filters,
    asked: memoryFiltersSchema.parse(filters),
    cursor: searchPageSchema.shape.cursor.safeParse(query.get("cursor") ?? undefined).data,
  };
}
