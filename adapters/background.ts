import { waitUntil } from "cloudflare:workers";
import { describeError } from "../core/errors.ts";
import type { Log } from "../core/ports.ts";

/** Goes on with work after the answer has been given. What fails there is only logged. */
export function createBackground(log: Log): (what: string, work: Promise<unknown>) => void {
  return (what, work) => {
    waitUntil(
      work.catch((error: unknown) => log("background.failed", { what, ...describeError(error) }, "warn")),
    );
  };
}
