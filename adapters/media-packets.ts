import { type AudioCodec, EncodedPacket, EncodedPacketSink } from "mediabunny";
import type { PacketSpan } from "../core/parts.ts";
import type { RangeSource } from "../core/ports.ts";
import { damagedRecording } from "../core/recordings-in.ts";
import type { Probe } from "../core/schemas.ts";
import { findFlacFrame, readFlacStream, walkFlacFrames } from "./flac-frames.ts";
import { findAudioTrack, spliceSource, withInput } from "./media-source.ts";
import { ADTS_FRAMES, type FrameFormat, MP3_FRAMES, walkFrames } from "./mpeg-frames.ts";
import { findEntry, readTimeline } from "./mpeg-timeline.ts";
import { findCluster, readWebmStream, trimWebm } from "./webm-clusters.ts";

/** Encoded packets in order, with times in the recording, and what a decoder must be told. */
export interface PacketStream {
  codec: AudioCodec;
  config: AudioDecoderConfig;
  packets: AsyncIterable<EncodedPacket>;
}

/** More spans than bars in a waveform, few enough to keep for six hours of packets. */
const MAX_SPANS = 3600;

/**
 * Reads a recording's packets from the one that is heard at `start` on, without decoding them. Only the needed range is
 * read, but for ADTS and for MP3 of varying bitrate, which are walked from their beginning as a stream.
 */
export function readPackets<T>(
  source: RangeSource,
  probe: Probe,
  start: number,
  work: (stream: PacketStream) => Promise<T>,
  options: { sizesOnly?: boolean } = {},
): Promise<T> {
  switch (probe.contentType) {
    case "audio/mpeg":
      return readFramePackets(source, MP3_FRAMES, start, work);
    case "audio/aac":
      return readFramePackets(source, ADTS_FRAMES, start, work);
    case "audio/webm":
      return readWebmPackets(source, start, options, work);
    case "audio/flac":
      return readFlacPackets(source, start, options, work);
    default:
      return readContainerPackets(source, start, 0, options, work);
  }
}

/**
 * mediabunny adds up the sizes of an MP4's whole chunk to find one packet, and ffmpeg makes chunks of thousands: hours of
 * packets would take half a minute. Longer files are looked at in 3,600 places instead.
 */
const LONG_MP4_SECONDS = 3600;

/** Where a recording's bytes are: sizes of encoded packets, neighbours added up so that about 3,600 spans come out at most. */
export async function listPackets(source: RangeSource, probe: Probe): Promise<PacketSpan[]> {
  const width = probe.seconds / MAX_SPANS;
  if (probe.contentType === "audio/mp4" && probe.seconds > LONG_MP4_SECONDS)
    return samplePackets(source, width);
  if (probe.contentType === "audio/flac") {
    const stream = await readFlacStream(source);
    return stream ? mergePackets(walkFlacFrames(source, stream), width) : [];
  }
  return readPackets(source, probe, 0, ({ packets }) => mergePackets(packets, width), { sizesOnly: true });
}

async function mergePackets(
  packets: AsyncIterable<{ timestamp: number; duration: number; byteLength: number }>,
  width: number,
): Promise<PacketSpan[]> {
  const spans: PacketSpan[] = [];
  let open: PacketSpan | undefined;
  for await (const { timestamp, duration, byteLength } of packets) {
    if (open && open.seconds < width) {
      open.seconds = timestamp + duration - open.start;
      open.bytes += byteLength;
    } else {
      open = { start: Math.max(0, timestamp), seconds: duration, bytes: byteLength };
      spans.push(open);
    }
  }
  return spans;
}

function samplePackets(source: RangeSource, width: number): Promise<PacketSpan[]> {
  return withInput(source, async (input) => {
    const sink = new EncodedPacketSink(await findAudioTrack(input));
    const spans: PacketSpan[] = [];
    for (let i = 0; i < MAX_SPANS; i++) {
      const packet = await sink.getPacket((i + 0.5) * width, { metadataOnly: true });
      const rate = packet && packet.duration > 0 ? packet.byteLength / packet.duration : 0;
      spans.push({ start: i * width, seconds: width, bytes: rate * width });
    }
    return spans;
  });
}

interface Options {
  sizesOnly?: boolean;
}

async function readFramePackets<T>(
  source: RangeSource,
  format: FrameFormat,
  start: number,
  work: (stream: PacketStream) => Promise<T>,
): Promise<T> {
  const timeline = await readTimeline(source, format);
  if (!timeline) throw damagedRecording();
  const { header } = timeline;
  const entry = await findEntry(source, format, timeline, start);
  async function* packets() {
    let second = entry.second;
    for await (const frames of walkFrames(source, format, entry.offset, header.kind)) {
      for (const frame of frames) {
        const seconds = frame.header.samples / header.sampleRate;
        if (second + seconds > start) yield new EncodedPacket(frame.data, "key", second, seconds);
        second += seconds;
      }
    }
  }
  const codec = format === MP3_FRAMES ? "mp3" : "aac";
  const config = {
    codec: codec === "mp3" ? "mp3" : "mp4a.40.2",
    numberOfChannels: header.channels,
    sampleRate: header.sampleRate,
  };
  return work({ codec, config, packets: packets() });
}

async function readWebmPackets<T>(
  source: RangeSource,
  start: number,
  options: Options,
  work: (stream: PacketStream) => Promise<T>,
): Promise<T> {
  const stream = await readWebmStream(source);
  if (!stream) throw damagedRecording();
  const trimmed = await trimWebm(source, stream);
  const cluster = await findCluster(trimmed, stream, start);
  return readContainerPackets(spliceSource(stream.head, trimmed, cluster.offset), start, 0, options, work);
}

async function readFlacPackets<T>(
  source: RangeSource,
  start: number,
  options: Options,
  work: (stream: PacketStream) => Promise<T>,
): Promise<T> {
  const stream = await readFlacStream(source);
  const frame = stream && (await findFlacFrame(source, stream, Math.floor(start * stream.sampleRate)));
  if (!frame) throw damagedRecording();
  const spliced = spliceSource(stream.head, source, frame.offset);
  return readContainerPackets(spliced, start, frame.sample / stream.sampleRate, options, work);
}

/** `base` is the second at which the source begins, for containers whose packets carry no time of their own. */
function readContainerPackets<T>(
  source: RangeSource,
  start: number,
  base: number,
  options: Options,
  work: (stream: PacketStream) => Promise<T>,
): Promise<T> {
  return withInput(source, async (input) => {
    const track = await findAudioTrack(input);
    const codec = await track.getCodec();
    const config = await track.getDecoderConfig();
    if (!codec || !config) throw damagedRecording();
    const retrieval = { metadataOnly: options.sizesOnly ?? false };
    const sink = new EncodedPacketSink(track);
    const first = (await sink.getPacket(start - base, retrieval)) ?? (await sink.getFirstPacket(retrieval));
    if (!first) throw damagedRecording();
    async function* packets(from: EncodedPacket) {
      let packet: EncodedPacket | null = from;
      while (packet) {
        yield base === 0 ? packet : packet.clone({ timestamp: packet.timestamp + base });
        packet = await sink.getNextPacket(packet, retrieval);
      }
    }
    return work({ codec, config, packets: packets(first) });
  });
}
