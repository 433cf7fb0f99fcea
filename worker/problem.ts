import { HTTPException } from "hono/http-exception";
import { AppError, refusalIn, VendorError } from "../core/errors.ts";
import type { Problem } from "../core/schemas.ts";

/** Any error as the refusal that a client may see: a surprise becomes a 500 that tells nothing of the inside. */
export function asRefusal(error: unknown): AppError {
  const refusal = refusalIn(error);
  if (refusal) return refusal;
  if (error instanceof HTTPException)
    return new AppError("request.malformed", error.status, "We could not read this request.");
  if (error instanceof VendorError) {
    return new AppError(error.code, 503, error.detail, {
      headers: { "Retry-After": String(error.retryAfter ?? 30) },
      cause: error,
    });
  }
  return new AppError(
    "server.unexpected",
    500,
    "Something went wrong on our side. Nothing that was saved is lost. Please try again.",
    { cause: error },
  );
}

/** A refusal as RFC 9457 problem JSON. */
export function renderProblem(refusal: AppError, requestId: string): Response {
  const problem: Problem = {
    type: `https://memoryvault.example/problems/${refusal.code}`,
    title: titles[refusal.status] ?? "The request could not be carried out",
    status: refusal.status,
    detail: refusal.detail,
    code: refusal.code,
    requestId,
    ...(refusal.errors ? { errors: refusal.errors } : {}),
  };
  return new Response(JSON.stringify(problem), {
    status: refusal.status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...refusal.headers },
  });
}

const titles: Record<number, string> = {
  400: "The request could not be read",
  401: "Please sign in",
  403: "Not allowed",
  404: "Not found",
  409: "Not possible now",
  410: "No longer here",
  412: "Changed in the meantime",
  413: "Too large",
  415: "Not a form we can read",
  416: "No such part",
  422: "Something is missing or wrong",
  423: "Busy with another request",
  429: "Too many requests",
  460: "The checksum doesn't match",
  500: "Our mistake",
  503: "Not available at the moment",
};
