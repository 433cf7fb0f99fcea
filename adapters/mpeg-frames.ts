import type { RangeSource } from "../core/ports.ts";
import { joinBytes, readBytes, readChunks } from "./media-source.ts";

/**
 * MP3 and AAC in ADTS are plain runs of frames that each say how long they are. Walking them ourselves needs no memory
 * of earlier frames, so that a six-hour file is read as a stream.
 */
export interface FrameHeader {
  bytes: number;
  samples: number;
  sampleRate: number;
  channels: number;
  /** Bits per second the frame claims; 0 where frames don't. */
  bitrate: number;
  padded: boolean;
  /** What stays the same in every frame of one stream. */
  kind: number;
}

export interface FrameFormat {
  headerBytes: number;
  parse(bytes: Uint8Array, at: number): FrameHeader | undefined;
}

export interface Frame {
  header: FrameHeader;
  offset: number;
  data: Uint8Array;
}

const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MP3_RATES = [44100, 48000, 32000];
const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
const AAC_CHANNELS = [0, 1, 2, 3, 4, 5, 6, 8];

/** MPEG audio layer III (ISO/IEC 11172-3 and 13818-3). */
export const MP3_FRAMES: FrameFormat = {
  headerBytes: 4,
  parse(bytes, at) {
    if (bytes[at] !== 0xff) return undefined;
    const [b1 = 0, b2 = 0, b3 = 0] = bytes.subarray(at + 1, at + 4);
    if ((b1 & 0xe6) !== 0xe2) return undefined;
    const version = (b1 >> 3) & 3;
    const isFirst = version === 3;
    const bitrate = ((isFirst ? BITRATES_1 : BITRATES_2)[b2 >> 4] ?? 0) * 1000;
    const baseRate = MP3_RATES[(b2 >> 2) & 3];
    if (version === 1 || bitrate === 0 || baseRate === undefined) return undefined;
    const sampleRate = isFirst ? baseRate : version === 2 ? baseRate / 2 : baseRate / 4;
    const samples = isFirst ? 1152 : 576;
    const padded = (b2 & 2) !== 0;
    return {
      bytes: Math.floor(((samples / 8) * bitrate) / sampleRate) + (padded ? 1 : 0),
      samples,
      sampleRate,
      channels: b3 >> 6 === 3 ? 1 : 2,
      bitrate,
      padded,
      kind: ((b1 & 0x1e) << 8) | (b2 & 0x0c) | (b3 >> 6 === 3 ? 1 : 0),
    };
  },
};

/** AAC in ADTS (ISO/IEC 13818-7). */
export const ADTS_FRAMES: FrameFormat = {
  headerBytes: 7,
  parse(bytes, at) {
    if (bytes[at] !== 0xff) return undefined;
    const [b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6 = 0] = bytes.subarray(at + 1, at + 7);
    const sampleRate = AAC_RATES[(b2 >> 2) & 15];
    const length = ((b3 & 3) << 11) | (b4 << 3) | (b5 >> 5);
    if ((b1 & 0xf6) !== 0xf0 || sampleRate === undefined || length < 8) return undefined;
    const channels = AAC_CHANNELS[((b2 & 1) << 2) | (b3 >> 6)] ?? 0;
    const kind = ((b1 & 0x0e) << 16) | ((b2 & 0xfd) << 8) | (b3 & 0xc0);
    return {
      bytes: length,
      samples: 1024 * ((b6 & 3) + 1),
      sampleRate,
      channels,
      bitrate: 0,
      padded: false,
      kind,
    };
  },
};

/** How far to look for a frame among other bytes. */
const SEARCH_BYTES = 2 ** 16;

/** Finds the first frame at or after `from` that another of its kind follows. */
export async function findFrame(
  source: RangeSource,
  format: FrameFormat,
  from: number,
  kind?: number,
): Promise<{ offset: number; header: FrameHeader; bytes: Uint8Array } | undefined> {
  const bytes = await readBytes(source, from, from + SEARCH_BYTES);
  for (let at = 0; at + format.headerBytes <= bytes.length; at++) {
    const header = format.parse(bytes, at);
    if (!header || (kind !== undefined && header.kind !== kind)) continue;
    const next = at + header.bytes;
    const isLast = from + next >= source.bytes;
    if (isLast || format.parse(bytes, next)?.kind === header.kind) {
      return { offset: from + at, header, bytes: bytes.subarray(at) };
    }
  }
  return undefined;
}

/** Where the sound begins: behind any ID3v2 tags (https://id3.org/id3v2.4.0-structure, section 3.1). */
export async function skipId3(source: RangeSource): Promise<number> {
  let at = 0;
  while (true) {
    const tag = await readBytes(source, at, at + 10);
    if (tag.length < 10 || String.fromCharCode(...tag.subarray(0, 3)) !== "ID3") return at;
    const [flags = 0, a = 0, b = 0, c = 0, d = 0] = tag.subarray(5);
    at += 10 + ((a << 21) | (b << 14) | (c << 7) | d) + (flags & 0x10 ? 10 : 0);
  }
}

/** Walks the whole frames from `from` on, a batch for each chunk that arrives; bytes between frames are passed over. */
export async function* walkFrames(
  source: RangeSource,
  format: FrameFormat,
  from: number,
  kind: number,
): AsyncGenerator<Frame[]> {
  let rest = new Uint8Array(0);
  let offset = from;
  for await (const chunk of readChunks(source, from, source.bytes)) {
    const bytes = joinBytes(rest, chunk);
    const frames: Frame[] = [];
    let at = 0;
    while (at + format.headerBytes <= bytes.length) {
      const header = format.parse(bytes, at);
      if (header?.kind !== kind) {
        at++;
        continue;
      }
      if (at + header.bytes > bytes.length) break;
      frames.push({ header, offset: offset + at, data: bytes.subarray(at, at + header.bytes) });
      at += header.bytes;
    }
    rest = bytes.slice(at);
    offset += at;
    yield frames;
  }
}
