import { AppError } from "../core/errors.ts";

/** Counts one use under a key; refuses one too many with 429 `request.too_many`. */
export async function countUse(limit: RateLimit, key: string): Promise<void> {
  const { success } = await limit.limit({ key });
  if (!success) {
    throw new AppError("request.too_many", 429, "That was a lot at once. Please wait a minute, then go on.", {
      headers: { "Retry-After": "60" },
    });
  }
}

/** Where a request comes from, as Cloudflare saw it. */
export function readAddress(request: Pick<Request, "headers">): string {
  return request.headers.get("CF-Connecting-IP") ?? "unknown";
}
