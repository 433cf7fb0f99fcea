import { expect, test } from "vitest";
import { VendorError } from "../../core/errors.ts";
import {
  isKept,
  maxAttempts,
  meetSetback,
  nextStep,
  queueOf,
  retryDelay,
  stepsOf,
} from "../../core/pipeline.ts";
import type { MemoryStatus } from "../../core/schemas.ts";

const now = new Date("2026-11-24T10:00:00Z");
const memory = (status: MemoryStatus, objectKey?: string, eraseAt?: string) => ({
  status,
  deletedAt: eraseAt && "2026-11-01T10:00:00Z",
  eraseAt,
  recording: { objectKey },
});

test.each<[MemoryStatus, string | undefined, string | undefined]>([
  ["uploading", "key", undefined],
  ["uploaded", "key", "transcribe"],
  ["transcribing", "key", "transcribe"],
  ["enriching", "key", "enrich"],
  ["pinning", "key", "pin"],
  ["ready", "key", "tidy"],
  ["ready", undefined, undefined],
  ["failed", "key", undefined],
])("a memory that is %s with audio %s waits for %s", (status, objectKey, step) => {
  expect(nextStep(memory(status, objectKey), now)).toBe(step);
});

test.each<MemoryStatus>(["uploaded", "transcribing", "enriching", "pinning", "ready", "failed"])(
  "a deleted memory that is %s waits for nothing until it is to be erased, and then for nothing else",
  (status) => {
    expect(nextStep(memory(status, "key", "2026-11-24T10:00:01Z"), now)).toBeUndefined();
    expect(nextStep(memory(status, "key", "2026-11-24T10:00:00Z"), now)).toBe("erase");
  },
);

test("only a copy that was read back needs no second one", () => {
  const pin = { cid: "bafy", vendorId: "1", verifiedAt: "2026-11-24T10:00:00Z" };
  expect(isKept(pin)).toBe(true);
  for (const lacking of ["cid", "vendorId", "verifiedAt"]) {
    expect(isKept({ ...pin, [lacking]: undefined })).toBe(false);
  }
});

test("each step is performed by the consumer of exactly one queue", () => {
  for (const queue of ["enrichment", "pinning"] as const) {
    for (const step of stepsOf[queue]) expect(queueOf(step)).toBe(queue);
  }
});

test("a vendor that asks for patience gets it, and nobody waits longer than half a day", () => {
  expect(retryDelay(1, 30)).toBe(30);
  expect(retryDelay(5, 2)).toBe(2);
  expect(retryDelay(1, 0)).toBe(1);
  expect(retryDelay(1, 10_000_000)).toBe(43_200);
});

test("without a wish of the vendor's the wait doubles up to a quarter of an hour", () => {
  expect([1, 2, 3, 4].map((attempts) => retryDelay(attempts, undefined))).toEqual([5, 10, 20, 40]);
  expect(retryDelay(50, undefined)).toBe(900);
});

const refusal = (retryable: boolean) =>
  new VendorError("transcription.unavailable", { vendor: "openai", retryable, detail: "It is busy." });

test("a passing trouble is tried again until it was tried often enough, then a person decides", () => {
  expect(meetSetback(refusal(true), "transcribe", 1)).toEqual({ kind: "postpone", seconds: 5 });
  expect(meetSetback(refusal(true), "transcribe", maxAttempts)).toEqual({
    kind: "fail",
    failure: {
      code: "transcription.unavailable",
      stage: "transcribe",
      retryable: true,
      detail: "It is busy.",
    },
  });
});

test("a trouble that trying again can't mend ends at once", () => {
  expect(meetSetback(refusal(false), "transcribe", 1)).toMatchObject({
    kind: "fail",
    failure: { retryable: false },
  });
});
