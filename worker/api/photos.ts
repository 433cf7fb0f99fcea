import { createRoute } from "@hono/zod-openapi";
import { notFound } from "../../core/errors.ts";
import { hangPhoto, largestPhotoBytes, takePhotoDown, tooLargePhoto } from "../../core/photos.ts";
import { personSchema } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { json, personPath, problem, refusals } from "./schemas.ts";

/** The photo of a person, for members only. */
export const photos = createRouter();

const picture = { schema: { type: "string" as const, format: "binary" } };
const pictures = { "image/jpeg": picture, "image/png": picture, "image/webp": picture };

const put = createRoute({
  method: "put",
  path: "/people/{personId}/photo",
  description:
    "Judged by content. Where it was taken, and what else a camera writes beside a picture, is left out.",
  request: { params: personPath, body: { required: true, content: pictures } },
  responses: {
    200: json(personSchema, "The person with the photo"),
    413: problem("Larger than 2 MB"),
    415: problem("Not a JPEG, PNG or WebP"),
    ...refusals,
  },
});
photos.openapi(put, async (c) => {
  const viewer = requireViewer(c);
  const { personId } = c.req.valid("param");
  const octets = await readAtMost(c.req.raw.body, largestPhotoBytes);
  return c.json(await hangPhoto(c.get("services"), viewer, personId, octets), 200);
});

const look = createRoute({
  method: "get",
  path: "/people/{personId}/photo",
  request: { params: personPath },
  responses: { 200: { content: pictures, description: "The photo" }, ...refusals },
});
photos.openapi(look, async (c) => {
  const { people, photos: kept } = c.get("services");
  const found = await people.findPhoto(requireViewer(c), c.req.valid("param").personId);
  if (!found) throw notFound("person");
  const etag = `"${found.key?.split("/").at(-1)}"`;
  const headers = new Headers({ "Cache-Control": "private, max-age=3600", ETag: etag });
  if (found.key && c.req.header("If-None-Match") === etag)
    return new Response(null, { status: 304, headers });
  const photo = found.key ? await kept.open(found.key) : undefined;
  if (!photo) throw notFound("photo");
  headers.set("Content-Type", photo.contentType);
  headers.set("Content-Length", String(photo.bytes));
  headers.set("X-Content-Type-Options", "nosniff");
  return new Response(photo.body, { headers });
});

const remove = createRoute({
  method: "delete",
  path: "/people/{personId}/photo",
  request: { params: personPath },
  responses: { 204: { description: "There is no photo any more" }, ...refusals },
});
photos.openapi(remove, async (c) => {
  await takePhotoDown(c.get("services"), requireViewer(c), c.req.valid("param").personId);
  return c.body(null, 204);
});

async function readAtMost(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > limit) throw tooLargePhoto();
    pieces.push(piece);
  }
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
