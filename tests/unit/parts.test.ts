import fc from "fast-check";
import { expect, test } from "vitest";
import { type PacketSpan, planParts } from "../../core/parts.ts";

const limits = { maxBytes: 24_000_000, maxSeconds: 1200, overlap: 15 };

test("a short recording is one part", () => {
  expect(planParts({ seconds: 61.5, bytes: 1_000_000 }, limits)).toEqual([{ index: 0, start: 0, end: 61.5 }]);
});

test("a long recording is cut every 1,200 seconds and neighbours share 15", () => {
  expect(planParts({ seconds: 2400, bytes: 5_000_000 }, limits)).toEqual([
    { index: 0, start: 0, end: 1200 },
    { index: 1, start: 1185, end: 2385 },
    { index: 2, start: 2370, end: 2400 },
  ]);
});

test("a large recording is cut by its bytes", () => {
  const parts = planParts({ seconds: 600, bytes: 115_200_000 }, limits);
  expect(parts.map((p) => p.end - p.start <= 125)).toEqual([true, true, true, true, true, true]);
});

test("a recording whose bytes lie unevenly is cut where they lie", () => {
  const spans = [
    { start: 0, seconds: 600, bytes: 6_000_000 },
    { start: 600, seconds: 600, bytes: 60_000_000 },
  ];
  const parts = planParts({ seconds: 1200, bytes: 66_000_000 }, limits, spans);
  expect(parts[0]).toEqual({ index: 0, start: 0, end: 780 });
  expect(parts.length).toBe(3);
});

test("parts shorter than the overlap still move forward", () => {
  const parts = planParts({ seconds: 60, bytes: 360_000_000 }, limits);
  expect(parts.at(-1)?.end).toBe(60);
  expect(parts.length).toBeLessThan(25);
});

test("every part keeps the limits and together they cover every second", () => {
  const spansArbitrary = fc.array(
    fc.record({ seconds: fc.integer({ min: 1, max: 600 }), rate: fc.integer({ min: 1000, max: 400_000 }) }),
    { minLength: 1, maxLength: 40, size: "max" },
  );
  fc.assert(
    fc.property(spansArbitrary, (pieces) => {
      const spans: PacketSpan[] = [];
      let start = 0;
      for (const { seconds, rate } of pieces) {
        spans.push({ start, seconds, bytes: seconds * rate });
        start += seconds;
      }
      const bytes = spans.reduce((sum, s) => sum + s.bytes, 0);
      const parts = planParts({ seconds: start, bytes }, limits, spans);
      expect(parts[0]?.start).toBe(0);
      expect(parts.at(-1)?.end).toBe(start);
      for (const [i, part] of parts.entries()) {
        expect(part.index).toBe(i);
        expect(part.end - part.start).toBeLessThanOrEqual(1200);
        expect(bytesBetween(spans, part.start, part.end)).toBeLessThanOrEqual(24_000_001);
        const before = parts[i - 1];
        if (before) expect(part.start).toBeLessThan(before.end);
        if (before) expect(part.end).toBeGreaterThan(before.end);
      }
    }),
    { seed: 1, endOnFailure: true },
  );
});

function bytesBetween(spans: PacketSpan[], start: number, end: number): number {
  return spans.reduce((sum, span) => {
    const shared = Math.min(end, span.start + span.seconds) - Math.max(start, span.start);
    return shared > 0 ? sum + (span.bytes * shared) / span.seconds : sum;
  }, 0);
}
