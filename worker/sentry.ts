import type { CloudflareOptions } from "@sentry/cloudflare";
import { readEnvironment } from "../adapters/services.ts";

/** Errors and nothing else go to Sentry: no bodies, no headers, no addresses. Without a DSN it stays silent. */
export function sentryOptions(env: Env): CloudflareOptions {
  return {
    dsn: readEnvironment(env).SENTRY_DSN,
    tracesSampleRate: 0,
    dataCollection: {
      userInfo: false,
      cookies: false,
      httpHeaders: false,
      httpBodies: [],
      urlQueryParams: false,
    },
  };
}
