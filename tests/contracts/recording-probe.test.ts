import { beforeAll, describe, expect, test } from "vitest";
import { probeRecording } from "../../adapters/media-probe.ts";
import { convert, openBytes, readSpeech, speechPath } from "../recordings.ts";

const jfk = speechPath("jfk.wav");
const probe = async (bytes: Uint8Array) => probeRecording(openBytes(bytes));
const refuse = async (bytes: Uint8Array) => expect(probe(bytes)).rejects;

describe("recordings that are accepted", () => {
  const kinds: [string, string[], string, { contentType: string; codec: string }][] = [
    ["WAV of 8 bits", ["-c:a", "pcm_u8"], "wav", { contentType: "audio/wav", codec: "pcm-u8" }],
    ["WAV of 16 bits", ["-c:a", "pcm_s16le"], "wav", { contentType: "audio/wav", codec: "pcm-s16" }],
    ["WAV of floats", ["-c:a", "pcm_f32le"], "wav", { contentType: "audio/wav", codec: "pcm-f32" }],
    ["MP3", ["-b:a", "64k"], "mp3", { contentType: "audio/mpeg", codec: "mp3" }],
    ["MP3 of varying bitrate", ["-q:a", "6"], "mp3", { contentType: "audio/mpeg", codec: "mp3" }],
    [
      "MP3 without a header",
      ["-b:a", "64k", "-write_xing", "0"],
      "mp3",
      { contentType: "audio/mpeg", codec: "mp3" },
    ],
    ["M4A", ["-c:a", "aac"], "m4a", { contentType: "audio/mp4", codec: "aac" }],
    [
      "M4A with its index in front",
      ["-c:a", "aac", "-movflags", "faststart"],
      "m4a",
      { contentType: "audio/mp4", codec: "aac" },
    ],
    [
      "M4A in fragments",
      ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "-frag_duration", "1000000"],
      "m4a",
      { contentType: "audio/mp4", codec: "aac" },
    ],
    ["AAC without a container", ["-c:a", "aac"], "aac", { contentType: "audio/aac", codec: "aac" }],
    ["Ogg Opus", ["-c:a", "libopus"], "ogg", { contentType: "audio/ogg", codec: "opus" }],
    ["Ogg Vorbis", ["-c:a", "libvorbis"], "ogg", { contentType: "audio/ogg", codec: "vorbis" }],
    ["WebM", ["-c:a", "libopus"], "webm", { contentType: "audio/webm", codec: "opus" }],
    [
      "WebM without a length, as browsers record it",
      ["-c:a", "libopus", "-f", "webm", "-live", "1"],
      "webm",
      { contentType: "audio/webm", codec: "opus" },
    ],
    ["FLAC", ["-c:a", "flac"], "flac", { contentType: "audio/flac", codec: "flac" }],
  ];
  for (const [name, options, extension, expected] of kinds) {
    test(`${name} is known by its content`, async () => {
      const found = await probe(await convert(jfk, options, extension));
      expect(found).toMatchObject({ ...expected, channels: 1 });
      expect(Math.abs(found.seconds - 11)).toBeLessThan(0.2);
    });
  }

  test("sample rate and channels are those of the recording", async () => {
    const wav = await convert(jfk, ["-ar", "44100", "-ac", "2"], "wav");
    expect(await probe(wav)).toMatchObject({ sampleRate: 44100, channels: 2 });
  });

  test("an MP3 with pictures and titles in front is read", async () => {
    const tag = new Uint8Array(10 + 5000);
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 5000 >> 7, 5000 & 0x7f]);
    const mp3 = await convert(jfk, ["-b:a", "64k"], "mp3");
    const found = await probe(new Uint8Array([...tag, ...mp3]));
    expect(found).toMatchObject({ contentType: "audio/mpeg" });
    expect(Math.abs(found.seconds - 11)).toBeLessThan(0.2);
  });

  test("a WAV written to a pipe, whose header doesn't know its length, is measured by its bytes", async () => {
    const wav = await readSpeech("jfk.wav");
    const streamed = wav.slice();
    streamed.set([0xff, 0xff, 0xff, 0xff], 4);
    streamed.set([0xff, 0xff, 0xff, 0xff], findText(streamed, "data") + 4);
    expect((await probe(streamed)).seconds).toBeCloseTo(11, 1);
  });
});

describe("files that are refused", () => {
  let video: Uint8Array;
  let movie: Uint8Array;
  beforeAll(async () => {
    const picture = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=2"];
    video = await convert(jfk, ["-t", "2", "-c:a", "libopus", "-c:v", "libvpx"], "webm", picture);
    movie = await convert(jfk, ["-t", "2", "-an", "-c:v", "mpeg4"], "mp4", picture);
  });

  test("an empty file", async () => {
    await (await refuse(new Uint8Array(0))).toMatchObject({ code: "recording.empty", status: 422 });
  });

  test("a text that calls itself an MP3", async () => {
    const text = new TextEncoder().encode("Once upon a time there was a recording. ".repeat(500));
    await (await refuse(text)).toMatchObject({ code: "recording.unsupported", status: 415 });
  });

  test("a picture", async () => {
    const png = await convert(jfk, ["-frames:v", "1"], "png", [
      "-f",
      "lavfi",
      "-i",
      "testsrc=size=64x48:duration=1",
    ]);
    await (await refuse(png)).toMatchObject({ code: "recording.unsupported" });
  });

  test("random bytes", async () => {
    let state = 12345;
    const noise = Uint8Array.from({ length: 200_000 }, () => {
      state = (state * 1103515245 + 12345) % 2 ** 31;
      return state >> 16;
    });
    await (await refuse(noise)).toMatchObject({ code: "recording.unsupported" });
  });

  test("a video, with sound and without", async () => {
    await (await refuse(video)).toMatchObject({ code: "recording.unsupported" });
    await (await refuse(movie)).toMatchObject({ code: "recording.unsupported" });
  });

  test("codecs that no browser plays", async () => {
    const alac = await convert(jfk, ["-c:a", "alac"], "m4a");
    const adpcm = await convert(jfk, ["-c:a", "adpcm_ms"], "wav");
    const speex = await convert(jfk, ["-c:a", "libspeex"], "ogg");
    const matroska = await convert(jfk, ["-c:a", "libopus"], "mka");
    const quickTime = await convert(jfk, ["-c:a", "aac"], "mov");
    for (const bytes of [alac, adpcm, speex, matroska, quickTime]) {
      await (await refuse(bytes)).toMatchObject({ code: "recording.unsupported", status: 415 });
    }
  });

  test("a recording of more than six hours", async () => {
    const seconds = 6 * 3600 + 60;
    const long = await convert("anullsrc=r=8000:cl=mono", ["-t", String(seconds), "-c:a", "pcm_u8"], "wav", [
      "-f",
      "lavfi",
    ]);
    await (await refuse(long)).toMatchObject({ code: "recording.too_long", status: 413 });
  }, 60_000);
});

describe("recordings that break off", () => {
  const kinds: [string, string[], string, number][] = [
    ["M4A that lost its index", ["-c:a", "aac"], "m4a", 0.5],
    ["M4A that lost its sound", ["-c:a", "aac", "-movflags", "faststart"], "m4a", 0.5],
    ["WAV", [], "wav", 0.5],
    ["MP3", ["-b:a", "64k"], "mp3", 0.5],
    ["FLAC", ["-c:a", "flac"], "flac", 0.5],
    ["WebM", ["-c:a", "libopus"], "webm", 0.5],
    ["WebM that ends in its head", ["-c:a", "libopus"], "webm", 0.005],
    ["Ogg that ends in its head", ["-c:a", "libvorbis"], "ogg", 0.02],
    ["FLAC that ends in its head", ["-c:a", "flac"], "flac", 0.0001],
    ["WAV that ends in its head", [], "wav", 0.00009],
  ];
  for (const [name, options, extension, share] of kinds) {
    test(`a truncated ${name} is damaged`, async () => {
      const whole = await convert(jfk, options, extension);
      const part = whole.subarray(0, Math.max(30, Math.floor(whole.length * share)));
      await (await refuse(part)).toMatchObject({ code: "recording.damaged", status: 422 });
    });
  }

  test("a WAV without a single sample is damaged", async () => {
    const wav = await readSpeech("jfk.wav");
    await (await refuse(wav.subarray(0, findText(wav, "data") + 8))).toMatchObject({
      code: "recording.damaged",
    });
  });

  test("a browser's recording that was killed is kept up to its last packet", async () => {
    const live = await convert(jfk, ["-c:a", "libopus", "-f", "webm", "-live", "1"], "webm");
    const whole = await probe(live);
    for (const lost of [1, 100, 1000, 20_000]) {
      const found = await probe(live.subarray(0, live.length - lost));
      expect(whole.seconds - found.seconds).toBeLessThan(0.06 + (lost / live.length) * 14);
    }
  });

  test("what the source throws is passed on and isn't taken for damage", async () => {
    const source = openBytes(await readSpeech("jfk.wav"));
    const read = () => Promise.reject(new Error("the object store is away"));
    await expect(probeRecording({ ...source, read })).rejects.toThrow("the object store is away");
  });
});

describe("long recordings", () => {
  test("half a gigabyte of WAV is probed by a few short reads", async () => {
    const head = (await readSpeech("jfk.wav")).slice(0, 78);
    const size = 499_000_000;
    const view = new DataView(head.buffer);
    const data = findText(head, "data");
    view.setUint32(4, size - 8, true);
    view.setUint32(data + 4, size - data - 8, true);
    const source = openZeros(head, size);
    expect((await probeRecording(source)).seconds).toBeCloseTo(size / 32_000, 0);
    expect(source.reads).toBeLessThan(6);
    expect(source.bytesRead).toBeLessThan(2_000_000);
  });

  test("a long MP3 of constant bitrate without a header is probed by a few short reads", async () => {
    const once = await convert(
      jfk,
      ["-ar", "44100", "-b:a", "128k", "-write_xing", "0", "-id3v2_version", "0"],
      "mp3",
    );
    const source = openRepeated(once, 300_000_000);
    const found = await probeRecording(source);
    expect(found.seconds).toBeCloseTo(300_000_000 / 16_000, -1);
    expect(source.bytesRead).toBeLessThan(3_000_000);
  });
});

function findText(bytes: Uint8Array, text: string): number {
  return String.fromCharCode(...bytes.subarray(0, 4096)).indexOf(text);
}

function openZeros(head: Uint8Array, size: number) {
  return openMade(size, (at) => head[at] ?? 0);
}

function openRepeated(once: Uint8Array, size: number) {
  return openMade(size, (at) => once[at % once.length] ?? 0);
}

function openMade(size: number, byteAt: (at: number) => number) {
  const source = {
    bytes: size,
    contentType: "",
    reads: 0,
    bytesRead: 0,
    async read(start: number, end: number) {
      source.reads++;
      source.bytesRead += end - start;
      return new Blob([Uint8Array.from({ length: end - start }, (_, i) => byteAt(start + i))]).stream();
    },
  };
  return source;
}
