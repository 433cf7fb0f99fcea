// Real-time factor of the local transcription (seconds of work per second of audio) after one warm-up run:
//   node bench/transcription.ts [file …]
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import OpenAI, { toFile } from "openai";
import { startOpenAi } from "../local/openai/server.ts";

const clips = ["jfk.wav", "jfk.flac", "sense_and_sensibility_01_austen_64kb-0870.wav"];
const given = argv.slice(2);
const paths =
  given.length > 0
    ? given
    : clips.map((clip) => fileURLToPath(new URL(`../tests/data/speech/${clip}`, import.meta.url)));

const local = await startOpenAi();
const openai = new OpenAI({ baseURL: local.url, apiKey: "local", maxRetries: 0, timeout: 3_600_000 });
const [warmUp] = paths;
if (warmUp !== undefined) await measure(warmUp);
const rows = [];
for (const path of paths) rows.push(await measure(path));
console.table(rows);
console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
await local.close();

async function measure(path: string) {
  const file = await toFile(await readFile(path), basename(path));
  const start = performance.now();
  const { duration, segments } = await openai.audio.transcriptions.create({
    file,
    model: "whisper-1",
    response_format: "verbose_json",
  });
  const seconds = (performance.now() - start) / 1000;
  return {
    clip: basename(path),
    duration,
    segments: segments?.length,
    seconds: Number(seconds.toFixed(2)),
    realTimeFactor: Number((seconds / duration).toFixed(3)),
  };
}
