import { VendorError } from "./errors.ts";
import type { MemoryRecord, PinRecord } from "./memory-record.ts";
import type { Failure, WakeUp } from "./schemas.ts";

/** The steps of the way from a recording to a memory, and of its end. */
export type Step = "transcribe" | "enrich" | "pin" | "tidy" | "erase";

/**
 * The step that a memory waits for; undefined when it waits for nothing. A deleted memory rests untouched until it is to
 * be erased. `now` is the time of whoever keeps the memory: clocks may differ.
 */
export function nextStep(
  memory: Pick<MemoryRecord, "status" | "deletedAt" | "eraseAt"> & {
    recording: Pick<MemoryRecord["recording"], "objectKey">;
  },
  now: Date,
): Step | undefined {
  if (memory.deletedAt) {
    const isDue = memory.eraseAt !== undefined && Date.parse(memory.eraseAt) <= now.getTime();
    return isDue ? "erase" : undefined;
  }
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

/** Whether a copy was pinned, read back and found to match: a memory that is done again needs no second one. */
export function isKept(pin: Pick<PinRecord, "cid" | "vendorId" | "verifiedAt">): boolean {
  return pin.cid !== undefined && pin.vendorId !== undefined && pin.verifiedAt !== undefined;
}

/** Wake-up calls that ask for the next step; the others stand beside the way and move no memory forward. */
export type StepCall = Exclude<WakeUp["type"], "embedding" | "speakers">;

/** The steps that the consumer of each queue performs. */
export const stepsOf: Record<StepCall, Step[]> = {
  enrichment: ["transcribe", "enrich"],
  pinning: ["pin", "tidy", "erase"],
};

/** The queue whose consumer performs a step. */
export function queueOf(step: Step): StepCall {
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
