import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { countUse, readAddress } from "../adapters/rate-limit.ts";
import { AppError } from "../core/errors.ts";
import type { AppContext } from "./context.ts";

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/** At most so many writes a minute, by account or else by address. */
export const limitWrites = createMiddleware<AppContext>(async (c, next) => {
  // The parts of one upload are many by design; the upload itself was counted when it was made.
  if (
    !reading.has(c.req.method) &&
    !(c.req.method === "PATCH" && c.req.path.startsWith("/api/v1/uploads/"))
  ) {
    await countUse(c.env.WRITE_LIMIT, c.get("viewer")?.userId ?? readAddress(c.req.raw));
  }
  await next();
});

const recordingTypes = /^(multipart\/form-data|application\/offset\+octet-stream|image\/[a-z]+)\b/i;

/** Recordings flow, and photos have a bound of their own; what is held whole while it is read has to be small: 413 `request.too_large`. */
export const limitBodies = createMiddleware<AppContext>((c, next) => {
  const flows = c.req.path.startsWith("/api/v1/") && recordingTypes.test(c.req.header("Content-Type") ?? "");
  return flows ? next() : limitHeldBody(c, next);
});

const limitHeldBody = bodyLimit({
  maxSize: 1_000_000,
  onError: () => {
    throw new AppError("request.too_large", 413, "That is too much for one request: 1 MB at most.");
  },
});
