import { AppError, VendorError } from "../core/errors.ts";
import { isKept } from "../core/pipeline.ts";
import type { Services } from "../core/ports.ts";
import type { Claimed } from "../core/queue-stores.ts";
import { leaseSeconds, type StepResult } from "./attempt.ts";
import { mailNews } from "./news.ts";
import { openRecording } from "./open-recording.ts";

/** Keeps a recording for good, tidies up behind it, erases what was deleted: the steps of the `pinning` queue. */
export async function pinMemory(services: Services, claimed: Claimed): Promise<StepResult> {
  switch (claimed.step) {
    case "tidy":
      return tidyUp(services, claimed);
    case "erase":
      return erase(services, claimed);
    default:
      return pin(services, claimed);
  }
}

async function pin(services: Services, claimed: Claimed): Promise<StepResult> {
  const { lease, memory } = claimed;
  const { pipeline, pins, requestId } = services;
  // Done again by request: the copy that was checked then is the same recording.
  if (isKept(memory.pin)) return finish(services, claimed);
  const source = await openRecording(services, memory);
  const report = (progress: number) => pipeline.report(lease, { name: "pin", progress }, leaseSeconds);
  if (!(await report(0))) return { kind: "lost" };

  // Our own content id first: whatever answer gets lost later, the copy can be found by it.
  const own = await services.contentIds.compute(await source.read(0, source.bytes));
  if (own.sha256 !== memory.recording.sha256) {
    throw new AppError("recording.damaged", 422, "The audio we kept is no longer what was uploaded.");
  }
  if (!(await pipeline.keepPinProgress(lease, { cid: own.cid, profile: own.profile })))
    return { kind: "lost" };

  if (await pipeline.isPinLeaving(lease, own.cid)) throw leaving();

  const copy =
    (memory.pin.cid === own.cid ? await pins.find(own.cid, { requestId }) : undefined) ??
    (await pins.upload(source, {
      requestId,
      name: `memory-${memory.id}`,
      memoryId: memory.id,
      familyId: memory.familyId,
      resume: memory.pin.resume,
      onResumable: async (url) => {
        await pipeline.keepPinProgress(lease, { resume: url });
      },
      onProgress: async (bytes) => {
        await report(Math.min(0.9, (0.9 * bytes) / source.bytes));
      },
    }));
  if (!(await pipeline.keepPinProgress(lease, { vendorId: copy.id }))) return { kind: "lost" };
  if (copy.cid !== own.cid) throw mismatch();

  // Read back what the vendor keeps: only octets that hash the same count as kept.
  if (!(await report(0.9))) return { kind: "lost" };
  const back = await services.contentIds.compute(await pins.read(own.cid, { start: 0 }, { requestId }));
  if (back.sha256 !== own.sha256 || back.bytes !== own.bytes) throw mismatch();

  return finish(services, claimed);
}

async function finish(services: Services, { lease, memory }: Claimed): Promise<StepResult> {
  if (!(await services.pipeline.keepPin(lease))) return { kind: "lost" };
  const { id: memoryId, familyId, recording } = memory;
  services.log("memory.ready", { memoryId, familyId, bytes: recording.bytes });
  await mailNews(services, { familyId, memoryId });
  return { kind: "forward", next: "tidy" };
}

/** The row says ready, so the pinned copy was read back and its hash matched: the temporary audio may go. */
async function tidyUp(services: Services, { lease, memory }: Claimed): Promise<StepResult> {
  if (memory.recording.objectKey) await services.recordings.remove(memory.recording.objectKey);
  return (await services.pipeline.keepTidied(lease))
    ? { kind: "forward", next: undefined }
    : { kind: "lost" };
}

/** Removes every trace of a deleted memory, its rows last: a crash on the way leaves them to say what is still to do. */
async function erase(services: Services, { lease, memory }: Claimed): Promise<StepResult> {
  const { pins, requestId } = services;
  if (memory.recording.objectKey) await services.recordings.remove(memory.recording.objectKey);
  const { cid } = memory.pin;
  if (cid && !(await services.pipeline.isPinShared(lease, cid))) {
    // The vendor's answer may have been lost: then the copy is found by our own content id.
    const vendorId = memory.pin.vendorId ?? (await pins.find(cid, { requestId }))?.id;
    if (vendorId) await pins.remove(vendorId, { requestId });
  }
  await services.pipeline.erase(lease);
  services.log("memory.erased", { memoryId: memory.id, familyId: memory.familyId });
  return { kind: "forward", next: undefined };
}

function leaving(): VendorError {
  return new VendorError("pin.leaving", {
    vendor: "pinata",
    retryable: true,
    detail: "The same recording is just being erased from a deleted memory. It is kept anew in a moment.",
  });
}

function mismatch(): VendorError {
  return new VendorError("pin.mismatch", {
    vendor: "pinata",
    retryable: true,
    detail:
      "The kept copy came back different from what we sent. The recording is safe with us; we try again.",
  });
}
