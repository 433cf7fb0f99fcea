import {
  BufferTarget,
  EncodedAudioPacketSource,
  FlacOutputFormat,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  WavOutputFormat,
  WebMOutputFormat,
} from "mediabunny";
import { PART_LIMITS, planParts, type RecordingPart } from "../core/parts.ts";
import type { AudioPart, RangeSource } from "../core/ports.ts";
import { damagedRecording } from "../core/recordings-in.ts";
import type { Probe } from "../core/schemas.ts";
import { listPackets, type PacketStream, readPackets } from "./media-packets.ts";
import { readBytes } from "./media-source.ts";
import { MP3_FRAMES } from "./mpeg-frames.ts";
import { readTimeline } from "./mpeg-timeline.ts";

/** What OpenAI refuses to take beyond (25 MB). */
const HARD_LIMIT_BYTES = 25_000_000;

interface Container {
  contentType: string;
  extension: string;
  format: () => OutputFormat;
}

/** The kind of file each recording is cut into: its own, but for AAC without a container, which OpenAI doesn't take. */
const CONTAINERS: Record<Probe["contentType"], Container> = {
  "audio/wav": { contentType: "audio/wav", extension: "wav", format: () => new WavOutputFormat() },
  "audio/mpeg": { contentType: "audio/mpeg", extension: "mp3", format: () => new Mp3OutputFormat() },
  "audio/mp4": { contentType: "audio/mp4", extension: "m4a", format: () => new Mp4OutputFormat() },
  "audio/aac": { contentType: "audio/mp4", extension: "m4a", format: () => new Mp4OutputFormat() },
  "audio/ogg": { contentType: "audio/ogg", extension: "ogg", format: () => new OggOutputFormat() },
  "audio/webm": { contentType: "audio/webm", extension: "webm", format: () => new WebMOutputFormat() },
  "audio/flac": { contentType: "audio/flac", extension: "flac", format: () => new FlacOutputFormat() },
};

/**
 * Plans the parts of a recording, the same on every call. Reads through it where its bytes must be kept in bounds and may
 * lie unevenly: above 24 MB, unless it is PCM, of constant bitrate, or of so few bytes a second that no part gets near.
 */
export async function planRecording(source: RangeSource, probe: Probe): Promise<RecordingPart[]> {
  const recording = { seconds: probe.seconds, bytes: source.bytes };
  const spans = (await liesEvenly(source, probe)) ? undefined : await listPackets(source, probe);
  return planParts(recording, PART_LIMITS, spans);
}

async function liesEvenly(source: RangeSource, probe: Probe): Promise<boolean> {
  if (source.bytes <= PART_LIMITS.maxBytes || probe.contentType === "audio/wav") return true;
  if (probe.contentType === "audio/mpeg") {
    return (await readTimeline(source, MP3_FRAMES))?.byteRate !== undefined;
  }
  // A lossy codec that spends this little on average never spends twice as much for 20 minutes.
  const share = source.bytes / probe.seconds / (PART_LIMITS.maxBytes / PART_LIMITS.maxSeconds);
  return probe.codec !== "flac" && share < 0.5;
}

/**
 * Cuts one part out of a recording by copying packets, into a file that OpenAI takes (25 MB at most). A recording that
 * is one part is handed over as it is. `start` is the second at which the part's first packet is heard.
 */
export async function cutPart(source: RangeSource, probe: Probe, part: RecordingPart): Promise<AudioPart> {
  const { contentType, extension, format } = CONTAINERS[probe.contentType];
  const filename = `part-${part.index}.${extension}`;
  const isWhole = part.start === 0 && part.end >= probe.seconds;
  if (isWhole && contentType === probe.contentType && source.bytes <= HARD_LIMIT_BYTES) {
    return { bytes: await readBytes(source, 0, source.bytes), contentType, filename, start: 0 };
  }
  const { bytes, start } = await readPackets(source, probe, part.start, (s) =>
    copyPackets(s, format(), part.end),
  );
  return { bytes, contentType, filename, start };
}

async function copyPackets(
  { codec, config, packets }: PacketStream,
  format: OutputFormat,
  end: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; start: number }> {
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const track = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(track);
  await output.start();
  let start: number | undefined;
  let size = 0;
  for await (const packet of packets) {
    if (packet.timestamp >= end) break;
    size += packet.byteLength;
    if (size > HARD_LIMIT_BYTES) throw new Error(`a part up to second ${end} holds more than 25 MB`);
    start ??= packet.timestamp;
    await track.add(packet.clone({ timestamp: packet.timestamp - start }), { decoderConfig: config });
  }
  if (start === undefined) throw damagedRecording();
  await output.finalize();
  if (!target.buffer) throw damagedRecording();
  // AAC begins with a frame before second 0 that only warms the decoder up.
  return { bytes: new Uint8Array(target.buffer), start: Math.max(0, start) };
}
