import { OpenAPIHono } from "@hono/zod-openapi";
import { AppError } from "../../core/errors.ts";
import type { AppContext } from "../context.ts";

/** A resource's router: what the schemas of its routes refuse becomes one 422 that names each field. */
export function createRouter(): OpenAPIHono<AppContext> {
  return new OpenAPIHono<AppContext>({
    defaultHook: (result) => {
      if (result.success) return;
      const errors = result.error.issues.map((issue) => ({
        path: issue.path.join("."),
        message: issue.message,
      }));
      // An id that isn't one names nothing.
      if (result.target === "param")
        throw new AppError("route.not_found", 404, "There is nothing at this address.");
      throw new AppError(
        "request.invalid",
        422,
        "Something in this request is missing or wrong; nothing was changed.",
        { errors },
      );
    },
  });
}
