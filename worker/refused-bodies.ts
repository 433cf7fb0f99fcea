import { createMiddleware } from "hono/factory";
import { recordingLimitBytes } from "../core/recordings-in.ts";
import type { AppContext } from "./context.ts";

/** A sender that pauses so long is waiting for its answer. */
const pauseMs = 1000;

/** Refusals after which a sender tries again anyway: these needn't cost it the rest of its bytes. */
const passing = new Set([409, 423]);

/**
 * Reads to the end what a refused request still sends: many clients write all of a body before they read, and would
 * see a broken connection instead of the refusal. Bodies larger than any recording are left to break.
 */
export const readRefusedBodies = createMiddleware<AppContext>(async (c, next) => {
  await next();
  const { body } = c.req.raw;
  if (!c.error || !body || body.locked || passing.has(c.res.status)) return;
  const reader = body.getReader();
  try {
    for (let read = 0; read < recordingLimitBytes * 1.1; ) {
      const next = await Promise.race([reader.read(), scheduler.wait(pauseMs)]);
      if (!next || next.done) return;
      read += next.value.length;
    }
  } catch {
    // The sender has gone: nobody waits for the refusal.
  }
});
