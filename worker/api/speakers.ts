import { createRoute, z } from "@hono/zod-openapi";
import { idSchema, transcriptSchema } from "../../core/schemas.ts";
import { askForVoices, nameVoice } from "../../core/speakers.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { json, jsonBody, memoryPath, problem, refusals } from "./schemas.ts";

/** The voices of a recording, and who they are. */
export const speakers = createRouter();

const ask = createRoute({
  method: "post",
  path: "/memories/{memoryId}/speakers",
  description:
    "Asks for the voices to be told apart, in the background: the transcript then names them `speaker`. Where no model can (the built-in one can't), nothing changes, and who speaks is said by hand.",
  request: { params: memoryPath },
  responses: {
    202: { description: "Asked for" },
    409: problem("The words have not been heard yet"),
    ...refusals,
  },
});
speakers.openapi(ask, async (c) => {
  await askForVoices(c.get("services"), requireViewer(c), c.req.valid("param").memoryId);
  return c.body(null, 202);
});

const name = createRoute({
  method: "put",
  path: "/memories/{memoryId}/speakers/{label}",
  description: "Says whose voice it is in everything that this voice says; null: nobody knows.",
  request: {
    params: memoryPath.extend({ label: z.string().min(1).max(40) }),
    body: jsonBody(z.object({ personId: idSchema.nullable() }).strict()),
  },
  responses: { 200: json(transcriptSchema, "The transcript with its speakers"), ...refusals },
});
speakers.openapi(name, async (c) => {
  const { memoryId, label } = c.req.valid("param");
  const { personId } = c.req.valid("json");
  return c.json(
    await nameVoice(c.get("services"), requireViewer(c), memoryId, label, personId ?? undefined),
    200,
  );
});
