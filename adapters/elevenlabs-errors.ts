import { ElevenLabsError } from "@elevenlabs/elevenlabs-js/errors/ElevenLabsError.js";
import { z } from "zod";
import { VendorError } from "../core/errors.ts";
import { quotaRetrySeconds, readRetryAfter } from "./retry-after.ts";

const vendor = "elevenlabs";

const bodySchema = z.object({ detail: z.object({ status: z.string() }) });

/**
 * What a throw of the ElevenLabs SDK means, in our own words (a vendor's text may quote the request).
 *
 * | vendor | code | retryable |
 * |---|---|---|
 * | 429 | `voice.busy` | yes, after its Retry-After |
 * | 402, or 401 `quota_exceeded` | `voice.quota` | yes, hourly: a person has to pay |
 * | 401, 403, 404 | `voice.unauthorised` | yes: a person has to look at the key, the plan or the voice's id |
 * | 5xx, 408, 409, 425, time-out, cut connection, our own abort | `voice.unavailable` | yes |
 * | other 4xx | `voice.failed` | no: the same request is refused again |
 */
export function readElevenLabsError(error: unknown): VendorError {
  if (error instanceof VendorError) return error;
  if (!(error instanceof ElevenLabsError) || error.statusCode === undefined) {
    return new VendorError("voice.unavailable", {
      vendor,
      retryable: true,
      detail: "The voice can't be reached. It is tried again.",
      cause: error,
    });
  }
  const status = error.statusCode;
  const headers = error.rawResponse?.headers;
  const retryAfter = headers && readRetryAfter(headers, Date.now());
  const said = bodySchema.safeParse(error.body).data?.detail.status;
  if (status === 429) {
    return new VendorError("voice.busy", {
      vendor,
      retryable: true,
      retryAfter,
      detail: "The voice is busy and asked us to wait.",
      cause: error,
    });
  }
  if (status === 402 || said === "quota_exceeded") {
    return new VendorError("voice.quota", {
      vendor,
      retryable: true,
      retryAfter: Math.max(quotaRetrySeconds, retryAfter ?? 0),
      detail: "The voice has no credit left. It speaks again once its account is topped up.",
      cause: error,
    });
  }
  if (status === 401 || status === 403 || status === 404) {
    return new VendorError("voice.unauthorised", {
      vendor,
      retryable: true,
      detail:
        "The voice's service doesn't accept this vault's key or knows no such voice. Whoever runs the vault has to check its settings.",
      cause: error,
    });
  }
  if (status >= 500 || status === 408 || status === 409 || status === 425) {
    return new VendorError("voice.unavailable", {
      vendor,
      retryable: true,
      retryAfter,
      detail: "The voice has trouble at the moment. It is tried again.",
      cause: error,
    });
  }
  return new VendorError("voice.failed", {
    vendor,
    retryable: false,
    detail: "The voice can't say this.",
    cause: error,
  });
}

/** The vendor was silent for too long, before its answer or within it. */
export function silentVoice(): VendorError {
  return new VendorError("voice.unavailable", {
    vendor,
    retryable: true,
    detail: "The voice took too long to answer. It is tried again.",
  });
}
