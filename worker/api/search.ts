import { createRoute, z } from "@hono/zod-openapi";
import {
  listRelated,
  questionSchema,
  relatedSchema,
  searchAnswerSchema,
  searchMemories,
  searchQuerySchema,
  suggestionSchema,
  suggestSearches,
} from "../../core/search.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, memoryPath, refusals } from "./schemas.ts";

/** Finding memories: by words and meaning, while typing, and from one memory to the next. */
export const search = createRouter();

const find = createRoute({
  method: "get",
  path: "/families/{familyId}/search",
  request: { params: familyPath, query: searchQuerySchema },
  responses: {
    200: json(searchAnswerSchema, "What was found, the best first; without `q` the newest"),
    ...refusals,
  },
});
search.openapi(find, async (c) => {
  const { q, cursor, limit, ...filters } = c.req.valid("query");
  const { items, nextCursor, total, facets, meaning } = await searchMemories(
    c.get("services"),
    requireViewer(c),
    c.req.valid("param").familyId,
    q,
    filters,
    { cursor, limit },
  );
  return c.json({ items, nextCursor, total, facets, meaning }, 200);
});

const suggest = createRoute({
  method: "get",
  path: "/families/{familyId}/search/suggestions",
  request: { params: familyPath, query: z.object({ q: questionSchema }) },
  responses: {
    200: json(z.object({ items: z.array(suggestionSchema) }), "At most eight, the best first"),
    ...refusals,
  },
});
search.openapi(suggest, async (c) => {
  const { familyId } = c.req.valid("param");
  const items = await suggestSearches(c.get("services"), requireViewer(c), familyId, c.req.valid("query").q);
  return c.json({ items }, 200);
});

const related = createRoute({
  method: "get",
  path: "/memories/{memoryId}/related",
  request: { params: memoryPath },
  responses: {
    200: json(
      z.object({ items: z.array(relatedSchema) }),
      "At most five memories that go with this one, and why",
    ),
    ...refusals,
  },
});
search.openapi(related, async (c) =>
  c.json(
    { items: await listRelated(c.get("services"), requireViewer(c), c.req.valid("param").memoryId) },
    200,
  ),
);
