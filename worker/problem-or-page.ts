import type { Context } from "hono";
import { describeError } from "../core/errors.ts";
import type { AppContext } from "./context.ts";
import { asRefusal, renderProblem } from "./problem.ts";
import { renderRefusalPage } from "./refusal-page.ts";

/** What somebody is told when a request failed: a page for who reads pages, problem JSON for everybody else. */
export function answerError(error: Error, c: Context<AppContext>): Response | Promise<Response> {
  const refusal = asRefusal(error);
  if (refusal.status >= 500) {
    c.get("services")?.log("request.failed", { code: refusal.code, ...describeError(error) }, "error");
  }
  const requestId = c.get("requestId") ?? "";
  const isPage = !c.req.path.startsWith("/api/") && c.req.header("Accept")?.includes("text/html");
  return isPage ? renderRefusalPage(c.req.raw, refusal, requestId) : renderProblem(refusal, requestId);
}
