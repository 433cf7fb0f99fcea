import { execFile } from "node:child_process";
import { promisify } from "node:util";
import ffmpeg from "@ffmpeg-installer/ffmpeg";

/** What ffmpeg decodes of an MP3: how long it is in seconds, and how loud (root mean square, full scale 1). */
export async function measureMp3(mp3: Uint8Array): Promise<{ seconds: number; level: number }> {
  const decode = promisify(execFile)(
    ffmpeg.path,
    ["-v", "error", "-f", "mp3", "-i", "pipe:0", "-ac", "1", "-ar", "16000", "-f", "s16le", "pipe:1"],
    { encoding: "buffer", maxBuffer: 64 * 1024 * 1024 },
  );
  decode.child.stdin?.end(mp3);
  const { stdout, stderr } = await decode;
  if (stderr.length > 0) throw new Error(`ffmpeg complains: ${stderr}`);
  let energy = 0;
  for (let at = 0; at + 1 < stdout.length; at += 2) energy += (stdout.readInt16LE(at) / 32768) ** 2;
  const samples = stdout.length / 2;
  return { seconds: samples / 16_000, level: Math.sqrt(energy / Math.max(1, samples)) };
}
