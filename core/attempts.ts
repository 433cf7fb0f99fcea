import { AppError } from "./errors.ts";

/** At most `limit` attempts in any `windowSeconds`. */
export interface AttemptLimit {
  limit: number;
  windowSeconds: number;
}

/** Password attempts for one account from one address: ten in an hour, so that nobody elsewhere locks the account. */
export const passwordLimit: AttemptLimit = { limit: 10, windowSeconds: 3600 };

/** Mails with a link that one address gets in an hour, whoever asks for them. */
export const linkMailLimit: AttemptLimit = { limit: 5, windowSeconds: 3600 };

export type CountedAttempt =
  | { kind: "allowed"; times: number[] }
  /** `retryAfter`: seconds until the next attempt may be made. */
  | { kind: "refused"; times: number[]; retryAfter: number };

/**
 * Counts an attempt at `now` among the earlier ones; all are milliseconds. A refused attempt isn't kept: whoever goes on
 * trying has to wait no longer for it. `times` is what is to be remembered.
 */
export function countAttempt(
  times: readonly number[],
  now: number,
  { limit, windowSeconds }: AttemptLimit,
): CountedAttempt {
  const window = windowSeconds * 1000;
  // A clock may have been set back: what seems to come from the future happened just now.
  const recent = times.map((time) => Math.min(time, now)).filter((time) => now - time < window);
  if (recent.length < limit) return { kind: "allowed", times: [...recent, now] };
  const oldest = recent.at(-limit) ?? now;
  return {
    kind: "refused",
    times: recent,
    retryAfter: Math.max(1, Math.ceil((oldest + window - now) / 1000)),
  };
}

/** When nothing of these attempts matters any more, in milliseconds; undefined: it doesn't already. */
export function forgetAttemptsAt(
  times: readonly number[],
  { windowSeconds }: AttemptLimit,
): number | undefined {
  const last = times.at(-1);
  return last === undefined ? undefined : last + windowSeconds * 1000;
}

/**
 * Where an attempt comes from. A household has a whole /64 of IPv6 (RFC 6177), whose addresses a machine changes at
 * will: they count as one.
 */
export function attemptOrigin(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  // An IPv4 address written as IPv6 is one household, not one of four thousand millions in a /64.
  const last = rest.at(-1) ?? groups.at(-1) ?? "";
  if (last.includes(".")) return last;
  if (tail !== undefined) while (groups.length + rest.length < 8) groups.push("0");
  return `${[...groups, ...rest]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/** Refuses one password too many; `retryAfter` in seconds. 429 `account.too_many_attempts`. */
export function tooManyPasswords(retryAfter: number): AppError {
  return new AppError(
    "account.too_many_attempts",
    429,
    "For your protection we pause after ten tries from one place. Nothing is lost: wait a while, or choose a new password by e-mail.",
    { headers: { "Retry-After": String(retryAfter) } },
  );
}
