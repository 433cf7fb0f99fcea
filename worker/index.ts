import * as Sentry from "@sentry/cloudflare";
import { AttemptCounter as Counter } from "../durable-objects/attempt-counter.ts";
import { InterviewSession as Interviews } from "../durable-objects/interview-session.ts";
import { UploadSession as Uploads } from "../durable-objects/upload-session.ts";
import { sentryOptions } from "./sentry.ts";
import { site } from "./site.ts";

/** One Durable Object an upload: it serialises PATCHes and holds what has arrived. */
export const UploadSession = Sentry.instrumentDurableObjectWithSentry(sentryOptions, Uploads);

/** One Durable Object for what is tried at one secret from one place. */
export const AttemptCounter = Sentry.instrumentDurableObjectWithSentry(sentryOptions, Counter);

/** One Durable Object an interview: it holds what is told, and the sockets of who tells it. */
export const InterviewSession = Sentry.instrumentDurableObjectWithSentry(sentryOptions, Interviews);

export default Sentry.withSentry(sentryOptions, {
  fetch: site.fetch,
  // What no request needs is loaded when it is first due.
  queue: async (batch, env) => (await import("./queues.ts")).consumeQueue(batch, env),
  scheduled: async (event, env) => (await import("./schedule.ts")).runSchedule(event, env),
} satisfies ExportedHandler<Env>);
