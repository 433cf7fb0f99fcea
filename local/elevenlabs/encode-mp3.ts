import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import ffmpeg from "@ffmpeg-installer/ffmpeg";

/** An MP3 as `output_format` names it: samples a second and kilobits a second. */
export interface Mp3Format {
  sampleRate: number;
  kilobits: number;
}

/** Encodes a WAV; what comes is streamed out while the rest is encoded. An aborted signal stops it. */
export function encodeMp3(
  wav: Uint8Array,
  { sampleRate, kilobits }: Mp3Format,
  signal: AbortSignal,
): Readable {
  const output = ["-ac", "1", "-ar", String(sampleRate), "-b:a", `${kilobits}k`, "-f", "mp3", "pipe:1"];
  const encoder = spawn(ffmpeg.path, ["-v", "quiet", "-f", "wav", "-i", "pipe:0", ...output], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const stop = () => encoder.kill("SIGKILL");
  signal.addEventListener("abort", stop, { once: true });
  encoder.once("close", (code) => {
    signal.removeEventListener("abort", stop);
    if (code !== 0) encoder.stdout.destroy(new Error(`ffmpeg ended with ${code}`));
  });
  encoder.once("error", (error) => encoder.stdout.destroy(error));
  // Of an encoder that was stopped: its end says so already.
  encoder.stdin.once("error", () => {});
  encoder.stdin.end(wav);
  return encoder.stdout;
}
