/** Spent credit comes back only when a person pays, so an hour between tries is soon enough. */
export const quotaRetrySeconds = 3600;

/**
 * Seconds that a server asked us to wait: OpenAI's `retry-after-ms`, else `Retry-After` as seconds or an HTTP date
 * (RFC 9110, 10.2.3).
 */
export function readRetryAfter(headers: Headers | undefined, nowMilliseconds: number): number | undefined {
  const milliseconds = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  if (milliseconds >= 0) return milliseconds / 1000;
  const value = headers?.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMilliseconds) / 1000);
}
