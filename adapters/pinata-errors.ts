import { PinataError } from "pinata";
import { VendorError } from "../core/errors.ts";
import { readRetryAfter } from "./retry-after.ts";

const vendor = "pinata";

/**
 * What an answer of Pinata that isn't a success means for a memory. The body isn't quoted: it may repeat the request.
 *
 * | vendor | code | retryable |
 * |---|---|---|
 * | 429 | `pin.rate_limited` | yes, after its Retry-After |
 * | 5xx, 408, 409, 423, time-out, cut connection | `pin.unavailable` | yes |
 * | 401, 402, 403, 404 | `pin.refused` | yes: it ends soon in `failed`, where a person who fixed the settings can retry |
 * | other 4xx | `pin.rejected` | no: the same request is refused again |
 * | a success that isn't as documented | `pin.malformed` | yes |
 * | the file is there, its content id not yet | `pin.pending` | yes |
 * | the gateway has no such copy | `pin.missing` | yes: a new copy takes a while to appear |
 */
export function readPinataStatus(
  status: number,
  retryAfter: number | undefined,
  cause?: unknown,
): VendorError {
  if (status === 429) {
    return new VendorError("pin.rate_limited", {
      vendor,
      retryable: true,
      retryAfter,
      detail: "The pinning service is busy and asked us to wait.",
      cause,
    });
  }
  if (status >= 500 || status === 408 || status === 409 || status === 423) {
    return new VendorError("pin.unavailable", {
      vendor,
      retryable: true,
      retryAfter,
      detail: "The pinning service has trouble at the moment. It is tried again.",
      cause,
    });
  }
  if (status >= 401 && status <= 404) {
    return new VendorError("pin.refused", {
      vendor,
      retryable: true,
      detail:
        "The pinning service doesn't accept this vault's key or plan. Whoever runs the vault has to check its settings.",
      cause,
    });
  }
  return new VendorError("pin.rejected", {
    vendor,
    retryable: false,
    detail: "The pinning service can't work with this request.",
    cause,
  });
}

/** The VendorError of a response that isn't a success; its body is let go. */
export async function readPinataResponse(response: Response): Promise<VendorError> {
  await response.body?.cancel();
  return readPinataStatus(response.status, readRetryAfter(response.headers, Date.now()));
}

/** The VendorError of whatever was thrown on the way: by fetch, or by the SDK, which keeps the status of an answer. */
export function readPinataError(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  if (error instanceof PinataError && error.statusCode) {
    return readPinataStatus(error.statusCode, undefined, error);
  }
  return new VendorError("pin.unavailable", {
    vendor,
    retryable: true,
    detail: "The pinning service can't be reached. It is tried again.",
    cause: error,
  });
}

/** A success that isn't as documented; `cause` quotes nothing of it. */
export function malformedAnswer(cause: unknown): VendorError {
  return new VendorError("pin.malformed", {
    vendor,
    retryable: true,
    detail: "The pinning service gave an answer that can't be used.",
    cause,
  });
}

export function pendingPin(): VendorError {
  return new VendorError("pin.pending", {
    vendor,
    retryable: true,
    retryAfter: 10,
    detail: "The pinning service has the recording and is still taking it in.",
  });
}

export function missingPin(): VendorError {
  return new VendorError("pin.missing", {
    vendor,
    retryable: true,
    detail: "The kept copy can't be found at the pinning service at the moment. It is looked for again.",
  });
}
