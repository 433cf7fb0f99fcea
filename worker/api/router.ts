import { OpenAPIHono } from "@hono/zod-openapi";
import type { z } from "zod";
import { AppError, type FieldError } from "../../core/errors.ts";
import { type AppContext, requireViewer } from "../context.ts";

/** A resource's router: what the schemas of its routes refuse becomes one 422 that names each field, for who is signed in. */
export function createRouter(): OpenAPIHono<AppContext> {
  return new OpenAPIHono<AppContext>({
    defaultHook: (result, c) => {
      if (result.success) return;
      requireViewer(c);
      // An id that isn't one names nothing.
      if (result.target === "param")
        throw new AppError("route.not_found", 404, "There is nothing at this address.");
      throw new AppError(
        "request.invalid",
        422,
        "Something in this request is missing or wrong; nothing was changed.",
        { errors: result.error.issues.flatMap(describeIssue) },
      );
    },
  });
}

function describeIssue(issue: z.core.$ZodIssue): FieldError[] {
  const { message } = issue;
  // Fields that nobody knows are named one by one, like those that are wrong.
  const names = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [key]) : [[]];
  return names.map((name) => ({ path: [...issue.path, ...name].join("."), message }));
}
