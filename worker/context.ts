import type { Context } from "hono";
import type { Viewer } from "../core/access.ts";
import { AppError } from "../core/errors.ts";
import type { Services } from "../core/ports.ts";

export interface AppContext {
  Bindings: Env;
  Variables: {
    services: Services;
    viewer: Viewer | undefined;
    requestId: string;
    /** The pattern of the path that answered, where the site can't see it itself. */
    route?: string;
  };
}

/** Who sends this request; 401 for somebody who hasn't proved it. */
export function requireViewer(c: Context<AppContext>): Viewer {
  const viewer = c.get("viewer");
  if (!viewer)
    throw new AppError("session.required", 401, "Please sign in first.", {
      headers: { "WWW-Authenticate": "Bearer" },
    });
  return viewer;
}
