import { readFileSync } from "node:fs";
import { v7 as uuidv7 } from "uuid";
import { expect } from "vitest";
import { z } from "zod";
import type { Role } from "../../core/schemas.ts";
import type { House } from "../house.ts";
import { password } from "./account.ts";

const methods = ["get", "head", "options", "post", "put", "patch", "delete"] as const;
const documentSchema = z.object({
  paths: z.record(z.string(), z.partialRecord(z.enum(methods), z.unknown())),
});

/** A route of the API's own description. */
export interface Route {
  /** e.g. `PATCH /people/{personId}` */
  name: string;
  method: string;
  path: string;
}

/** Every route that the OpenAPI document names. */
export async function listRoutes(house: Pick<House, "url">): Promise<Route[]> {
  const answer = await fetch(`${house.url}/api/v1/openapi.json`);
  const { paths } = documentSchema.parse(await answer.json());
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((name) => {
      const method = name.toUpperCase();
      return { name: `${method} ${path}`, method, path };
    }),
  );
}

/** Ids that go into the paths. */
export interface Places {
  familyId: string;
  memoryId: string;
  personId: string;
  segmentId: string;
  uploadId: string;
  /** Another member of the family, an open invitation of it, and the link's token of an invitation of another one. */
  userId: string;
  invitationId: string;
  token: string;
  /** A name that somebody said is a stranger's, and a voice of the memory. */
  key: string;
  label: string;
  /** An interview that has begun, its first question, and a question that a relative has queued. */
  interviewId: string;
  questionId: string;
}

interface Call {
  /** Whose thing a path without an id is about: `nobody`'s is open to everybody, `caller`'s shows each their own. */
  about?: "caller" | "nobody";
  /** The least role that may; by itself who reads may be a viewer, who changes must be an editor. */
  needs?: Role;
  /** Who alone owns a family with others is refused with 409 `.last_owner`: they would be left without an owner. */
  ownerIsHeld?: boolean;
  /** What is asked so is refused with this by those who may, since it wants more than fetch can say. */
  refused?: number;
  /** Only whoever made the thing knows of it, whatever their role. */
  makersOnly?: boolean;
  /** What stands behind the path. */
  ask?: string;
  send?: (places: Places) => RequestInit;
}

const json = (body: unknown) => (): RequestInit => ({
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
const tus = { "Tus-Resumable": "1.0.0" };
const encode = (text: string) => Buffer.from(text).toString("base64");
/** One grey point. */
const tinyPhoto = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==",
  "base64",
);
const recording = readFileSync(new URL("../data/speech/001.wav", import.meta.url));

function sendForm(): RequestInit {
  const body = new FormData();
  body.set("audio", new Blob([recording]), "story.wav");
  return { body };
}

function sendWords(): RequestInit {
  const body = new FormData();
  body.set("text", "We baked on Saturdays, and the street came by to smell it.");
  return { body };
}

/** How to call each route so that it succeeds for somebody who may. A new route has to be told here. */
const calls: Record<string, Call> = {
  "GET /me": { about: "caller" },
  "DELETE /me": { about: "caller", ownerIsHeld: true, send: json({ password }) },
  "POST /me/keep": { about: "caller" },
  "GET /families": { about: "caller" },
  "POST /families": { about: "caller", send: json({ name: "The other side" }) },
  "GET /families/{familyId}": {},
  "PATCH /families/{familyId}": { needs: "owner", send: json({ name: "The Millers" }) },
  "DELETE /families/{familyId}": { needs: "owner" },
  "POST /families/{familyId}/restore": { needs: "owner" },
  "GET /families/{familyId}/members": {},
  "PATCH /families/{familyId}/members/{userId}": { needs: "owner", send: json({ role: "editor" }) },
  "DELETE /families/{familyId}/members/{userId}": { needs: "owner" },
  "GET /families/{familyId}/invitations": { needs: "owner" },
  "POST /families/{familyId}/invitations": {
    needs: "owner",
    send: json({ email: "cousin@memoryvault.example", role: "viewer" }),
  },
  "DELETE /families/{familyId}/invitations/{invitationId}": { needs: "owner" },
  "GET /families/{familyId}/audit": { needs: "owner" },
  "GET /invitations/{token}": { about: "nobody" },
  "POST /invitations/{token}/accept": { about: "caller" },
  "GET /families/{familyId}/people": {},
  "POST /families/{familyId}/people": { send: json({ name: "Maria" }) },
  "GET /people/{personId}": {},
  "PATCH /people/{personId}": { send: json({ bio: "She kept the bees." }) },
  "DELETE /people/{personId}": {},
  "GET /people/{personId}/photo": {},
  "PUT /people/{personId}/photo": {
    send: () => ({ headers: { "Content-Type": "image/png" }, body: tinyPhoto }),
  },
  "DELETE /people/{personId}/photo": {},
  "GET /families/{familyId}/names": {},
  "POST /families/{familyId}/names": { send: json({ name: "The milkman", meaning: "stranger" }) },
  "DELETE /families/{familyId}/names/{key}": {},
  "GET /families/{familyId}/timeline": {},
  "GET /families/{familyId}/insights": {},
  "GET /families/{familyId}/memories": {},
  "POST /families/{familyId}/memories": { send: sendForm },
  "OPTIONS /uploads": { about: "nobody" },
  "POST /uploads": {
    send: ({ familyId }) => ({
      headers: {
        ...tus,
        "Upload-Length": String(recording.length),
        "Upload-Metadata": `familyId ${encode(familyId)},filename ${encode("story.wav")},filetype ${encode("audio/wav")}`,
      },
    }),
  },
  "HEAD /uploads/{uploadId}": { makersOnly: true, send: () => ({ headers: tus }) },
  "PATCH /uploads/{uploadId}": {
    makersOnly: true,
    send: () => ({
      headers: { ...tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" },
      body: recording.subarray(0, 100),
    }),
  },
  "DELETE /uploads/{uploadId}": { makersOnly: true, send: () => ({ headers: tus }) },
  "GET /families/{familyId}/memories/deleted": { needs: "editor" },
  "GET /memories/{memoryId}": {},
  "PATCH /memories/{memoryId}": { send: json({ oneLiner: "About bread." }) },
  "DELETE /memories/{memoryId}": {},
  "POST /memories/{memoryId}/restore": {},
  "POST /memories/{memoryId}/retry": {},
  "POST /memories/{memoryId}/reprocess": { send: json({ from: "enrich" }) },
  "GET /memories/{memoryId}/transcript.json": {},
  "GET /memories/{memoryId}/transcript.vtt": {},
  "GET /memories/{memoryId}/transcript.srt": {},
  "GET /memories/{memoryId}/transcript.txt": {},
  "PUT /memories/{memoryId}/transcript/segments/{segmentId}": { send: json({ text: "We baked." }) },
  "POST /memories/{memoryId}/speakers": {},
  "PUT /memories/{memoryId}/speakers/{label}": { send: json({ personId: null }) },
  "GET /memories/{memoryId}/audio": {},
  "GET /memories/{memoryId}/events": {},
  "GET /families/{familyId}/search": {},
  "GET /families/{familyId}/search/suggestions": { ask: "?q=m" },
  "GET /memories/{memoryId}/related": {},
  "GET /families/{familyId}/interviews": {},
  "POST /families/{familyId}/interviews": { send: json({ topic: "bread" }) },
  "GET /interviews/{interviewId}": {},
  // A WebSocket's handshake, which fetch can't make: tests/api/interviews.test.ts does.
  "GET /interviews/{interviewId}/socket": { needs: "editor", refused: 426 },
  "POST /interviews/{interviewId}/answers": { send: sendWords },
  "POST /interviews/{interviewId}/controls": { send: json({ control: "pause" }) },
  "POST /interviews/{interviewId}/end": {},
  "GET /interviews/{interviewId}/questions/{questionId}/audio": {},
  "GET /families/{familyId}/questions": {},
  "POST /families/{familyId}/questions": { needs: "viewer", send: json({ text: "Who baked the bread?" }) },
  "DELETE /questions/{questionId}": {},
  "GET /notifications": { about: "caller" },
  "GET /notifications/settings": { about: "caller" },
  "PATCH /notifications/settings": {
    about: "caller",
    send: json({ telling: { "memory.ready": { mail: "at-once" } } }),
  },
  "POST /notifications/read": { about: "caller", send: json({ ids: [uuidv7()] }) },
};

/** Fails on a route that nobody has told how to call. */
export function howToCall(route: Route): Call {
  const call = calls[route.name];
  expect(call, `tests/api/routes.ts doesn't know how to call ${route.name}`).toBeDefined();
  return call ?? {};
}

/** Calls a route about these places, with these proofs of who asks. */
export function callRoute(
  house: Pick<House, "url">,
  route: Route,
  places: Places,
  proof: Record<string, string> = {},
): Promise<Response> {
  const call = howToCall(route);
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = places[name as keyof Places];
    expect(id, `tests/api/routes.ts knows no ${name}`).toBeDefined();
    return id;
  });
  const { headers, ...init } = call.send?.(places) ?? {};
  return fetch(`${house.url}/api/v1${path}${call.ask ?? ""}`, {
    ...init,
    method: route.method,
    headers: { ...(headers as Record<string, string>), ...proof },
  });
}
