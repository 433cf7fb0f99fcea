import { type AppError, describeError, refusalIn, VendorError } from "../core/errors.ts";
import {
  mayFail,
  meetSetback,
  queueOf,
  refuseEndless,
  type Step,
  type StepCall,
  stepsOf,
} from "../core/pipeline.ts";
import type { Services } from "../core/ports.ts";
import type { Claimed } from "../core/queue-stores.ts";
import type { WakeUp } from "../core/schemas.ts";
import { mailNews } from "./news.ts";

/** Seconds without a sign of life after which another worker may take a step over. */
export const leaseSeconds = 60;

/** What became of a step: it went forward, or somebody else's change made it pointless. */
export type StepResult = { kind: "forward"; next: Step | undefined } | { kind: "lost" };

/** What the queue is told about a message. */
export type Outcome = { kind: "done" } | { kind: "again"; seconds: number };

/**
 * The way of every message: claim the row, do the step that it waits for, move it forward, wake the next one.
 * A message for which nothing waits is done: the row is the truth.
 */
export async function attemptStep(
  services: Services,
  message: WakeUp & { type: StepCall },
  perform: (services: Services, claimed: Claimed) => Promise<StepResult>,
): Promise<Outcome> {
  const { memoryId } = message;
  const claimed = await services.pipeline.claim(
    memoryId,
    stepsOf[message.type],
    services.newId(),
    leaseSeconds,
  );
  if (!claimed) return { kind: "done" };
  const { lease, step, memory } = claimed;
  const about = { memoryId, familyId: lease.familyId, step, attempts: memory.attempts };
  const begun = performance.now();
  let result: StepResult;
  const heartbeat = setInterval(
    () => {
      // A beat that is lost costs nothing: the next one comes before the lease runs out.
      services.pipeline.renew(lease, leaseSeconds).catch(() => {});
    },
    (leaseSeconds * 1000) / 3,
  );
  try {
    refuseEndless(step, memory.attempts);
    result = await perform(services, claimed);
  } catch (error) {
    return await meet(services, claimed, error);
  } finally {
    clearInterval(heartbeat);
  }
  services.log("step.done", {
    ...about,
    outcome: result.kind,
    milliseconds: Math.round(performance.now() - begun),
  });
  if (result.kind === "lost") {
    await giveBack(services, claimed);
    return { kind: "done" };
  }
  if (result.next) await services.wakeUps.send({ ...message, type: queueOf(result.next) });
  return { kind: "done" };
}

/**
 * The memory was deleted or changed while we worked. Whoever waits for it now is told: the erasing, or the same step
 * again if it is there (still, or because it was restored in the meantime).
 */
async function giveBack(services: Services, { lease, step }: Claimed): Promise<void> {
  const { pipeline, wakeUps, requestId } = services;
  await pipeline.postpone(lease, 0, undefined);
  for (const type of new Set<StepCall>(["pinning", queueOf(step)])) {
    await wakeUps.send({ version: 1, type, memoryId: lease.memoryId, requestId });
  }
}

async function meet(services: Services, claimed: Claimed, error: unknown): Promise<Outcome> {
  const { lease, step, memory } = claimed;
  const refusal = refusalIn(error);
  // Without a database nothing can be written down: the message comes back, the lease runs out by itself.
  if (refusal?.code === "database.unavailable") throw refusal;
  const trouble = asVendorError(error, refusal);
  const setback = meetSetback(trouble, step, memory.attempts);
  services.log(
    setback.kind === "fail" ? "step.failed" : "step.postponed",
    {
      memoryId: lease.memoryId,
      familyId: lease.familyId,
      step,
      attempts: memory.attempts,
      code: trouble.code,
      ...(error instanceof VendorError || refusal ? {} : describeError(error)),
      seconds: setback.kind === "postpone" ? setback.seconds : undefined,
    },
    setback.kind === "fail" ? "error" : "warn",
  );
  if (setback.kind === "fail" && mayFail(step)) {
    if (await services.pipeline.fail(lease, setback.failure)) await mailNews(services, lease);
    else await giveBack(services, claimed);
    return { kind: "done" };
  }
  const seconds = setback.kind === "postpone" ? setback.seconds : 900;
  const retryAt = new Date(Date.now() + seconds * 1000).toISOString();
  await services.pipeline.postpone(
    lease,
    seconds,
    step === "tidy" || step === "erase"
      ? undefined
      : { name: step, progress: memory.stage?.progress ?? 0, retryAt },
  );
  return { kind: "again", seconds };
}

/** One shape for all that can go wrong: a refusal of ours ends the memory, a surprise is tried again. */
function asVendorError(error: unknown, refusal: AppError | undefined): VendorError {
  if (error instanceof VendorError) return error;
  if (refusal)
    return new VendorError(refusal.code, { vendor: "memoryvault", retryable: false, detail: refusal.detail });
  return new VendorError("pipeline.unexpected", {
    vendor: "memoryvault",
    retryable: true,
    detail: "Something went wrong on our side. The recording is safe.",
    cause: error,
  });
}
