import { beforeAll, describe, expect, test } from "vitest";
import { cutPart, planRecording } from "../../adapters/media-cut.ts";
import { listPackets } from "../../adapters/media-packets.ts";
import { probeRecording } from "../../adapters/media-probe.ts";
import { planParts, type RecordingPart } from "../../core/parts.ts";
import type { AudioPart } from "../../core/ports.ts";
import { convert, decode, openBytes, speechPath, tellSlowly } from "../recordings.ts";

const MINUTES = 60;
/** A packet, a decoder's warm-up and an encoder's padding: what a cut may be off by. */
const SLACK = 0.2;

async function cutAll(bytes: Uint8Array, limits?: Parameters<typeof planParts>[1]) {
  const source = openBytes(bytes);
  const probe = await probeRecording(source);
  const plan = limits
    ? planParts({ seconds: probe.seconds, bytes: source.bytes }, limits)
    : await planRecording(source, probe);
  const parts: { plan: RecordingPart; file: AudioPart; samples: Int16Array }[] = [];
  for (const part of plan) {
    const file = await cutPart(source, probe, part);
    parts.push({ plan: part, file, samples: await decode(file.bytes) });
  }
  return { probe, parts };
}

describe("forty minutes that are mostly pauses", () => {
  let story: Uint8Array;
  beforeAll(async () => {
    story = await tellSlowly(40 * MINUTES);
  }, 60_000);

  const kinds: [string, string[], string][] = [
    ["WebM", ["-c:a", "libopus", "-b:a", "12k", "-frame_duration", "60", "-compression_level", "0"], "webm"],
    [
      "live WebM",
      [
        "-c:a",
        "libopus",
        "-b:a",
        "12k",
        "-frame_duration",
        "60",
        "-compression_level",
        "0",
        "-f",
        "webm",
        "-live",
        "1",
      ],
      "webm",
    ],
    ["MP3 of constant bitrate", ["-b:a", "16k"], "mp3"],
    ["MP3 of varying bitrate", ["-q:a", "9"], "mp3"],
  ];
  for (const [name, options, extension] of kinds) {
    test(`${name} is cut into parts that a decoder reads, each as long as planned, covering every second`, async () => {
      const { probe, parts } = await cutAll(await convert(story, options, extension));
      expect(parts.length).toBe(3);
      expect(Math.abs(probe.seconds - 40 * MINUTES)).toBeLessThan(1);
      for (const { plan, file, samples } of parts) {
        expect(plan.end - plan.start).toBeLessThanOrEqual(1200);
        expect(Math.abs(file.start - plan.start)).toBeLessThan(SLACK);
        expect(Math.abs(samples.length / 16_000 - (plan.end - file.start))).toBeLessThan(SLACK);
        expect(file.bytes.length).toBeLessThanOrEqual(25_000_000);
      }
      for (const [i, { plan }] of parts.entries()) {
        expect(plan.start).toBe(i === 0 ? 0 : (parts[i - 1]?.plan.end ?? 0) - 15);
      }
      expect(parts.at(-1)?.plan.end).toBe(probe.seconds);
      const second = parts[1];
      if (!second) throw new Error("there is no second part");
      for (const hundred of [1300, 2000, 2300]) expectSpeechAt(hundred, second);
    }, 120_000);
  }
});

describe("each kind of recording", () => {
  const kinds: [string, string[], string, string][] = [
    ["WAV", ["-c:a", "pcm_s24le"], "wav", "part-1.wav"],
    ["MP3", ["-b:a", "64k"], "mp3", "part-1.mp3"],
    ["M4A", ["-c:a", "aac"], "m4a", "part-1.m4a"],
    [
      "M4A in fragments",
      ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "1000000"],
      "m4a",
      "part-1.m4a",
    ],
    ["AAC without a container", ["-c:a", "aac"], "aac", "part-1.m4a"],
    ["Ogg Opus", ["-c:a", "libopus"], "ogg", "part-1.ogg"],
    ["Ogg Vorbis", ["-c:a", "libvorbis"], "ogg", "part-1.ogg"],
    ["WebM", ["-c:a", "libopus"], "webm", "part-1.webm"],
    ["FLAC", ["-c:a", "flac"], "flac", "part-1.flac"],
  ];
  for (const [name, options, extension, filename] of kinds) {
    test(`${name} is cut at its packets and sounds as before`, async () => {
      const whole = await convert(speechPath("jfk.wav"), options, extension);
      const { probe, parts } = await cutAll(whole, { maxBytes: 24_000_000, maxSeconds: 3.5, overlap: 0.5 });
      expect(parts.length).toBe(4);
      expect(parts[1]?.file.filename).toBe(filename);
      expect(parts.at(-1)?.plan.end).toBe(probe.seconds);
      const original = await decode(whole);
      for (const { plan, file, samples } of parts) {
        expect(Math.abs(samples.length / 16_000 - (plan.end - file.start))).toBeLessThan(SLACK);
        const from = Math.round((file.start + 1) * 16_000);
        if (samples.length < 32_000) continue;
        expect(likeness(samples.subarray(16_000, 32_000), original, from)).toBeGreaterThan(0.95);
      }
    });

    test(`no packet of ${name} is lost between parts`, async () => {
      const whole = await convert(speechPath("jfk.wav"), options, extension);
      const source = openBytes(whole);
      const probe = await probeRecording(source);
      const count = async (file: Uint8Array) => {
        const part = openBytes(file);
        return (await listPackets(part, await probeRecording(part))).reduce((sum, p) => sum + p.bytes, 0);
      };
      const cuts = [0, 3, 7, probe.seconds];
      const sizes: number[] = [];
      for (const [index, start] of cuts.slice(0, -1).entries()) {
        const part = { index, start, end: cuts[index + 1] ?? probe.seconds };
        sizes.push(await count((await cutPart(source, probe, part)).bytes));
      }
      const packets = (await listPackets(source, probe)).reduce((sum, p) => sum + p.bytes, 0);
      const together = sizes.reduce((a, b) => a + b, 0);
      // The packet that a cut runs through stands in both parts, so the sum is a little more than the whole.
      const headers = extension === "aac" ? 7 * Math.ceil((probe.seconds * 16_000) / 1024) : 0;
      expect(together).toBeGreaterThanOrEqual(packets - headers);
      expect(together).toBeLessThan((packets - headers) * 1.05 + 20_000);
    });
  }

  test("a short recording is handed over byte for byte, but AAC without a container gets one", async () => {
    const mp3 = await convert(speechPath("jfk.wav"), ["-b:a", "64k"], "mp3");
    const whole = await cutAll(mp3);
    expect(whole.parts.map((p) => p.file.bytes.length)).toEqual([mp3.length]);
    const aac = await cutAll(await convert(speechPath("jfk.wav"), ["-c:a", "aac"], "aac"));
    expect(aac.parts.map((p) => p.file.contentType)).toEqual(["audio/mp4"]);
  });

  test("a browser's recording that was killed is cut up to its last packet", async () => {
    const live = await convert(
      speechPath("jfk.wav"),
      ["-c:a", "libopus", "-f", "webm", "-live", "1"],
      "webm",
    );
    const killed = live.subarray(0, live.length - 1500);
    const { probe, parts } = await cutAll(killed, { maxBytes: 24_000_000, maxSeconds: 6, overlap: 1 });
    const last = parts.at(-1);
    if (!last) throw new Error("there are no parts");
    expect(Math.abs(last.samples.length / 16_000 - (probe.seconds - last.file.start))).toBeLessThan(SLACK);
  });

  test("a WAV of studio quality is cut so that no part passes 24 MB", async () => {
    const wav = await convert("anoisesrc=r=48000:d=300:a=0.1", ["-ac", "2", "-c:a", "pcm_s16le"], "wav", [
      "-f",
      "lavfi",
    ]);
    const { parts } = await cutAll(wav);
    expect(parts.length).toBe(3);
    for (const { file } of parts) expect(file.bytes.length).toBeLessThanOrEqual(24_100_000);
  }, 60_000);

  test("a FLAC whose loud minutes are large is planned by its packets' sizes", async () => {
    const loud = "anoisesrc=r=48000:d=400:a=0.5,volume='if(lt(t,200),0,1)':eval=frame";
    const flac = await convert(loud, ["-ac", "2", "-c:a", "flac"], "flac", ["-f", "lavfi"]);
    expect(flac.length).toBeGreaterThan(24_000_000);
    const { parts } = await cutAll(flac);
    for (const { file } of parts) expect(file.bytes.length).toBeLessThanOrEqual(24_100_000);
    expect(parts[0]?.plan.end).toBeGreaterThan(200);
  }, 60_000);

  test("only the needed range of a long recording is read", async () => {
    const noise = await convert("anoisesrc=r=16000:d=300:a=0.1", ["-c:a", "pcm_s16le"], "wav", [
      "-f",
      "lavfi",
    ]);
    const opus = await convert(noise, ["-c:a", "libopus", "-b:a", "128k", "-compression_level", "0"], "webm");
    for (const bytes of [
      noise,
      opus,
      await convert(opus, ["-c", "copy"], "ogg"),
      await convert(noise, ["-b:a", "128k", "-ar", "44100"], "mp3"),
      await convert(noise, ["-c:a", "aac", "-b:a", "96k"], "m4a"),
      await convert(noise, ["-c:a", "flac"], "flac"),
    ]) {
      const probe = await probeRecording(openBytes(bytes));
      const source = openBytes(bytes);
      await cutPart(source, probe, { index: 5, start: 270, end: 280 });
      expect(source.bytesRead / bytes.length, probe.contentType).toBeLessThan(0.6);
    }
  }, 120_000);
});

/** Speech begins at each full hundred seconds and lasts eleven. */
function expectSpeechAt(hundred: number, { file, samples }: { file: AudioPart; samples: Int16Array }) {
  const at = (from: number, to: number) =>
    loudness(samples.subarray((from - file.start) * 16_000, (to - file.start) * 16_000));
  expect(at(hundred + 1, hundred + 10)).toBeGreaterThan(500);
  expect(at(hundred - 20, hundred - 1)).toBeLessThan(20);
}

function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length);
}

/** The best correlation of a piece with the original around a position (codecs delay a little). */
function likeness(piece: Int16Array, original: Int16Array, around: number): number {
  let best = 0;
  for (let shift = -1200; shift <= 1200; shift += 1) {
    let cross = 0;
    let a = 0;
    let b = 0;
    for (let i = 0; i < piece.length; i += 7) {
      const x = piece[i] ?? 0;
      const y = original[around + shift + i] ?? 0;
      cross += x * y;
      a += x * x;
      b += y * y;
    }
    best = Math.max(best, cross / Math.sqrt(a * b || 1));
  }
  return best;
}
