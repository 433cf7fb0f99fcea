/** A stretch of a recording that is transcribed by one call, in seconds. */
export interface RecordingPart {
  index: number;
  start: number;
  end: number;
}

/** What one transcription call takes: bytes and seconds at most; neighbours share `overlap` seconds. */
export interface PartLimits {
  maxBytes: number;
  maxSeconds: number;
  overlap: number;
}

/** A run of neighbouring encoded packets: where it starts, how long it lasts, how many bytes it holds. */
export interface PacketSpan {
  start: number;
  seconds: number;
  bytes: number;
}

/** 25 MB is what OpenAI's transcription takes (https://platform.openai.com/docs/guides/speech-to-text). */
export const PART_LIMITS: PartLimits = { maxBytes: 24_000_000, maxSeconds: 1200, overlap: 15 };

/**
 * Divides a recording into parts that keep the limits and cover it from its start to its end, each sharing `overlap`
 * seconds with the next (less when parts are so short that it would be more than a quarter). `spans` say where the
 * bytes are; without them they are taken to be spread evenly, as they are in WAV and at a constant bitrate.
 */
export function planParts(
  recording: { seconds: number; bytes: number },
  limits: PartLimits = PART_LIMITS,
  spans: readonly PacketSpan[] = [{ start: 0, seconds: recording.seconds, bytes: recording.bytes }],
): RecordingPart[] {
  const parts: RecordingPart[] = [];
  let start = 0;
  while (true) {
    const byBytes = secondWhereBytesRunOut(spans, start, limits.maxBytes);
    const end = Math.min(start + limits.maxSeconds, byBytes, recording.seconds);
    parts.push({ index: parts.length, start, end });
    if (end >= recording.seconds) return parts;
    start = end - Math.min(limits.overlap, (end - start) / 4);
  }
}

function secondWhereBytesRunOut(spans: readonly PacketSpan[], start: number, maxBytes: number): number {
  let left = maxBytes;
  for (const span of spans) {
    const end = span.start + span.seconds;
    if (end <= start || span.seconds <= 0) continue;
    const from = Math.max(span.start, start);
    const bytes = (span.bytes * (end - from)) / span.seconds;
    if (bytes > left) return from + ((end - from) * left) / bytes;
    left -= bytes;
  }
  return Number.POSITIVE_INFINITY;
}
