import { z } from "@hono/zod-openapi";

/** Path parameters that several resources share. */
export const familyPath = z.object({ familyId: z.uuid() });
export const memoryPath = z.object({ memoryId: z.uuid() });
export const personPath = z.object({ personId: z.uuid() });

/** `{items, nextCursor}`: the next page is asked with `?cursor=`. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

export const json = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  content: { "application/json": { schema } },
  description,
});

export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { "application/json": { schema } },
  required: true,
});

/** A refusal, described once for all routes (worker/api/docs.ts registers it). */
export const problem = (description: string) => ({
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  description,
});

/** While the first request with the same Idempotency-Key is still at work. */
export const stillRunning = {
  409: { description: "The same request is still being worked on; Retry-After" },
};

/** The refusals that every route may answer with. */
export const refusals = {
  401: problem("Not signed in"),
  403: problem("Visible, but the act isn't allowed"),
  404: problem("Not there, or not the viewer's to see"),
  422: problem("Something in the request is missing or wrong"),
  429: problem("Too many requests"),
  503: problem("Something needed is away; Retry-After says when to try again"),
};
