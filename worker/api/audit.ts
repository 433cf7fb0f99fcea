import { createRoute } from "@hono/zod-openapi";
import { listAudit } from "../../core/audit.ts";
import { auditEntrySchema } from "../../core/household.ts";
import { pageSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, listOf, refusals } from "./schemas.ts";

/** Who did what to a family. */
export const audit = createRouter();

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/audit",
  request: { params: familyPath, query: pageSchema },
  responses: { 200: json(listOf(auditEntrySchema), "The newest first; for owners"), ...refusals },
});
audit.openapi(list, async (c) =>
  c.json(
    await listAudit(c.get("services"), requireViewer(c), c.req.valid("param").familyId, c.req.valid("query")),
    200,
  ),
);
