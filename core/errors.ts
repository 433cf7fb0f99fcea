export interface FieldError {
  path: string;
  message: string;
}

/**
 * A refusal that the caller may see: rendered as RFC 9457 problem JSON by the API and kindly by pages.
 * `code` is `thing.problem`; `detail` is one or two plain sentences without secrets or words of a transcript.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string> | undefined;

  constructor(
    code: string,
    status: number,
    detail: string,
    extra: { errors?: FieldError[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, { cause: extra.cause });
    this.name = "AppError";
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.errors = extra.errors;
    this.headers = extra.headers;
  }
}

/** What a vendor did to us. `retryAfter` is in seconds, as the vendor asked; `detail` never holds a secret. */
export class VendorError extends Error {
  readonly code: string;
  readonly vendor: string;
  readonly retryable: boolean;
  readonly retryAfter: number | undefined;
  readonly detail: string;

  constructor(
    code: string,
    options: { vendor: string; retryable: boolean; retryAfter?: number; detail: string; cause?: unknown },
  ) {
    super(`${options.vendor} ${code}: ${options.detail}`, { cause: options.cause });
    this.name = "VendorError";
    this.code = code;
    this.vendor = options.vendor;
    this.retryable = options.retryable;
    this.retryAfter = options.retryAfter;
    this.detail = options.detail;
  }
}

/** The answer for a thing that does not exist or that the viewer may not know of: the two look the same. */
export function notFound(thing: string): AppError {
  return new AppError(`${thing}.not_found`, 404, `There is no such ${thing}, or it isn't yours to see.`);
}

/** The refusal inside an error that libraries may have wrapped on its way up. */
export function refusalIn(error: unknown): AppError | undefined {
  for (let inner = error, depth = 0; inner instanceof Error && depth < 8; depth += 1) {
    if (inner instanceof AppError) return inner;
    // Neon's driver keeps what its fetch threw under `sourceError`.
    inner = inner.cause ?? ("sourceError" in inner ? inner.sourceError : undefined);
  }
  return undefined;
}

/**
 * What a log may know of an error: its name and where it arose. Never its message: that may hold words of a story, or a
 * statement with its parameters.
 */
export function describeError(error: unknown): { error: string; at: string | undefined } {
  if (!(error instanceof Error)) return { error: typeof error, at: undefined };
  const { name, message, stack = "" } = error;
  const frames = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return { error: name, at: frames.find((line) => line.trim().startsWith("at "))?.trim() };
}
