import {
  ADTS,
  CustomSource,
  FLAC,
  Input,
  type InputAudioTrack,
  MP3,
  MP4,
  OGG,
  UnsupportedInputFormatError,
  WAVE,
  WEBM,
} from "mediabunny";
import { AppError } from "../core/errors.ts";
import type { RangeSource } from "../core/ports.ts";
import { SNIFF_BYTES, sniffRecording } from "../core/recording-sniff.ts";
import { damagedRecording, unsupportedRecording } from "../core/recordings-in.ts";

/** Read-ahead reaches at most 8 MiB, and what is read ahead must fit the cache. */
const CACHE_BYTES = 8 * 2 ** 20;

/**
 * Opens a recording for ranged reading and closes it after `work`. What the source throws is passed on; what the
 * container's reader throws becomes `recording.unsupported` (415) or `recording.damaged` (422).
 */
export async function withInput<T>(source: RangeSource, work: (input: Input) => Promise<T>): Promise<T> {
  const failures: unknown[] = [];
  const note = (error: unknown) => {
    failures.push(error);
  };
  const input = new Input({
    formats: [WAVE, OGG, FLAC, WEBM, MP4, ADTS, MP3],
    source: new CustomSource({
      getSize: () => source.bytes,
      read: (start, end) => streamOf(readChunks(source, start, end), note),
      maxCacheSize: CACHE_BYTES,
      prefetchProfile: "network",
      handleUnhandledError: note,
    }),
  });
  try {
    return await work(input);
  } catch (error) {
    if (failures.length > 0) throw failures[0];
    if (error instanceof AppError) throw error;
    if (error instanceof UnsupportedInputFormatError) {
      const head = await readBytes(source, 0, SNIFF_BYTES);
      throw sniffRecording(head) ? damagedRecording(error) : unsupportedRecording();
    }
    throw damagedRecording(error);
  } finally {
    input.dispose();
  }
}

/** The one audio track of a recording. Video beside it makes the file something else than a recording. */
export async function findAudioTrack(input: Input): Promise<InputAudioTrack> {
  const tracks = await input.getTracks();
  if (tracks.some((track) => track.isVideoTrack()))
    throw unsupportedRecording("This file is a video, not a recording.");
  const track = tracks.find((t) => t.isAudioTrack());
  if (!track) throw damagedRecording();
  return track;
}

/** Reads a range into memory, cut off at the source's end. */
export async function readBytes(
  source: RangeSource,
  start: number,
  end: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const stop = Math.min(end, source.bytes);
  const bytes = new Uint8Array(Math.max(0, stop - start));
  let at = 0;
  for await (const chunk of readChunks(source, start, stop)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Streams a range; a source that gives fewer bytes than it has is an error, not an end. */
export async function* readChunks(
  source: RangeSource,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  let left = end - start;
  if (left <= 0) return;
  const reader = (await source.read(start, end)).getReader();
  try {
    while (left > 0) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`the source ended ${left} bytes early`);
      const chunk = value.length > left ? value.subarray(0, left) : value;
      left -= chunk.length;
      yield chunk;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

export function joinBytes(...chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A source whose octets are `head` followed by those of `source` from `from` on. */
export function spliceSource(head: Uint8Array, source: RangeSource, from: number): RangeSource {
  const shift = from - head.length;
  return {
    bytes: source.bytes - shift,
    contentType: source.contentType,
    async read(start, end) {
      if (start >= head.length) return source.read(start + shift, end + shift);
      return streamOf(spliced(start, end));
    },
  };

  async function* spliced(start: number, end: number) {
    yield head.slice(start, end);
    if (end > head.length) yield* readChunks(source, from, end + shift);
  }
}

/** A source that ends at byte `end` and in which `patch` stands from byte `at` on. */
export function patchSource(source: RangeSource, end: number, at: number, patch: Uint8Array): RangeSource {
  return {
    bytes: end,
    contentType: source.contentType,
    async read(start, stop) {
      return streamOf(patched(start, Math.min(stop, end)));
    },
  };

  async function* patched(start: number, stop: number) {
    let offset = start;
    for await (const chunk of readChunks(source, start, stop)) {
      const from = Math.max(at, offset);
      const to = Math.min(at + patch.length, offset + chunk.length);
      const copy = from < to ? chunk.slice() : chunk;
      if (from < to) copy.set(patch.subarray(from - at, to - at), from - offset);
      offset += chunk.length;
      yield copy;
    }
  }
}

function streamOf(
  chunks: AsyncGenerator<Uint8Array>,
  note?: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        note?.(error);
        throw error;
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
