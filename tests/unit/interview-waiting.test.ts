import { expect, test } from "vitest";
import { planWaiting } from "../../app/interview/plan-waiting.ts";

const turnId = crypto.randomUUID();
const pcm = (...samples: number[]) => Int16Array.from(samples).buffer;
const said = (...frames: (object | ArrayBuffer)[]) =>
  frames.map((frame, index) => ({
    seq: index + 1,
    data: frame instanceof ArrayBuffer ? frame : JSON.stringify(frame),
  }));
const control = (control: string) => ({ type: "control", control });

test("without a socket each answer goes as one recording, between the buttons that were pressed", () => {
  const start = { type: "audio-start", turnId };
  const end = { type: "audio-end", turnId, longestPause: 0 };
  const frames = said(start, pcm(1), control("pause"), control("resume"), pcm(2), end, control("skip"));
  expect(planWaiting(frames, undefined)).toEqual([
    { control: "pause", upTo: undefined },
    { control: "resume", upTo: undefined },
    { turnId, pcm: [pcm(1), pcm(2)], upTo: 6 },
    { control: "skip", upTo: 7 },
  ]);
  expect(planWaiting(said(pcm(1), end, end), turnId)).toEqual([
    { turnId, pcm: [pcm(1)], upTo: 2 },
    { control: "skip", upTo: 3 },
  ]);
});

test("without a socket what was told before somebody skipped or stopped is sent before the turn is over", () => {
  expect(planWaiting(said(pcm(1), control("skip")), turnId)).toEqual([{ turnId, pcm: [pcm(1)], upTo: 2 }]);
  expect(planWaiting(said(pcm(1), control("stop")), turnId)).toEqual([
    { turnId, pcm: [pcm(1)], upTo: 1 },
    { control: "stop", upTo: 2 },
  ]);
  expect(planWaiting(said(pcm(1), control("decline")), turnId)).toEqual([{ control: "decline", upTo: 2 }]);
});
