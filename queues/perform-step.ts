import { queueOf } from "../core/pipeline.ts";
import type { Services } from "../core/ports.ts";
import type { Claimed } from "../core/queue-stores.ts";
import type { StepResult } from "./attempt.ts";
import { enrichMemory } from "./enrichment.ts";
import { pinMemory } from "./pinning.ts";

/** Does the step that was claimed. The row names it, so a message that came by the wrong queue does no harm. */
export function performStep(services: Services, claimed: Claimed): Promise<StepResult> {
  return queueOf(claimed.step) === "enrichment"
    ? enrichMemory(services, claimed)
    : pinMemory(services, claimed);
}
