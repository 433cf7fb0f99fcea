import { OpenAPIHono } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import { readEnvironment } from "../../adapters/services.ts";
import { AppError } from "../../core/errors.ts";
import type { AppContext } from "../context.ts";
import { limitWrites } from "../limits.ts";
import { refuseForeignOrigins } from "../origins.ts";
import { knowViewer } from "../viewer.ts";
import { account } from "./account.ts";
import { answers } from "./answers.ts";
import { audio } from "./audio.ts";
import { audit } from "./audit.ts";
import { auth } from "./auth.ts";
import { deletions } from "./deletions.ts";
import { docs } from "./docs.ts";
import { events } from "./events.ts";
import { families } from "./families.ts";
import { interviews } from "./interviews.ts";
import { invitations } from "./invitations.ts";
import { members } from "./members.ts";
import { memories } from "./memories.ts";
import { names } from "./names.ts";
import { notifications } from "./notifications.ts";
import { overview } from "./overview.ts";
import { people } from "./people.ts";
import { photos } from "./photos.ts";
import { questions } from "./questions.ts";
import { recordings } from "./recordings.ts";
import { search } from "./search.ts";
import { speakers } from "./speakers.ts";
import { transcripts } from "./transcripts.ts";
import { uploads } from "./uploads.ts";

/** The public API under /api/v1: one file a resource. */
export const api = new OpenAPIHono<AppContext>();

api.use(async (c, next) => {
  // OPTIONS that asks no leave of CORS is tus asking what uploads can do.
  if (c.req.method === "OPTIONS" && !c.req.header("Access-Control-Request-Method")) return next();
  const allowed = readEnvironment(c.env).API_ORIGINS;
  return cors({
    origin: (origin) => (allowed.includes(origin) ? origin : null),
    credentials: true,
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
    allowHeaders: [
      "Authorization",
      "Content-Type",
      "Idempotency-Key",
      "If-Match",
      "If-None-Match",
      "Range",
      "X-Request-Id",
      "Tus-Resumable",
      "Upload-Length",
      "Upload-Metadata",
      "Upload-Offset",
      "Upload-Checksum",
      "X-HTTP-Method-Override",
    ],
    exposeHeaders: [
      "X-Request-Id",
      "Server-Timing",
      "Location",
      "ETag",
      "Accept-Ranges",
      "Content-Range",
      "Retry-After",
      "Memory-Id",
      "Tus-Resumable",
      "Upload-Offset",
      "Upload-Length",
      "Upload-Expires",
      "Upload-Metadata",
      "Tus-Version",
      "Tus-Extension",
      "Tus-Max-Size",
      "Tus-Checksum-Algorithm",
    ],
    maxAge: 3600,
  })(c, next);
});
api.use("/auth/*", refuseForeignOrigins);
api.route("/auth", auth);
api.route("/", docs(api));

api.use(knowViewer, refuseForeignOrigins, limitWrites);
api.use(async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "private, no-store");
});

api.route("/", account);
api.route("/", families);
api.route("/", members);
api.route("/", invitations);
api.route("/", audit);
api.route("/", people);
api.route("/", photos);
api.route("/", names);
api.route("/", overview);
api.route("/", recordings);
api.route("/", uploads);
api.route("/", deletions);
api.route("/", memories);
api.route("/", search);
api.route("/", transcripts);
api.route("/", speakers);
api.route("/", audio);
api.route("/", events);
api.route("/", interviews);
api.route("/", answers);
api.route("/", questions);
api.route("/", notifications);
api.all("*", () => {
  throw new AppError(
    "route.not_found",
    404,
    "There is nothing at this address of the API. Its description is at /api/v1/docs.",
  );
});
