import { readFileSync } from "node:fs";
import { v7 as uuidv7 } from "uuid";
import { expect } from "vitest";
import { z } from "zod";
import type { House } from "../house.ts";

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
}

interface Call {
  /** Whose thing a path without an id is about: `nobody`'s is open to everybody, `caller`'s shows each their own. */
  about?: "caller" | "nobody";
  send?: (places: Places) => RequestInit;
}

const json = (body: unknown) => (): RequestInit => ({
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
const tus = { "Tus-Resumable": "1.0.0" };
const encode = (text: string) => Buffer.from(text).toString("base64");
const recording = readFileSync(new URL("../data/speech/001.wav", import.meta.url));

function sendForm(): RequestInit {
  const body = new FormData();
  body.set("audio", new Blob([recording]), "story.wav");
  return { body };
}

/** How to call each route so that it succeeds for somebody who may. A new route has to be told here. */
const calls: Record<string, Call> = {
  "GET /me": { about: "caller" },
  "GET /families": { about: "caller" },
  "POST /families": { about: "caller", send: json({ name: "The other side" }) },
  "GET /families/{familyId}": {},
  "GET /families/{familyId}/people": {},
  "POST /families/{familyId}/people": { send: json({ name: "Maria" }) },
  "GET /people/{personId}": {},
  "PATCH /people/{personId}": { send: json({ bio: "She kept the bees." }) },
  "DELETE /people/{personId}": {},
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
  "HEAD /uploads/{uploadId}": { send: () => ({ headers: tus }) },
  "PATCH /uploads/{uploadId}": {
    send: () => ({
      headers: { ...tus, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream" },
      body: recording.subarray(0, 100),
    }),
  },
  "DELETE /uploads/{uploadId}": { send: () => ({ headers: tus }) },
  "GET /memories/{memoryId}": {},
  "PATCH /memories/{memoryId}": { send: json({ oneLiner: "About bread." }) },
  "DELETE /memories/{memoryId}": {},
  "POST /memories/{memoryId}/retry": {},
  "GET /memories/{memoryId}/transcript.json": {},
  "GET /memories/{memoryId}/transcript.vtt": {},
  "GET /memories/{memoryId}/transcript.srt": {},
  "GET /memories/{memoryId}/transcript.txt": {},
  "PUT /memories/{memoryId}/transcript/segments/{segmentId}": { send: json({ text: "We baked." }) },
  "GET /memories/{memoryId}/audio": {},
  "GET /memories/{memoryId}/events": {},
  "GET /notifications": { about: "caller" },
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
  return fetch(`${house.url}/api/v1${path}`, {
    ...init,
    method: route.method,
    headers: { ...(headers as Record<string, string>), ...proof },
  });
}
