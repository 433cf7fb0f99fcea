import { hashText } from "../../adapters/hash-text.ts";
import { makeToken } from "../../adapters/secret-token.ts";
import { waitUntil } from "../family.ts";
import type { House } from "../house.ts";
import { callRoute, type Places, type Route } from "./routes.ts";
import { writeMemory, writeTranscript } from "./rows.ts";

/**
 * Things of a family that may be read, changed and deleted, made anew for a call of `route`: a memory that failed, its
 * words, a person, an upload that `proof`'s account has begun. A route about something new gets it here.
 */
export async function makePlaces(
  house: Pick<House, "url" | "query">,
  familyId: string,
  proof: Record<string, string>,
  route?: Route,
): Promise<Places> {
  const failure = { code: "openai.unavailable", stage: "enrich", retryable: true, detail: "It was away." };
  const memoryId = await writeMemory(house, familyId, { status: "failed", failure });
  const [segment] = await writeTranscript(house, familyId, memoryId, ["We baked."]);
  const personId = crypto.randomUUID();
  await house.query("insert into person (id, family_id, name) values ($1, $2, 'Maria')", [
    personId,
    familyId,
  ]);
  await house.query(`update transcript set speakers = '[{"label": "A"}]' where memory_id = $1`, [memoryId]);
  await house.query(
    "insert into heard_name (family_id, key, name, meaning) values ($1, 'pastor', 'Pastor', 'stranger') on conflict do nothing",
    [familyId],
  );
  if (route?.path.endsWith("/photo")) await hangPhoto(house, personId, proof);
  const uploadId = route?.path.includes("{uploadId}") ? await beginUpload(house, familyId, proof) : "";
  return {
    familyId,
    memoryId,
    personId,
    segmentId: segment?.id ?? "",
    uploadId,
    key: "pastor",
    label: "A",
    ...(await makeBelonging(house, familyId, route)),
    ...(await makeInterview(house, familyId, proof, route)),
  };
}

/** Another member, an invitation into the family, and a link into a family that nobody else knows of. */
async function makeBelonging(
  house: Pick<House, "query">,
  familyId: string,
  route?: Route,
): Promise<Pick<Places, "userId" | "invitationId" | "token">> {
  // An earlier call may have planned the family's end.
  await house.query("update family set delete_after = null where id = $1", [familyId]);
  const places = { userId: crypto.randomUUID(), invitationId: crypto.randomUUID(), token: makeToken() };
  if (route?.path.includes("{userId}")) {
    await house.query(`insert into "user" (id, name, email) values ($1, 'Aunt May', $2)`, [
      places.userId,
      `${places.userId}@memoryvault.example`,
    ]);
    await house.query("insert into member (family_id, user_id, role) values ($1, $2, 'viewer')", [
      familyId,
      places.userId,
    ]);
  }
  const invite = async (into: string, id: string, token: string) =>
    house.query(
      `insert into invitation (id, family_id, email, role, token_hash, expires_at)
        values ($1, $2, 'niece@memoryvault.example', 'viewer', $3, now() + interval '7 days')`,
      [id, into, await hashText(token)],
    );
  if (route?.path.includes("{invitationId}")) await invite(familyId, places.invitationId, makeToken());
  if (route?.path.includes("{token}")) {
    const elsewhere = crypto.randomUUID();
    await house.query("insert into family (id, name) values ($1, 'The Novaks')", [elsewhere]);
    await invite(elsewhere, crypto.randomUUID(), places.token);
  }
  return places;
}

async function hangPhoto(
  house: Pick<House, "url">,
  personId: string,
  proof: Record<string, string>,
): Promise<void> {
  const route = { name: "PUT /people/{personId}/photo", method: "PUT", path: "/people/{personId}/photo" };
  await callRoute(house, route, { personId } as Places, proof);
}

/** A question that waits; for a route about an interview, one that has begun, with its first question. */
async function makeInterview(
  house: Pick<House, "url" | "query">,
  familyId: string,
  proof: Record<string, string>,
  route?: Route,
): Promise<Pick<Places, "interviewId" | "questionId">> {
  if (route?.path.includes("{interviewId}")) {
    const begin = { name: "POST /families/{familyId}/interviews", method: "POST" };
    const path = "/families/{familyId}/interviews";
    const begun = await callRoute(house, { ...begin, path }, { familyId } as Places, proof);
    const { id, question } = (await begun.json()) as { id: string; question: { id: string } };
    const mirrored = "select 1 from interview where id = $1 and turns <> '[]'";
    await waitUntil(async () => (await house.query(mirrored, [id]))[0], "the interview is mirrored");
    return { interviewId: id, questionId: question.id };
  }
  const questionId = crypto.randomUUID();
  await house.query("insert into queued_question (id, family_id, text) values ($1, $2, 'Who baked?')", [
    questionId,
    familyId,
  ]);
  return { interviewId: "", questionId };
}

async function beginUpload(
  house: Pick<House, "url">,
  familyId: string,
  proof: Record<string, string>,
): Promise<string> {
  const route = { name: "POST /uploads", method: "POST", path: "/uploads" };
  const begun = await callRoute(house, route, { familyId } as Places, proof);
  return begun.headers.get("Location")?.split("/").at(-1) ?? "";
}
