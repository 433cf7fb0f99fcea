import { expect, test } from "vitest";
import { AppError } from "../../core/errors.ts";
import { WavReader } from "../../core/interview/read-wav.ts";
import { writeWavHeader } from "../../core/interview/wav.ts";
import { convert, speechPath } from "../recordings.ts";

/** Reads a file in pieces of so many octets. */
function read(file: Uint8Array, pieceBytes: number): Int16Array {
  const reader = new WavReader();
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < file.length; at += pieceBytes) {
    pieces.push(reader.push(file.subarray(at, at + pieceBytes)).slice());
  }
  reader.end();
  const pcm = Uint8Array.from(Buffer.concat(pieces));
  return new Int16Array(pcm.buffer);
}

function writeWav(samples: number[], rate: number, channels = 1): Uint8Array {
  const header = writeWavHeader(samples.length * 2);
  const view = new DataView(header.buffer);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  return Uint8Array.from(Buffer.concat([header, new Uint8Array(Int16Array.from(samples).buffer)]));
}

const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof AppError ? [error.status, error.code] : error;
  }
};

test("what is 24 kHz and mono already passes octet by octet, however it is cut", () => {
  const samples = Array.from({ length: 1000 }, (_, at) => (at * 7919) % 30_000);
  for (const pieceBytes of [1, 7, 44, 1000, 10_000]) {
    expect([...read(writeWav(samples, 24_000), pieceBytes)]).toEqual(samples);
  }
});

test("two channels become their mean, and other rates are drawn between their samples", () => {
  expect([...read(writeWav([100, 200, -50, 50], 24_000, 2), 9)]).toEqual([150, 0]);
  expect([...read(writeWav([0, 100, 200], 12_000), 5)]).toEqual([0, 50, 100, 150, 200]);
  expect([...read(writeWav([0, 1, 2, 3, 4], 48_000), 5)]).toEqual([0, 2, 4]);
});

test("a real recording keeps its length at every rate, and chunks before its sound are skipped", async () => {
  for (const rate of ["8000", "16000", "44100", "96000"]) {
    const wav = await convert(
      speechPath("jfk.wav"),
      ["-ar", rate, "-ac", "2", "-c:a", "pcm_s16le", "-metadata", "title=Ask not"],
      "wav",
    );
    expect(read(wav, 65_536).length / 24_000).toBeCloseTo(11, 2);
  }
});

test("what comes after the sound is neither read nor held, however long it is", () => {
  const wav = writeWav([1, 2, 3], 24_000);
  expect([...read(Buffer.concat([wav, new Uint8Array(32_000_000)]), 4096)]).toEqual([1, 2, 3]);
});

test("what isn't 16 bit PCM in a WAV file is refused, and so is one without sound", async () => {
  const unsupported = [415, "recording.unsupported"];
  const flac = await convert(speechPath("jfk.wav"), [], "flac");
  const eightBit = await convert(speechPath("jfk.wav"), ["-c:a", "pcm_u8"], "wav");
  for (const file of [flac, eightBit, new Uint8Array(100)]) {
    expect(codeOf(() => read(file, 1000))).toEqual(unsupported);
  }
  for (const file of [new Uint8Array(), writeWav([], 24_000)]) {
    expect(codeOf(() => read(file, 1000))).toEqual([422, "recording.empty"]);
  }
});
