import { expect, test } from "vitest";
import { createLoudnessDetector } from "../../app/interview/loudness.ts";
import { toMono, toPcm16 } from "../../app/interview/pcm.ts";
import { createResampler } from "../../app/interview/resample.ts";
import { createSpeechTracker, frameSeconds } from "../../app/interview/speech.ts";

/** A tone of one length in seconds. */
const tone = (rate: number, hertz: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate));

test("sound of any rate becomes 24 kHz of the same length and pitch, in whatever pieces it comes", () => {
  for (const rate of [16_000, 44_100, 48_000]) {
    const resample = createResampler(rate, 24_000);
    const whole = tone(rate, 440, 1);
    const made: number[] = [];
    for (let at = 0; at < whole.length; at += 128) made.push(...resample(whole.subarray(at, at + 128)));
    expect(Math.abs(made.length - 24_000)).toBeLessThan(3);
    const crossings = made.filter((sample, at) => at > 0 && sample >= 0 && (made[at - 1] ?? 0) < 0).length;
    expect(Math.abs(crossings - 440)).toBeLessThan(3);
    expect(Math.max(...made)).toBeGreaterThan(0.45);
  }
});

test("what several channels hear is heard as their mean", () => {
  expect([...toMono([Float32Array.of(0, 1), Float32Array.of(1, 0)])]).toEqual([0.5, 0.5]);
  expect([...toMono([Float32Array.of(0.25)])]).toEqual([0.25]);
  expect([...toMono([])]).toEqual([]);
});

test("samples that are too loud stay the loudest, and don't wrap around", () => {
  expect([...toPcm16(Float32Array.of(0, 1, 2, -1, -3))]).toEqual([0, 32767, 32767, -32767, -32767]);
});

test("somebody speaks once they were heard for a moment, and a short gap is part of it", () => {
  const tracker = createSpeechTracker();
  const hear = (voice: number, seconds: number) => {
    let heard = tracker.hear(voice);
    for (let at = frameSeconds; at < seconds; at += frameSeconds) heard = tracker.hear(voice);
    return heard;
  };
  expect(hear(0.9, 0.1).isSpeaking).toBe(false);
  expect(hear(0, 1).isSpeaking).toBe(false);
  expect(hear(0.9, 0.5).isSpeaking).toBe(true);
  expect(hear(0.1, 0.15).isSpeaking).toBe(true);
  expect(hear(0.1, 0.5).isSpeaking).toBe(false);
});

test("by loudness alone a voice is told from a still room, and from one that hums", () => {
  const judge = createLoudnessDetector(24_000);
  const pcmOf = (loudness: number, seconds: number) =>
    toPcm16(tone(24_000, 200, seconds).map((sample) => sample * 2 * loudness)).buffer;
  expect(judge(pcmOf(0.001, 1)).every((voice) => voice === 0)).toBe(true);
  expect(judge(pcmOf(0.2, 1)).every((voice) => voice === 1)).toBe(true);
  const humming = createLoudnessDetector(24_000);
  for (let second = 0; second < 60; second++) humming(pcmOf(0.02, 1));
  expect(humming(pcmOf(0.02, 1)).every((voice) => voice === 0)).toBe(true);
  expect(humming(pcmOf(0.2, 1)).every((voice) => voice === 1)).toBe(true);
});
