import { VendorError } from "../core/errors.ts";
import { retryDelay } from "../core/pipeline.ts";
import type { Services } from "../core/ports.ts";
import type { Outcome } from "./attempt.ts";

/** Work beside a memory's way: it never touches where the memory stands, and is left when it won't succeed. */
interface SideWork {
  /** As the log names it: `embedding.postponed`, `embedding.left`. */
  name: string;
  memoryId: string;
  deliveries: number;
  maxDeliveries: number;
  /** A queue waits this long at most, in seconds. */
  patience?: number;
  /** The code of a refusal that waiting doesn't change, though it would elsewhere. */
  final?: string;
}

/** Does work beside a memory's way; what a vendor does to it means another delivery, or that it is left. */
export async function attemptSideWork(
  services: Services,
  { name, memoryId, deliveries, maxDeliveries, patience = Number.POSITIVE_INFINITY, final }: SideWork,
  work: () => Promise<unknown>,
): Promise<Outcome> {
  try {
    await work();
    return { kind: "done" };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const seconds = retryDelay(deliveries, error.retryAfter);
    const worthWaiting = error.retryable && error.code !== final && seconds <= patience;
    const again = worthWaiting && deliveries < maxDeliveries;
    services.log(
      again ? `${name}.postponed` : `${name}.left`,
      { memoryId, code: error.code, deliveries, seconds: again ? seconds : undefined },
      error.retryable ? "warn" : "error",
    );
    return again ? { kind: "again", seconds } : { kind: "done" };
  }
}
