import { createRoute, z } from "@hono/zod-openapi";
import { hashText } from "../../adapters/hash-text.ts";
import { chooseMailLanguage } from "../../core/account-mails.ts";
import { invitationFieldsSchema, invitationSchema, offeredInvitationSchema } from "../../core/household.ts";
import {
  acceptInvitation,
  inviteByMail,
  listInvitations,
  openInvitation,
  revokeInvitation,
} from "../../core/invitations.ts";
import { familySchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { answerOnce } from "../idempotency.ts";
import { createRouter } from "./router.ts";
import { familyPath, json, jsonBody, listOf, problem, refusals } from "./schemas.ts";

/** Invitations into a family, by a link that is mailed. */
export const invitations = createRouter();

// What isn't a token is no invitation either: both are answered alike.
const linkPath = z.object({ token: z.string() });

const invite = createRoute({
  method: "post",
  path: "/families/{familyId}/invitations",
  request: { params: familyPath, body: jsonBody(invitationFieldsSchema) },
  responses: {
    201: json(invitationSchema, "The invitation; its link is mailed and shown nowhere"),
    ...refusals,
    409: problem("Already a member, too many invitations, or the family is to be deleted"),
  },
});
invitations.openapi(invite, async (c) => {
  const viewer = requireViewer(c);
  const fields = c.req.valid("json");
  const { familyId } = c.req.valid("param");
  return answerOnce(c, await hashText(JSON.stringify(fields)), async (id) => {
    const language = chooseMailLanguage(c.req.raw.headers);
    const invitation = await inviteByMail(c.get("services"), viewer, familyId, id, fields, language);
    return c.json(invitation, 201);
  });
});

const list = createRoute({
  method: "get",
  path: "/families/{familyId}/invitations",
  request: { params: familyPath },
  responses: { 200: json(listOf(invitationSchema), "The open invitations"), ...refusals },
});
invitations.openapi(list, async (c) =>
  c.json(
    { items: await listInvitations(c.get("services"), requireViewer(c), c.req.valid("param").familyId) },
    200,
  ),
);

const revoke = createRoute({
  method: "delete",
  path: "/families/{familyId}/invitations/{invitationId}",
  request: { params: familyPath.extend({ invitationId: z.uuid() }) },
  responses: { 204: { description: "Taken back: its link opens nothing any more" }, ...refusals },
});
invitations.openapi(revoke, async (c) => {
  const { familyId, invitationId } = c.req.valid("param");
  await revokeInvitation(c.get("services"), requireViewer(c), familyId, invitationId);
  return c.body(null, 204);
});

const open = createRoute({
  method: "get",
  path: "/invitations/{token}",
  request: { params: linkPath },
  security: [],
  responses: {
    200: json(offeredInvitationSchema, "What the link offers to whoever holds it"),
    ...refusals,
    404: problem("No such invitation, or it was used or taken back"),
    410: problem("The link came too late"),
  },
});
invitations.openapi(open, async (c) => {
  const found = await openInvitation(c.get("services"), undefined, c.req.valid("param").token);
  const { family, role, invitedBy, email, expiresAt } = found;
  return c.json({ family, role, invitedBy, email, expiresAt }, 200);
});

const accept = createRoute({
  method: "post",
  path: "/invitations/{token}/accept",
  request: { params: linkPath },
  responses: {
    200: json(familySchema, "The family that the viewer belongs to now"),
    ...refusals,
    404: problem("No such invitation, or it was used or taken back"),
    410: problem("The link came too late"),
  },
});
invitations.openapi(accept, async (c) =>
  c.json(await acceptInvitation(c.get("services"), requireViewer(c), c.req.valid("param").token), 200),
);
