/** What narrows a search down, in the order in which it is shown. */
export const filterNames = [
  "person",
  "place",
  "decade",
  "from",
  "to",
  "chapter",
  "narratorId",
  "theme",
  "tone",
] as const;
export type FilterName = (typeof filterNames)[number];

/** Filters as they stand in the page's address. */
export type Filters = Partial<Record<FilterName, string>>;

export interface Question {
  q: string;
  filters: Filters;
}

/** The address of a search; a question that asks nothing leads to the page that says what one may ask. */
export function searchPath(familyId: string, { q, filters }: Question, cursor?: string): string {
  const query = new URLSearchParams();
  if (q) query.set("q", q);
  for (const name of filterNames) {
    const value = filters[name];
    if (value !== undefined) query.set(name, value);
  }
  if (cursor) query.set("cursor", cursor);
  return `/families/${familyId}/search${query.size > 0 ? `?${query}` : ""}`;
}

/** The same filters but these. */
export function withoutFilters(filters: Filters, ...names: FilterName[]): Filters {
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !names.some((each) => each === name)));
}
