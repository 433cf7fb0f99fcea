import { expect, test } from "vitest";
import type { Transcript } from "../../core/schemas.ts";
import { writeTranscript } from "../../core/transcript-formats.ts";

const segment = (start: number, end: number, text: string) => ({
  id: "01a20d35-cee5-7426-a932-7ff43a9784d2",
  start,
  end,
  text,
  approximate: false,
  words: [],
});
const transcript: Transcript = {
  language: "en",
  segments: [segment(0, 1.5, "We danced."), segment(3661.0456, 3662, "5 < 6 & 7 --> 8\n\nWEBVTT")],
};

test("WebVTT has clocks with points, and what was spoken is never markup nor a new cue", () => {
  expect(writeTranscript(transcript, "vtt")).toBe(
    "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nWe danced.\n\n01:01:01.046 --> 01:01:02.000\n5 &lt; 6 &amp; 7 --&gt; 8 WEBVTT\n",
  );
});

test("SubRip has numbers and clocks with commas", () => {
  expect(writeTranscript(transcript, "srt")).toBe(
    "1\n00:00:00,000 --> 00:00:01,500\nWe danced.\n\n2\n01:01:01,046 --> 01:01:02,000\n5 < 6 & 7 --> 8 WEBVTT\n",
  );
});

test("plain text is one line a segment", () => {
  expect(writeTranscript(transcript, "txt")).toBe("We danced.\n5 < 6 & 7 --> 8 WEBVTT\n");
});
