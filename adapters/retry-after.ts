/** Seconds that a server asked us to wait: `Retry-After` as seconds or an HTTP date (RFC 9110, 10.2.3). */
export function readRetryAfter(headers: Headers, nowMilliseconds: number): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - nowMilliseconds) / 1000);
}
