import fc from "fast-check";
import { expect, test } from "vitest";
import { readRange } from "../../core/playback.ts";

test.each([
  [undefined, { kind: "whole" }],
  ["bytes=0-", { kind: "part", start: 0, endExclusive: 100 }],
  ["bytes=0-0", { kind: "part", start: 0, endExclusive: 1 }],
  ["bytes=10-19", { kind: "part", start: 10, endExclusive: 20 }],
  ["bytes=90-1000", { kind: "part", start: 90, endExclusive: 100 }],
  ["bytes=-10", { kind: "part", start: 90, endExclusive: 100 }],
  ["bytes=-1000", { kind: "part", start: 0, endExclusive: 100 }],
  ["bytes=100-", { kind: "unsatisfiable" }],
  ["bytes=-0", { kind: "unsatisfiable" }],
  ["bytes=20-10", { kind: "whole" }],
  ["bytes=0-1,5-6", { kind: "whole" }],
  ["bytes=-", { kind: "whole" }],
  ["seconds=1-2", { kind: "whole" }],
])("the range %s of 100 octets is %o", (header, asked) => {
  expect(readRange(header, 100)).toEqual(asked);
});

test("a part never leaves the recording, whatever was asked", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (first, last, bytes) => {
      const range = readRange(`bytes=${first}-${last}`, bytes);
      if (range.kind !== "part") return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.endExclusive).toBeGreaterThan(range.start);
      expect(range.endExclusive).toBeLessThanOrEqual(bytes);
    }),
  );
});
