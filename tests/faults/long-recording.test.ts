import { afterAll, beforeAll, expect, test } from "vitest";
import type { Memory, Transcript } from "../../core/schemas.ts";
import { joinFamily, waitForStatus } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { convert, tellSlowly } from "../recordings.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 120_000);
afterAll(() => house.close());

test("forty minutes that are mostly pauses are heard in parts, each word once and at its place", async () => {
  const story = await convert(await tellSlowly(2400), ["-c:a", "libopus", "-b:a", "24k"], "webm");
  const rose = await joinFamily(house);
  const { id } = await rose.upload(story);
  const memory: Memory = await waitForStatus(rose, id, "ready", 400);

  const heard = house.vendors.openai.seen.filter(({ url }) => url.endsWith("/audio/transcriptions"));
  expect(heard).toHaveLength(3);
  for (const { bytes } of heard) expect(bytes).toBeLessThan(25_000_000);

  const { segments } = await rose.json<Transcript>(`/memories/${id}/transcript.json`);
  const asked = segments.flatMap(({ words }) => words).filter(({ text }) => /^fellow\b/i.test(text));
  // The sentence is told every hundred seconds; no overlap of two parts doubles it or swallows it.
  expect(asked).toHaveLength(24);
  asked.forEach(({ start }, index) => {
    expect(Math.abs(start - index * 100 - 1.5)).toBeLessThan(3);
  });
  expect(memory.recording.seconds).toBeCloseTo(2400, -1);
  expect(memory.recording.waveformSource).toBe("estimated");
  expect(memory.claims.length).toBeGreaterThan(0);
}, 460_000);
