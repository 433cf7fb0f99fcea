import { Hono } from "hono";
import { createServices } from "../../adapters/services.ts";
import { UploadSession } from "../../durable-objects/upload-session.ts";
import { api } from "../../worker/api/index.ts";
import type { AppContext } from "../../worker/context.ts";
import { asRefusal, renderProblem } from "../../worker/problem.ts";

// The API and its Durable Objects as they are, without pages and queues: what comes in is all that these tests look at.

const site = new Hono<AppContext>();

site.use(async (c, next) => {
  const requestId = c.req.header("X-Request-Id") ?? crypto.randomUUID();
  c.set("requestId", requestId);
  c.set("services", createServices(c.env, requestId));
  await next();
});
site.onError((error, c) => renderProblem(asRefusal(error), c.get("requestId")));
site.route("/api/v1", api);

export { UploadSession };
export default site;
