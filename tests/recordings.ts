import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import type { RangeSource } from "../core/ports.ts";

const run = promisify(execFile);

/** A file of tests/data/speech. */
export const speechPath = (name: string) => new URL(`./data/speech/${name}`, import.meta.url).pathname;
export const readSpeech = async (name: string) => new Uint8Array(await readFile(speechPath(name)));

/** Runs ffmpeg with `input` (bytes, or a path) and answers the file it writes. */
export async function convert(
  input: Uint8Array | string,
  options: string[],
  extension: string,
  before: string[] = [],
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "recording-"));
  try {
    const from = typeof input === "string" ? input : join(folder, "input");
    if (typeof input !== "string") await writeFile(from, input);
    const to = join(folder, `output.${extension}`);
    await run(ffmpeg.path, ["-v", "error", "-y", ...before, "-i", from, ...options, to]);
    return new Uint8Array(await readFile(to));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Decodes to 16 kHz mono, 16 bit, without a header. */
export async function decode(recording: Uint8Array): Promise<Int16Array> {
  const pcm = await convert(recording, ["-f", "s16le", "-ac", "1", "-ar", "16000"], "pcm");
  return new Int16Array(pcm.buffer, pcm.byteOffset, Math.floor(pcm.byteLength / 2));
}

/** A story told slowly: eleven seconds of speech, then silence, again and again. */
export async function tellSlowly(seconds: number): Promise<Uint8Array> {
  const once = await convert(speechPath("jfk.wav"), ["-af", "apad", "-t", "100"], "wav");
  return convert(once, ["-t", String(seconds), "-c", "copy"], "wav", ["-stream_loop", "-1"]);
}

/** Bytes as a source that is read in ranges, in chunks as R2 gives them, and counts what was asked of it. */
export function openBytes(bytes: Uint8Array): RangeSource & { reads: number; bytesRead: number } {
  const source = {
    bytes: bytes.length,
    contentType: "application/octet-stream",
    reads: 0,
    bytesRead: 0,
    async read(start: number, endExclusive: number) {
      source.reads++;
      let at = start;
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= endExclusive) return controller.close();
          const chunk = bytes.slice(at, Math.min(at + 65_536, endExclusive));
          at += chunk.length;
          source.bytesRead += chunk.length;
          controller.enqueue(chunk);
        },
      });
    },
  };
  return source;
}
