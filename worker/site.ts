import { Hono } from "hono";
import type { RoundTrips } from "../adapters/neon/database.ts";
import { createServices } from "../adapters/services.ts";
import { health } from "./api/health.ts";
import { answerApi } from "./api/room.ts";
import type { AppContext } from "./context.ts";
import { hideTokens } from "./hide-tokens.ts";
import { limitBodies, limitWrites } from "./limits.ts";
import { refuseForeignOrigins } from "./origins.ts";
import { renderPage } from "./pages.ts";
import { answerError } from "./problem-or-page.ts";
import { knowViewer } from "./viewer.ts";

/** What a caller may choose as the id of a request. */
const wellFormedRequestId = /^[A-Za-z0-9._-]{8,128}$/;

/** Everything that is asked over HTTP: each request gets its id, its services, its log line and its Server-Timing. */
export const site = new Hono<AppContext>({ strict: false });

site.use(async (c, next) => {
  const begun = performance.now();
  const given = c.req.header("X-Request-Id");
  const requestId = given && wellFormedRequestId.test(given) ? given : crypto.randomUUID();
  const roundTrips: RoundTrips = { count: 0, milliseconds: 0 };
  c.set("requestId", requestId);
  c.set("services", createServices(c.env, requestId, roundTrips));
  await next();
  const milliseconds = performance.now() - begun;
  // Answers from a fetch or a socket upgrade have headers that cannot be changed.
  const response = c.res.status === 101 ? c.res : new Response(c.res.body, c.res);
  if (response.status !== 101) {
    response.headers.set("X-Request-Id", requestId);
    response.headers.set(
      "Server-Timing",
      `total;dur=${milliseconds.toFixed(1)}, db;dur=${roundTrips.milliseconds.toFixed(1)};desc="${roundTrips.count} round trips"`,
    );
    c.res = response;
  }
  const route = c.get("route") ?? c.req.routePath;
  c.get("services").log("request", {
    method: c.req.method,
    path: hideTokens(new URL(c.req.url).pathname),
    status: c.res.status,
    milliseconds: Math.round(milliseconds),
    roundTrips: roundTrips.count,
  });
  c.env.METRICS.writeDataPoint({
    indexes: [route],
    blobs: [c.req.method, route, String(c.res.status)],
    doubles: [milliseconds, roundTrips.count],
  });
});

site.onError(answerError);

site.use(limitBodies);
site.route("/", health);
site.all("/api/v1/*", answerApi);
site.all("*", knowViewer, refuseForeignOrigins, limitWrites, renderPage);
