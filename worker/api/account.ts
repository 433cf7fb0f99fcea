import { createRoute, z } from "@hono/zod-openapi";
import { describeAccount, leaveForGood } from "../../core/accounts.ts";
import { roleSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { json, jsonBody, problem, refusals } from "./schemas.ts";

/** Who somebody is, and how they leave. */
export const account = createRouter();

const time = z.iso.datetime();

const me = createRoute({
  method: "get",
  path: "/me",
  responses: {
    200: json(
      z.object({
        user: z.object({
          id: z.uuid(),
          name: z.string(),
          email: z.string(),
          emailVerified: z.boolean(),
          deleteAfter: time.optional().openapi({ description: "The account is to be deleted then" }),
        }),
        families: z.array(z.object({ id: z.uuid(), name: z.string(), role: roleSchema })),
      }),
      "The account and its families; the first family is made on first use",
    ),
    ...refusals,
  },
});
account.openapi(me, async (c) => {
  const { account: user, families } = await describeAccount(c.get("services"), requireViewer(c));
  return c.json({ user, families: families.map(({ id, name, role }) => ({ id, name, role })) }, 200);
});

const leave = createRoute({
  method: "delete",
  path: "/me",
  summary: "Have the account deleted in 30 days",
  description:
    "Ends all other sessions. Families that nobody else belongs to go with the account. Until then `POST /me/keep` takes it back.",
  request: { body: jsonBody(z.object({ password: z.string().max(1000) })) },
  responses: {
    202: json(z.object({ deleteAfter: time }), "From this time on nothing of the account is kept"),
    ...refusals,
    409: problem(
      "`account.last_owner`: families that others belong to would have no owner; `errors` names them",
    ),
  },
});
account.openapi(leave, async (c) => {
  const viewer = requireViewer(c);
  const { password } = c.req.valid("json");
  const services = c.get("services");
  const deleteAfter = await leaveForGood(services, c.req.raw, viewer, password);
  for (const cookie of await services.accounts.forgetCopy()) c.header("Set-Cookie", cookie, { append: true });
  return c.json({ deleteAfter }, 202);
});

const keep = createRoute({
  method: "post",
  path: "/me/keep",
  summary: "Keep the account after all",
  responses: { 204: { description: "Nothing is deleted" }, ...refusals },
});
account.openapi(keep, async (c) => {
  const services = c.get("services");
  await services.ownAccount.keep(requireViewer(c));
  for (const cookie of await services.accounts.forgetCopy()) c.header("Set-Cookie", cookie, { append: true });
  return c.body(null, 204);
});
