import { VendorError } from "./errors.ts";
import type { MemoryRecord } from "./memory-record.ts";
import type { Failure, WakeUp } from "./schemas.ts";

/** The steps of the way from a recording to a memory, and of its end. */
export type Step = "transcribe" | "enrich" | "pin" | "tidy" | "erase";

/** The step that a memory waits for; undefined when it waits for nothing. */
export function nextStep(
  memory: Pick<MemoryRecord, "status" | "deletedAt"> & {
    recording: Pick<MemoryRecord["recording"], "objectKey">;
  },
): Step | undefined {
  if (memory.deletedAt) return "erase";
  switch (memory.status) {
    case "uploaded":
    case "transcribing":
      return "transcribe";
    case "enriching":
      return "enrich";
    case "pinning":
      return "pin";
    case "ready":
      // The row says ready before the temporary audio goes: a crash in between leaves this to do.
      return memory.recording.objectKey ? "tidy" : undefined;
    case "uploading":
    case "failed":
      return undefined;
  }
}

/** The steps that the consumer of each queue performs. */
export const stepsOf: Record<WakeUp["type"], Step[]> = {
  enrichment: ["transcribe", "enrich"],
  pinning: ["pin", "tidy", "erase"],
};

/** The queue whose consumer performs a step. */
export function queueOf(step: Step): WakeUp["type"] {
  return stepsOf.enrichment.includes(step) ? "enrichment" : "pinning";
}

/** How often a step is begun before the memory ends in `failed` and a person decides. */
export const maxAttempts = 6;

/** Seconds until a step is tried again: what the vendor asked for, else 5 s doubling up to 15 minutes. */
export function retryDelay(attempts: number, retryAfter: number | undefined): number {
  const backoff = Math.min(900, 5 * 2 ** Math.max(0, attempts - 1));
  return Math.ceil(Math.min(43_200, Math.max(retryAfter ?? 0, retryAfter === undefined ? backoff : 1)));
}

/** Whether a step may end its memory in `failed`; what comes after `ready` is tried for as long as it takes. */
export function mayFail(step: Step): boolean {
  return step !== "tidy" && step !== "erase";
}

/** Refuses a step that was begun too often: a worker that dies at its work never comes to say what went wrong. */
export function refuseEndless(step: Step, attempts: number): void {
  if (!mayFail(step) || attempts <= maxAttempts) return;
  throw new VendorError("pipeline.unfinished", {
    vendor: "memoryvault",
    retryable: true,
    detail: "We began this several times and never came to its end. The recording is safe.",
  });
}

/** What to do after a step went wrong: wait and try again, or end in `failed`. */
export type Setback = { kind: "postpone"; seconds: number } | { kind: "fail"; failure: Failure };

/** Decides what a vendor's refusal means for a memory whose step was begun `attempts` times. */
export function meetSetback(error: VendorError, step: Step, attempts: number): Setback {
  if (error.retryable && attempts < maxAttempts) {
    return { kind: "postpone", seconds: retryDelay(attempts, error.retryAfter) };
  }
  return {
    kind: "fail",
    failure: { code: error.code, stage: step, retryable: error.retryable, detail: error.detail },
  };
}
