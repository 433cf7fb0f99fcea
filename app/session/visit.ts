import { data, type RouterContextProvider, redirect } from "react-router";
import type { Viewer } from "../../core/access.ts";
import { AppError, notFound } from "../../core/errors.ts";
import type { Services } from "../../core/ports.ts";
import { idSchema } from "../../core/schemas.ts";
import { appContext } from "../context.ts";
import type { Refusal } from "./refusal.ts";
import { signInPath } from "./safe-next.ts";

interface Visit {
  request: Request;
  context: Readonly<RouterContextProvider>;
}

/**
 * Runs a loader's or action's work for a signed-in viewer; everybody else is sent to the sign-in page and back here afterwards.
 * A refusal of core becomes an answer with its status, which the error page shows kindly.
 */
export async function visitAsViewer<T>(
  { request, context }: Visit,
  work: (services: Services, viewer: Viewer) => Promise<T>,
): Promise<T> {
  const { services, viewer, requestId } = context.get(appContext);
  if (!viewer) {
    const { pathname, search } = new URL(request.url);
    throw redirect(signInPath(request.method === "GET" ? pathname + search : pathname));
  }
  try {
    return await work(services, viewer);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const refusal: Refusal = { code: error.code, detail: error.detail, requestId };
    throw data(refusal, { status: error.status, headers: error.headers });
  }
}

/** An id out of a path; what can't be one is a thing that doesn't exist. */
export function readId(thing: string, value: string): string {
  const parsed = idSchema.safeParse(value);
  if (!parsed.success) throw notFound(thing);
  return parsed.data;
}
