const headerBytes = 44;
const bytesPerSecond = 48_000 * 2 * 2;

/** A stereo WAV file of exactly `bytes` bytes (a multiple of 4): a slow swell, different at every place. */
export function makeWav(bytes: number): Buffer<ArrayBuffer> {
  const file = Buffer.alloc(bytes);
  writeHeader(file, bytes);
  for (let at = headerBytes; at < bytes; at += 4) file.writeInt32LE(sampleAt(at), at);
  return file;
}

/** Bytes `from` to `to` of the same file of `bytes` bytes, about a mebibyte at a time. */
export function* streamWav(bytes: number, from = 0, to = bytes): Generator<Buffer> {
  for (let start = from; start < to; start += 2 ** 20) {
    const piece = Buffer.alloc(Math.min(2 ** 20, to - start));
    for (let at = 0; at < piece.length; at += 4) piece.writeInt32LE(sampleAt(start + at), at);
    if (start === 0) writeHeader(piece, bytes);
    yield piece;
  }
}

function sampleAt(place: number): number {
  return (place * 2_654_435) | 0;
}

function writeHeader(file: Buffer, bytes: number): void {
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(bytes - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(48_000, 24);
  file.writeUInt32LE(bytesPerSecond, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(bytes - headerBytes, 40);
}
