import type { Context } from "hono";
import { AppError, describeError, refusalIn } from "../core/errors.ts";
import { type AppContext, requireViewer } from "./context.ts";

/** Headers of a first answer that are worth giving again; the others belong to one request only. */
const keptHeaders = ["Content-Type", "Location", "ETag", "Tus-Resumable", "Upload-Offset", "Upload-Expires"];
const keySchema = /^[\x21-\x7e]{1,255}$/;

/**
 * Runs a creating request once per Idempotency-Key, account and path: the same key with the same body answers the first
 * answer again, with another body 422 `idempotency.mismatch`, while the first still runs 409 `idempotency.running`.
 * `run` gets the id of the thing to make, which is `proposedId` unless an earlier try with this key died half-way.
 * Refusals are not kept: they made nothing, so the request may be sent again.
 */
export async function answerOnce<Answer extends Response>(
  c: Context<AppContext>,
  bodyHash: string,
  run: (resourceId: string) => Promise<Answer>,
  proposedId: string = c.var.services.newId(),
): Promise<Answer> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return run(proposedId);
  if (!keySchema.test(key)) {
    throw new AppError("idempotency.invalid_key", 400, "An Idempotency-Key has 1 to 255 visible characters.");
  }
  const { answers, log } = c.var.services;
  const place = { userId: requireViewer(c).userId, path: c.req.path, key };
  const reserved = await answers.reserve(place, bodyHash, proposedId);
  switch (reserved.kind) {
    case "answered":
      // What `run` answered the first time.
      return new Response(reserved.body || null, reserved) as Answer;
    case "mismatch":
      throw new AppError(
        "idempotency.mismatch",
        422,
        "This Idempotency-Key was used for another request. Take a new one.",
      );
    case "running":
      throw new AppError("idempotency.running", 409, "The same request is still being worked on.", {
        headers: { "Retry-After": "5" },
      });
    case "new":
      break;
  }
  let response: Answer;
  try {
    response = await run(reserved.resourceId);
  } catch (error) {
    // After a failure of ours nobody knows what was made: the key stays taken until a later try may go on with the same id.
    const refusal = refusalIn(error);
    if (refusal && refusal.status < 500) await answers.release(place).catch(() => {});
    throw error;
  }
  try {
    await answers.keep(place, {
      status: response.status,
      body: await response.clone().text(),
      headers: pickHeaders(response.headers),
    });
  } catch (error) {
    // The thing is made. A repetition finds the reservation, and later the thing under the same id.
    log("idempotency.not_kept", describeError(error), "warn");
  }
  return response;
}

function pickHeaders(headers: Headers): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = headers.get(name);
    if (value !== null) picked[name] = value;
  }
  return picked;
}
