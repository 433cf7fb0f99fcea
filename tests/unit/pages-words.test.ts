import { expect, test } from "vitest";
import { createI18n } from "../../app/messages/i18n.ts";
import { chooseLanguage } from "../../app/messages/languages.ts";
import { formatClock, formatLength, formatPartOf, formatSize, speakTime } from "../../app/words/durations.ts";
import { findErrorMessages, findFailureMessage } from "../../app/words/refusals.ts";
import { describeStage, measureProgress } from "../../app/words/stages.ts";

const { t } = createI18n("en");

test("a place in a recording is shown as on a clock", () => {
  expect(formatClock(0)).toBe("0:00");
  expect(formatClock(83.9)).toBe("1:23");
  expect(formatClock(3723)).toBe("1:02:03");
  expect(formatClock(-1)).toBe("0:00");
  expect(formatClock(Number.POSITIVE_INFINITY)).toBe("0:00");
});

test("a length is told roughly, as people say it", () => {
  expect(formatLength(0.2, "en")).toBe("1 sec");
  expect(formatLength(45.4, "en")).toBe("45 sec");
  expect(formatLength(59.7, "en")).toBe("1 min");
  expect(formatLength(185, "en")).toBe("3 min");
  expect(formatLength(3600, "en")).toBe("1 hr");
  expect(formatLength(4800, "en")).toBe("1 hr 20 min");
});

test("a screen reader hears a time in words", () => {
  expect(speakTime(0, "en")).toBe("0 seconds");
  expect(speakTime(83, "en")).toBe("1 minute 23 seconds");
  expect(speakTime(3600, "en")).toBe("1 hour");
});

test("bytes are told in kilobytes and megabytes", () => {
  expect(formatSize(3_400_000, "en")).toBe("3.4 MB");
  expect(formatSize(900, "en")).toBe("0.9 kB");
});

test("progress of a long recording is told in minutes, of a short one in seconds", () => {
  expect(formatPartOf(0.7, 180, "en")).toEqual({ done: "2", all: "3 min" });
  expect(formatPartOf(0.5, 30, "en")).toEqual({ done: "15", all: "30 sec" });
  expect(formatPartOf(1, 89, "en")).toEqual({ done: "1", all: "1 min" });
});

test("a stage is told as a sentence", () => {
  const recording = { seconds: 180 };
  const stage = { name: "transcribe", progress: 0.7 } as const;
  expect(describeStage({ status: "transcribing", stage, recording }, t, "en", undefined)).toBe(
    "Listening to the words… 2 of 3 min",
  );
  expect(describeStage({ status: "uploaded", recording }, t, "en", undefined)).toBe(
    "The recording is safe. We begin to listen in a moment.",
  );
});

test("a stage that waits says that nothing is lost and when it goes on", () => {
  const memory = {
    status: "transcribing",
    stage: { name: "transcribe", progress: 0.2, retryAt: "2026-11-24T14:05:00Z" },
    recording: { seconds: 60 },
  } as const;
  expect(describeStage(memory, t, "en", () => "14:05")).toBe(
    "The recording is safe. The service that writes the words down is busy. We try again at 14:05.",
  );
  expect(describeStage(memory, t, "en", undefined)).toBe(
    "The recording is safe. The service that writes the words down is busy. We try again by ourselves.",
  );
});

test("progress over all stages only grows", () => {
  const recording = { seconds: 60 };
  const way = [
    { status: "uploaded", recording },
    { status: "transcribing", recording },
    { status: "transcribing", recording, stage: { name: "transcribe", progress: 0.5 } },
    { status: "enriching", recording, stage: { name: "transcribe", progress: 1 } },
    { status: "pinning", recording },
    { status: "pinning", recording, stage: { name: "pin", progress: 0.5 } },
    { status: "ready", recording },
  ] as const;
  const measured = way.map((memory) => measureProgress(memory));
  expect(measured).toEqual(measured.toSorted((a, b) => a - b));
  expect(measured.at(-1)).toBe(1);
});

test("what went wrong is explained by its code, else by its stage", () => {
  expect(findFailureMessage({ code: "recording.empty", stage: "transcribe" })).toBe("failure.empty");
  expect(findFailureMessage({ code: "openai.timeout", stage: "enrich" })).toBe("failure.enrich");
  expect(findFailureMessage({ code: "odd", stage: "odd" })).toBe("failure.other");
});

test("an error page says of a missing thing that it isn't here, and of our own failure that nothing is lost", () => {
  expect(t(findErrorMessages(404).title)).toBe("This page isn't here");
  expect(t(findErrorMessages(500).text)).toContain("Nothing is lost");
  expect(t(findErrorMessages(503).text)).toContain("safe");
});

test("the pages speak English to everybody whose language they don't speak", () => {
  expect(chooseLanguage(null)).toBe("en");
  expect(chooseLanguage("de-AT, de;q=0.9, en;q=0.5")).toBe("en");
  expect(chooseLanguage("xx, *;q=0.1")).toBe("en");
});
