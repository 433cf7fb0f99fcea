import { beforeAll, describe, expect, test } from "vitest";
import { listPackets } from "../../adapters/media-packets.ts";
import { recordingMedia } from "../../adapters/recording-media.ts";
import { waveformSchema } from "../../core/schemas.ts";
import { convert, openBytes, tellSlowly } from "../recordings.ts";

// Six minutes: speech in the first eleven seconds of each hundred, so in 5 or 6 bars of every 50.
const SECONDS = 360;
const isSpeech = (bar: number) => (bar * 2) % 100 < 10;
const isSilence = (bar: number) => (bar * 2) % 100 > 14;

let story: Uint8Array;
beforeAll(async () => {
  story = await tellSlowly(SECONDS);
}, 60_000);

function expectSpeechToStandOut(bars: readonly number[] | undefined, quiet: number) {
  const drawn = waveformSchema.parse(bars);
  const mean = (keep: (bar: number) => boolean) => {
    const kept = drawn.filter((_, bar) => keep(bar));
    return kept.reduce((a, b) => a + b, 0) / kept.length;
  };
  expect(mean(isSpeech)).toBeGreaterThan(0.4);
  expect(mean(isSilence)).toBeLessThan(quiet);
}

describe("a WAV's waveform is measured from its samples", () => {
  const kinds = ["pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"];
  for (const codec of kinds) {
    test(`stored as ${codec}`, async () => {
      const source = openBytes(await convert(story, ["-c:a", codec], "wav"));
      const bars = await recordingMedia.measureWaveform(source, await recordingMedia.probe(source));
      expectSpeechToStandOut(bars, 0.03);
      expect(Math.max(...(bars ?? []))).toBe(1);
    });
  }

  test("every width gives the same picture", async () => {
    const draw = async (codec: string) => {
      const source = openBytes(await convert(story, ["-c:a", codec], "wav"));
      return recordingMedia.measureWaveform(source, await recordingMedia.probe(source));
    };
    const expected = await draw("pcm_f32le");
    for (const codec of ["pcm_s16le", "pcm_s24le", "pcm_s32le"]) {
      const bars = await draw(codec);
      for (const [i, bar] of (bars ?? []).entries())
        expect(Math.abs(bar - (expected?.[i] ?? 9))).toBeLessThan(0.01);
    }
  });

  test("two channels are read as one picture", async () => {
    const source = openBytes(await convert(story, ["-ac", "2", "-ar", "44100"], "wav"));
    expectSpeechToStandOut(
      await recordingMedia.measureWaveform(source, await recordingMedia.probe(source)),
      0.03,
    );
  });

  test("what needs a decoder isn't measured", async () => {
    const source = openBytes(await convert(story, ["-b:a", "32k"], "mp3"));
    expect(await recordingMedia.measureWaveform(source, await recordingMedia.probe(source))).toBeUndefined();
  });
});

describe("other recordings' waveforms are estimated", () => {
  const speech = Array.from({ length: 4 }, (_, i) => ({ start: i * 100 + 0.3, end: i * 100 + 10.6 }));
  const kinds: [string, string[], string][] = [
    ["Opus of varying bitrate", ["-c:a", "libopus", "-b:a", "24k", "-compression_level", "0"], "webm"],
    ["AAC", ["-c:a", "aac", "-b:a", "48k"], "m4a"],
    ["FLAC", ["-c:a", "flac"], "flac"],
    ["MP3 of varying bitrate", ["-q:a", "5"], "mp3"],
    ["MP3 of constant bitrate", ["-b:a", "32k"], "mp3"],
    [
      "Opus of constant bitrate",
      ["-c:a", "libopus", "-b:a", "24k", "-vbr", "off", "-compression_level", "0"],
      "ogg",
    ],
  ];
  for (const [name, options, extension] of kinds) {
    test(`from ${name} and the times of speech`, async () => {
      const source = openBytes(await convert(story, options, extension));
      const probe = await recordingMedia.probe(source);
      expectSpeechToStandOut(await recordingMedia.estimateWaveform(source, probe, speech), 0.12);
      const spans = await listPackets(source, probe);
      expect(spans.length).toBeLessThanOrEqual(3700);
      expect(spans[0]?.start).toBeLessThan(0.1);
    });
  }
});
