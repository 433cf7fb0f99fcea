import { findFrame, MP3_FRAMES, skipId3, walkFrames } from "./mpeg-frames.ts";

/** How many places are looked at before a bitrate counts as constant. */
const SAMPLES = 12;
/** Reads the head of an MP3 or ADTS stream; undefined when no frame is found. */
export async function readTimeline(source, format) {
  const found = await findFrame(source, format, await skipId3(source));
  if (!found) return undefined;
  if (format !== MP3_FRAMES) {
    return { first: found.offset, header: found.header, byteRate: undefined, declared: undefined };
  }
  const tag = readXing(found.bytes, found.header, found.offset);
  const first = tag ? found.offset + found.header.bytes : found.offset;
  const start = tag ? await findFrame(source, format, first, found.header.kind) : found;
  if (!start) return { first, header: found.header, byteRate: undefined, declared: tag };
  const isVariable = tag?.variable === true || !(await hasOneBitrate(source, start.offset, start.header));
  return {
    first: start.offset,
    header: start.header,
    byteRate: isVariable ? undefined : measureByteRate(start.bytes, start.header),
    declared: tag,
  };
}
/** Walks all frames to learn how long they last. */
export async function countSeconds(source, format, timeline) {
  let samples = 0;
  for await (const frames of walkFrames(source, format, timeline.first, timeline.header.kind)) {
    for (const frame of frames) samples += frame.header.samples;
  }
  return samples / timeline.header.sampleRate;
}
/** The frame to begin at in order to hear `second`, and the second at which it begins. */
export async function findEntry(source, format, timeline, second) {
  const { first, header, byteRate } = timeline;
  const frameSeconds = header.samples / header.sampleRate;
  const start = { offset: first, second: 0 };
  if (byteRate === undefined || second <= frameSeconds) return start;
  const target = first + Math.floor((second - frameSeconds) * byteRate);
  const found = await findFrame(source, format, target, header.kind);
  if (!found) return start;
  const frames = Math.round((found.offset - first) / (byteRate * frameSeconds));
  return { offset: found.offset, second: frames * frameSeconds };
}
/** The Xing frame holds no sound but the number of frames and bytes; LAME calls it Info at a constant bitrate. */
function readXing(frame, header, offset) {
  const isFirst = header.samples === 1152;
  const at = 4 + (isFirst ? (header.channels === 1 ? 17 : 32) : header.channels === 1 ? 9 : 17);
  if (frame.length < at + 16) return undefined;
  const name = String.fromCharCode(...frame.subarray(at, at + 4));
  if (name !== "Xing" && name !== "Info") return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset + at + 4);
  const flags = view.getUint32(0);
  const frames = flags & 1 ? view.getUint32(4) : undefined;
  const bytes = flags & 2 ? view.getUint32(flags & 1 ? 8 : 4) : undefined;
  return { variable: name === "Xing", frames: frames || undefined, end: bytes ? offset + bytes : undefined };
}
async function hasOneBitrate(source, first, header) {
  const step = Math.floor((source.bytes - first) / SAMPLES);
  for (let i = 1; i < SAMPLES; i++) {
    const found = await findFrame(source, MP3_FRAMES, first + i * step, header.kind);
    if (found && found.header.bitrate !== header.bitrate) return false;
  }
  return true;
}
/** Most encoders pad frames so that the rate is exact; some never do, and their frames are a little shorter. */
function measureByteRate(bytes, header) {
  let isPadded = false;
  let at = 0;
  while (at + 4 <= bytes.length && !isPadded) {
    const next = MP3_FRAMES.parse(bytes, at);
    if (!next) break;
    isPadded = next.padded;
    at += next.bytes;
  }
  if (isPadded) return header.bitrate / 8;
  const plain = header.bytes - (header.padded ? 1 : 0);
  return (plain * header.sampleRate) / header.samples;
}
