import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import { VendorError } from "../core/errors.ts";
import { quotaRetrySeconds, readRetryAfter } from "./retry-after.ts";

/** What was asked of the vendor; the first half of the error codes. */
export type OpenAiTask = "transcription" | "diarization" | "enrichment" | "embedding" | "interview";

const vendor = "openai";

const quotaCodes = new Set(["insufficient_quota", "billing_not_active", "billing_hard_limit_reached"]);

const subjects: Record<OpenAiTask, string> = {
  transcription: "The transcription service",
  diarization: "The service that tells voices apart",
  enrichment: "The service that reads transcripts",
  embedding: "The service that compares meanings",
  interview: "The service that thinks of questions",
};

/**
 * What a throw of the OpenAI SDK means for a memory, in our own words (a vendor's text may quote the request).
 *
 * | vendor | code | retryable |
 * |---|---|---|
 * | 429 | `{task}.rate_limited` | yes, after its Retry-After |
 * | 429 without credit | `openai.quota` | yes, hourly: a person has to pay |
 * | 5xx, 408, 409, time-out, cut connection, our own abort | `{task}.unavailable` | yes |
 * | 401, 403, 404 | `{task}.refused` | yes: it ends soon in `failed`, where a person who fixed the settings can retry |
 * | other 4xx | `{task}.rejected` | no: the same request is refused again |
 * | 400 `language_unsupported_locally` | `language.unsupported_locally` | no |
 * | 400 about a transcription's `file` | `recording.damaged` | no: only decoding shows it |
 * | an answer that isn't JSON | `{task}.malformed` | yes |
 */
export function readOpenAiError(error: unknown, task: OpenAiTask): VendorError {
  const subject = subjects[task];
  if (error instanceof SyntaxError) return malformedAnswer(task, "not JSON");
  if (error instanceof APIConnectionTimeoutError) {
    return new VendorError(`${task}.unavailable`, {
      vendor,
      retryable: true,
      detail: `${subject} took too long to answer. It is tried again.`,
      cause: error,
    });
  }
  if (error instanceof APIUserAbortError) {
    return new VendorError(`${task}.unavailable`, {
      vendor,
      retryable: true,
      detail: "The work was interrupted. It is tried again.",
      cause: error,
    });
  }
  // A connection cut inside the body is the runtime's own error, not the SDK's.
  if (!(error instanceof APIError) || error instanceof APIConnectionError || error.status === undefined) {
    return new VendorError(`${task}.unavailable`, {
      vendor,
      retryable: true,
      detail: `${subject} can't be reached. It is tried again.`,
      cause: error,
    });
  }
  return readRefusal(error, error.status, task);
}

/** The vendor answered, but not what was asked for. Another try often does better. `cause` quotes nothing of the answer. */
export function malformedAnswer(task: OpenAiTask, cause: unknown): VendorError {
  return new VendorError(`${task}.malformed`, {
    vendor,
    retryable: true,
    detail: `${subjects[task]} gave an answer that can't be used.`,
    cause,
  });
}

function readRefusal(error: APIError, status: number, task: OpenAiTask): VendorError {
  const subject = subjects[task];
  const retryAfter = readRetryAfter(error.headers, Date.now());
  if (status === 429 && (quotaCodes.has(error.code ?? "") || quotaCodes.has(error.type ?? ""))) {
    return new VendorError("openai.quota", {
      vendor,
      retryable: true,
      retryAfter: Math.max(quotaRetrySeconds, retryAfter ?? 0),
      detail: `${subject} has no credit left. The work goes on once its account is topped up.`,
      cause: error,
    });
  }
  if (status === 429) {
    return new VendorError(`${task}.rate_limited`, {
      vendor,
      retryable: true,
      retryAfter,
      detail: `${subject} is busy and asked us to wait.`,
      cause: error,
    });
  }
  if (status >= 500 || status === 408 || status === 409) {
    return new VendorError(`${task}.unavailable`, {
      vendor,
      retryable: true,
      retryAfter,
      detail: `${subject} has trouble at the moment. It is tried again.`,
      cause: error,
    });
  }
  if (status === 401 || status === 403 || status === 404) {
    return new VendorError(`${task}.refused`, {
      vendor,
      retryable: true,
      detail: `${subject} doesn't accept this vault's key or model. Whoever runs the vault has to check its settings.`,
      cause: error,
    });
  }
  if (error.code === "language_unsupported_locally") {
    return new VendorError("language.unsupported_locally", {
      vendor,
      retryable: false,
      detail:
        "The built-in model understands English only. For other languages, whoever runs the vault has to connect an OpenAI-compatible service.",
      cause: error,
    });
  }
  if (task === "transcription" && status === 400 && error.param === "file") {
    return new VendorError("recording.damaged", {
      vendor,
      retryable: false,
      detail: "The recording is damaged or incomplete: no sound can be read from it.",
      cause: error,
    });
  }
  return new VendorError(`${task}.rejected`, {
    vendor,
    retryable: false,
    detail: `${subject} can't work with this request.`,
    cause: error,
  });
}
