import { Hono } from "hono";
import type { AppContext } from "../context.ts";

/** Signs of life: of this Worker alone, and of everything that it needs. */
export const health = new Hono<AppContext>();

health.get("/health", (c) => c.json({ status: "ok" }, 200, { "Cache-Control": "no-store" }));

health.get("/health/ready", async (c) => {
  const dependencies = await c.get("services").dependencies.check();
  const down = dependencies.some(({ needed, state }) => needed && state === "down");
  const status = down ? "down" : dependencies.some(({ state }) => state !== "ok") ? "degraded" : "ok";
  return c.json({ status, dependencies }, down ? 503 : 200, {
    "Cache-Control": "no-store",
    ...(down ? { "Retry-After": "10" } : {}),
  });
});
