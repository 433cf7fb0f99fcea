import type { RangeSource } from "../core/ports.ts";
import { joinBytes, readBytes, readChunks } from "./media-source.ts";
import { skipId3 } from "./mpeg-frames.ts";

/** A FLAC stream's STREAMINFO (RFC 9639, section 8.2) and where its frames begin. */
export interface FlacStream {
  /** A complete header for a stream cut out of this one: "fLaC" and a STREAMINFO of unknown length. */
  head: Uint8Array;
  firstFrame: number;
  blockSamples: number;
  largestFrame: number;
  sampleRate: number;
  /** 0 where the encoder did not know. */
  totalSamples: number;
}

interface FlacFrame {
  offset: number;
  /** The first sample, counted from the start of the stream. */
  sample: number;
  samples: number;
}

/** Reads a FLAC stream's header; undefined when it breaks off. */
export async function readFlacStream(source: RangeSource): Promise<FlacStream | undefined> {
  const start = await skipId3(source);
  const info = await readBytes(source, start, start + 42);
  if (info.length < 42 || String.fromCharCode(...info.subarray(0, 4)) !== "fLaC") return undefined;
  const firstFrame = await skipMetadata(source, start + 4);
  if (firstFrame === undefined) return undefined;
  const view = new DataView(info.buffer, 8);
  const head = info.slice();
  head[4] = 0x80;
  head[21] = (head[21] ?? 0) & 0xf0;
  head.fill(0, 22, 42);
  return {
    head,
    firstFrame,
    blockSamples: view.getUint16(2),
    largestFrame: view.getUint32(6) & 0xffffff,
    sampleRate: view.getUint32(10) >>> 12,
    totalSamples: (view.getUint8(13) & 15) * 2 ** 32 + view.getUint32(14),
  };
}

/** The last frame that begins at or before a sample, found by bisection: every frame says which sample it starts with. */
export async function findFlacFrame(
  source: RangeSource,
  stream: FlacStream,
  sample: number,
): Promise<FlacFrame | undefined> {
  const reach = searchReach(stream);
  let low = await findFrameAfter(source, stream, stream.firstFrame, reach);
  let high = source.bytes;
  while (low && high - low.offset > reach) {
    const middle = Math.floor((low.offset + high) / 2);
    const found = await findFrameAfter(source, stream, middle, reach);
    if (found && found.offset < high && found.sample <= sample) low = found;
    else high = middle;
  }
  if (!low) return undefined;
  const rest = await readBytes(source, low.offset, high + reach);
  return listFrames(rest, low.offset, stream).findLast((f) => f.sample <= sample) ?? low;
}

/** Where the last frame ends, in samples: the true length of a stream that may break off. */
export async function findFlacEnd(source: RangeSource, stream: FlacStream): Promise<number | undefined> {
  const from = Math.max(stream.firstFrame, source.bytes - 2 * searchReach(stream));
  const last = listFrames(await readBytes(source, from, source.bytes), from, stream).at(-1);
  return last && last.sample + last.samples;
}

async function skipMetadata(source: RangeSource, from: number): Promise<number | undefined> {
  let at = from;
  while (true) {
    const block = await readBytes(source, at, at + 4);
    if (block.length < 4) return undefined;
    const [kind = 0, a = 0, b = 0, c = 0] = block;
    at += 4 + ((a << 16) | (b << 8) | c);
    if (kind & 0x80) return at;
  }
}

function searchReach(stream: FlacStream): number {
  return Math.max(2 ** 16, 2 * stream.largestFrame);
}

async function findFrameAfter(source: RangeSource, stream: FlacStream, from: number, reach: number) {
  return listFrames(await readBytes(source, from, from + reach), from, stream)[0];
}

/** Frames in a stretch of bytes. Sound may look like a header, so a frame counts only beside one that continues it. */
function listFrames(bytes: Uint8Array, offset: number, stream: FlacStream): FlacFrame[] {
  const frames: FlacFrame[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const frame = parseFrame(bytes, at, stream);
    if (frame) frames.push({ offset: offset + at, ...frame });
  }
  const starts = new Set(frames.map((f) => f.sample));
  const ends = new Set(frames.map((f) => f.sample + f.samples));
  return frames.filter(
    (f) => f.offset === stream.firstFrame || ends.has(f.sample) || starts.has(f.sample + f.samples),
  );
}

/** Walks all frames as a stream: when each starts, how long it lasts (seconds) and its size. */
export async function* walkFlacFrames(source: RangeSource, stream: FlacStream) {
  const span = (frame: FlacFrame, end: number) => ({
    timestamp: frame.sample / stream.sampleRate,
    duration: frame.samples / stream.sampleRate,
    byteLength: end - frame.offset,
  });
  let open: FlacFrame | undefined;
  let rest = new Uint8Array(0);
  let offset = stream.firstFrame;
  for await (const chunk of readChunks(source, offset, source.bytes)) {
    const bytes = joinBytes(rest, chunk);
    const stop = Math.max(0, bytes.length - MAX_HEADER_BYTES);
    for (let at = 0; at < stop; at++) {
      if (bytes[at] !== 0xff) continue;
      const frame = parseFrame(bytes, at, stream);
      if (!frame || (open && frame.sample !== open.sample + open.samples)) continue;
      if (open) yield span(open, offset + at);
      open = { offset: offset + at, ...frame };
    }
    rest = bytes.slice(stop);
    offset += stop;
  }
  if (open) yield span(open, source.bytes);
}

const MAX_HEADER_BYTES = 16;

const BLOCK_SAMPLES = [0, 192, 576, 1152, 2304, 4608, 0, 0, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768];

/** RFC 9639, section 9.1; the checksum at its end tells a header from sound that looks like one. */
function parseFrame(bytes: Uint8Array, at: number, stream: FlacStream) {
  const [strategy = 0, codes = 0, channels = 0, lead = 0] = bytes.subarray(at + 1, at + 5);
  if ((strategy & 0xfe) !== 0xf8 || channels & 1 || channels >> 4 > 10) return undefined;
  const numberBytes = lead < 0x80 ? 1 : Math.clz32(~(lead << 24));
  if (lead >= 0x80 && (numberBytes < 2 || numberBytes > 7)) return undefined;
  let number = lead < 0x80 ? lead : lead & (0x7f >> numberBytes);
  let next = at + 5;
  for (let i = 1; i < numberBytes; i++) number = number * 64 + ((bytes[next++] ?? 0) & 0x3f);
  let samples = BLOCK_SAMPLES[codes >> 4] ?? 0;
  if (codes >> 4 === 6) samples = (bytes[next++] ?? 0) + 1;
  if (codes >> 4 === 7) samples = ((bytes[next++] ?? 0) << 8) + (bytes[next++] ?? 0) + 1;
  const rate = codes & 15;
  next += rate === 12 ? 1 : rate === 13 || rate === 14 ? 2 : 0;
  if (samples === 0 || rate === 15 || crc8(bytes, at, next) !== bytes[next]) return undefined;
  return { sample: strategy & 1 ? number : number * stream.blockSamples, samples };
}

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let i = from; i < to; i++) {
    crc ^= bytes[i] ?? 0;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return crc;
}
