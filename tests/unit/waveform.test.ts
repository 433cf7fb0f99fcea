import fc from "fast-check";
import { expect, test } from "vitest";
import type { PacketSpan } from "../../core/parts.ts";
import { waveformSchema } from "../../core/schemas.ts";
import { estimateWaveform, scaleBars } from "../../core/waveform.ts";

const packetsOf = (seconds: number, bytesAt: (second: number) => number): PacketSpan[] =>
  Array.from({ length: seconds * 10 }, (_, i) => ({ start: i / 10, seconds: 0.1, bytes: bytesAt(i / 10) }));

test("the loudest bar is 1 and silence is 0", () => {
  expect(scaleBars([0, 0.1, 0.2])).toEqual([0, 0.5, 1]);
  expect(scaleBars([0, 0])).toEqual([0, 0]);
});

test("large packets draw high bars", () => {
  const bars = estimateWaveform(
    packetsOf(180, (s) => (s < 90 ? 20 : 200)),
    undefined,
    180,
  );
  expect(bars.slice(0, 89).every((b) => b < 0.1)).toBe(true);
  expect(bars.slice(91).every((b) => b > 0.9)).toBe(true);
});

test("large packets without speech are drawn lower than speech", () => {
  const packets = packetsOf(180, (s) => (s % 60 < 30 ? 20 : 200));
  const bars = estimateWaveform(packets, [{ start: 30, end: 60 }], 180);
  expect(bars[45]).toBeGreaterThan(0.9);
  expect(bars[105]).toBeLessThan(0.3);
  expect(bars[105]).toBeGreaterThan(bars[75] ?? 1);
});

test("at a constant bitrate the times of speech decide", () => {
  const packets = packetsOf(180, (s) => 417 + (Math.round(s * 10) % 2));
  const bars = estimateWaveform(packets, [{ start: 60, end: 120 }], 180);
  expect(bars[30]).toBeLessThan(0.1);
  expect(bars[90]).toBe(1);
  expect(bars[150]).toBeLessThan(0.1);
});

test("a constant bitrate without a transcript draws a flat line", () => {
  expect(
    new Set(
      estimateWaveform(
        packetsOf(180, () => 417),
        undefined,
        180,
      ),
    ),
  ).toEqual(new Set([0.5]));
});

test("whatever comes in, 180 numbers from 0 to 1 come out", () => {
  const stretch = fc.record({
    start: fc.double({ min: 0, max: 4000, noNaN: true }),
    length: fc.double({ min: 0, max: 50, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          start: fc.double({ min: 0, max: 4000, noNaN: true }),
          seconds: fc.double({ min: 0, max: 10, noNaN: true }),
          bytes: fc.nat(5000),
        }),
        { maxLength: 50 },
      ),
      fc.option(fc.array(stretch, { maxLength: 20 }), { nil: undefined }),
      fc.double({ min: 0.01, max: 4000, noNaN: true }),
      (packets, speech, seconds) => {
        const times = speech?.map(({ start, length }) => ({ start, end: start + length }));
        waveformSchema.parse(estimateWaveform(packets, times, seconds));
      },
    ),
    { seed: 1 },
  );
});
