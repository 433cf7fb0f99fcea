import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import { OpenAiError } from "../openai-error.ts";

/** Samples a second of all decoded audio. */
export const sampleRate = 16_000;

/** Loudness of the speech that the models hear: root mean square, full scale 1 (about −20 dB). */
export const targetLevel = 0.1;
/** Quieter than 40 dB under the target is noise, not a voice. */
const maximumGain = 100;
/** Samples whose loudness is taken together. */
export const levelWindow = sampleRate / 2;

// Judged by content, never by name. Only these demuxers may open the file: a playlist could name other files.
const demuxers = "wav,mp3,flac,ogg,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mpeg,mpegts";
const supported = "['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm']";

/** A decodable recording on disk; disposing of it deletes the file. */
export type Recording = AsyncDisposable & {
  /** Length in seconds, counted in decoded samples. */
  seconds: number;
  /** The samples from the start, mono at 16 kHz, raised to an even loudness; may be read more than once. */
  readSamples(signal: AbortSignal): AsyncGenerator<Float32Array>;
};

/**
 * Writes the upload to a temporary file (an M4A whose index stands at its end cannot be decoded from a pipe) and
 * decodes it once for its length and loudness. No recording is ever held decoded in memory.
 * Throws `OpenAiError` 400 when it cannot be decoded.
 */
export async function openRecording(file: Blob, signal: AbortSignal): Promise<Recording> {
  const folder = await mkdtemp(join(tmpdir(), "memoryvault-speech-"));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "recording");
    await writeFile(path, file.stream(), { signal });
    const { seconds, loudest } = await measureSamples(decodeSamples(path, signal));
    const gain = Math.min(maximumGain, targetLevel / Math.max(loudest, 1e-9));
    return {
      seconds,
      async *readSamples(readSignal) {
        for await (const samples of decodeSamples(path, readSignal)) {
          for (let i = 0; i < samples.length; i++) samples[i] = clip((samples[i] ?? 0) * gain);
          yield samples;
        }
      },
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Bounds a sample to full scale. */
export function clip(sample: number): number {
  return Math.max(-1, Math.min(1, sample));
}

/** Counts the seconds and finds the loudest half second, which a click cannot fake. */
async function measureSamples(
  chunks: AsyncIterable<Float32Array>,
): Promise<{ seconds: number; loudest: number }> {
  let count = 0;
  let energy = 0;
  let loudest = 0;
  for await (const chunk of chunks) {
    for (const sample of chunk) {
      energy += sample * sample;
      count += 1;
      if (count % levelWindow === 0) {
        loudest = Math.max(loudest, energy / levelWindow);
        energy = 0;
      }
    }
  }
  loudest = Math.max(loudest, energy / levelWindow);
  return { seconds: count / sampleRate, loudest: Math.sqrt(loudest) };
}

async function* decodeSamples(path: string, signal: AbortSignal): AsyncGenerator<Float32Array> {
  signal.throwIfAborted();
  const decoder = startDecoder(path);
  const stop = () => decoder.kill("SIGKILL");
  signal.addEventListener("abort", stop, { once: true });
  const ended = once(decoder, "close");
  ended.catch(() => {});
  try {
    let decodedAny = false;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of decoder.stdout) {
      const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = bytes.length - (bytes.length % 4);
      rest = bytes.subarray(whole);
      if (whole === 0) continue;
      decodedAny = true;
      yield new Float32Array(Uint8Array.from(bytes.subarray(0, whole)).buffer);
    }
    await ended;
    signal.throwIfAborted();
    if (!decodedAny)
      throw new OpenAiError(400, `Invalid file format. Supported formats: ${supported}`, { param: "file" });
  } finally {
    signal.removeEventListener("abort", stop);
    stop();
  }
}

function startDecoder(path: string): ChildProcessByStdio<null, Readable, null> {
  const input = ["-protocol_whitelist", "file", "-format_whitelist", demuxers, "-i", path];
  const output = ["-map", "0:a:0", "-ac", "1", "-ar", String(sampleRate), "-f", "f32le", "pipe:1"];
  return spawn(ffmpeg.path, ["-nostdin", "-v", "quiet", ...input, ...output], {
    stdio: ["ignore", "pipe", "ignore"],
  });
}
