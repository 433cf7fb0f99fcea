import { EncodedPacketSink, type Input, type InputAudioTrack } from "mediabunny";
import { AppError } from "../core/errors.ts";
import type { RangeSource } from "../core/ports.ts";
import { damagedRecording, unsupportedRecording } from "../core/recordings-in.ts";
import { type Probe, probeSchema } from "../core/schemas.ts";
import { findFlacEnd, readFlacStream } from "./flac-frames.ts";
import { findAudioTrack, readBytes, spliceSource, withInput } from "./media-source.ts";
import { ADTS_FRAMES, type FrameFormat, MP3_FRAMES } from "./mpeg-frames.ts";
import { countSeconds, readTimeline } from "./mpeg-timeline.ts";
import { findCluster, readWebmStream, trimWebm, type WebmStream } from "./webm-clusters.ts";

/** The longest recording we take: 6 hours (docs: public contract). */
export const MAX_SECONDS = 6 * 3600;

/** Taggers move a few bytes about without telling the Xing frame. */
const SLACK_BYTES = 8192;

type ContentType = Probe["contentType"];

const CONTENT_TYPES: Record<string, ContentType> = {
  WAVE: "audio/wav",
  MP3: "audio/mpeg",
  MP4: "audio/mp4",
  ADTS: "audio/aac",
  Ogg: "audio/ogg",
  WebM: "audio/webm",
  FLAC: "audio/flac",
};

/**
 * Judges a recording by its content: container, codec, length in seconds, sample rate and channels. Reads its head and a
 * few places more (an ADTS stream, or an MP3 of varying bitrate that doesn't say how long it is, once through).
 * Throws `recording.empty` (422), `recording.unsupported` (415), `recording.damaged` (422: no sound, or less of it than
 * the header says) and `recording.too_long` (413).
 */
export async function probeRecording(source: RangeSource): Promise<Probe> {
  if (source.bytes === 0) throw new AppError("recording.empty", 422, "The file is empty.");
  await requireOggSound(source);
  const found = await withInput(source, identify);
  const seconds = await measureSeconds(source, found.contentType, found.seconds);
  if (!(seconds > 0)) throw damagedRecording();
  // Encoders round up to a whole frame and add a little silence.
  if (seconds > MAX_SECONDS + 1) {
    throw new AppError("recording.too_long", 413, "A recording may last up to 6 hours.");
  }
  return probeSchema.parse({ ...found, seconds });
}

async function identify(input: Input): Promise<Omit<Probe, "seconds"> & { seconds: number | undefined }> {
  const contentType = CONTENT_TYPES[(await input.getFormat()).name];
  if (!contentType) throw unsupportedRecording();
  const track = await readTrack(input);
  const codec = await track.getCodec();
  if (codec === null)
    throw unsupportedRecording(
      "This recording uses a codec that we can't read. MP3 or M4A works everywhere.",
    );
  const first = await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true });
  if (!first) throw damagedRecording();
  return {
    contentType,
    codec,
    sampleRate: await track.getSampleRate(),
    channels: await track.getNumberOfChannels(),
    seconds: await readSeconds(track, contentType),
  };
}

async function readTrack(input: Input): Promise<InputAudioTrack> {
  try {
    return await findAudioTrack(input);
  } catch (error) {
    // mediabunny names a WAV codec that it can't read only in its message; the contract tests watch the wording.
    if (error instanceof Error && /^Unsupported WAVE/.test(error.message)) {
      throw unsupportedRecording(
        "This WAV file uses a codec that we can't read. Plain PCM works everywhere.",
      );
    }
    throw error;
  }
}

/** The first page of every stream in an Ogg file names what it holds: video and other codecs aren't broken recordings. */
async function requireOggSound(source: RangeSource): Promise<void> {
  const head = String.fromCharCode(...(await readBytes(source, 0, 512)));
  if (!head.startsWith("OggS")) return;
  if (/theora/.test(head)) throw unsupportedRecording("This file is a video, not a recording.");
  if (!/OpusHead|vorbis/.test(head))
    throw unsupportedRecording("This Ogg file holds neither Opus nor Vorbis sound.");
}

/** The length from the container's own tables; undefined where it takes other means to know it. */
async function readSeconds(track: InputAudioTrack, contentType: ContentType): Promise<number | undefined> {
  switch (contentType) {
    case "audio/wav":
    case "audio/ogg":
      return track.computeDuration({ metadataOnly: true });
    case "audio/mp4": {
      const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
      if (!last) throw damagedRecording();
      return last.timestamp + last.duration;
    }
    case "audio/webm":
      return (await track.getDurationFromMetadata()) ?? undefined;
    default:
      return undefined;
  }
}

async function measureSeconds(
  source: RangeSource,
  contentType: ContentType,
  known: number | undefined,
): Promise<number> {
  switch (contentType) {
    case "audio/wav":
      if (await isWavCutOff(source)) throw damagedRecording();
      return known ?? 0;
    case "audio/webm":
      return measureWebm(source, known);
    case "audio/flac":
      return measureFlac(source);
    case "audio/mpeg":
      return measureFrames(source, MP3_FRAMES);
    case "audio/aac":
      return measureFrames(source, ADTS_FRAMES);
    default:
      return known ?? 0;
  }
}

async function measureFrames(source: RangeSource, format: FrameFormat): Promise<number> {
  const timeline = await readTimeline(source, format);
  if (!timeline) throw damagedRecording();
  const { first, header, byteRate, declared } = timeline;
  if (declared?.end !== undefined && declared.end > source.bytes + SLACK_BYTES) throw damagedRecording();
  if (declared?.frames !== undefined) return (declared.frames * header.samples) / header.sampleRate;
  if (byteRate !== undefined) return (source.bytes - first) / byteRate;
  return countSeconds(source, format, timeline);
}

async function measureFlac(source: RangeSource): Promise<number> {
  const stream = await readFlacStream(source);
  if (!stream) throw damagedRecording();
  const end = await findFlacEnd(source, stream);
  const { totalSamples, sampleRate } = stream;
  // A tag behind the last frame may hide it; then the header is believed.
  if (end === undefined) return totalSamples / sampleRate;
  if (totalSamples > 0 && end < totalSamples) throw damagedRecording();
  return end / sampleRate;
}

async function measureWebm(source: RangeSource, known: number | undefined): Promise<number> {
  const stream = await readWebmStream(source);
  if (!stream) throw damagedRecording();
  if (stream.declaredEnd !== undefined && stream.declaredEnd > source.bytes) throw damagedRecording();
  return known ?? (await findWebmEnd(source, stream));
}

async function findWebmEnd(source: RangeSource, stream: WebmStream): Promise<number> {
  const trimmed = await trimWebm(source, stream);
  const last = await findCluster(trimmed, stream, Number.POSITIVE_INFINITY);
  return withInput(spliceSource(stream.head, trimmed, last.offset), async (input) => {
    const track = await findAudioTrack(input);
    // The last cluster may have been opened and never filled.
    return Math.max(last.second, await track.computeDuration({ metadataOnly: true }));
  });
}

/** Whether a WAV file's data chunk claims more bytes than there are; streaming writers put a huge number there. */
async function isWavCutOff(source: RangeSource): Promise<boolean> {
  const head = await readBytes(source, 0, 2 ** 16);
  const view = new DataView(head.buffer);
  let at = 12;
  while (at + 8 <= head.length) {
    const id = String.fromCharCode(...head.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    if (id === "data") return size < 0x7fff0000 && at + 8 + size > source.bytes;
    at += 8 + size + (size & 1);
  }
  return false;
}
