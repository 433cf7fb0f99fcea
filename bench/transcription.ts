import { readFile } from "node:fs/promises";
import OpenAI, { toFile } from "openai";
import { startOpenAi } from "../local/openai/server.ts";
import { countWordErrors } from "../tests/contracts/word-errors.ts";
import { readSpeech, speechPath } from "../tests/recordings.ts";
import { type Measured, round, sum } from "./measured.ts";

/** Seconds of work per second of audio of the local transcription, and the words that it gets wrong. */
export async function measureTranscription(): Promise<Measured> {
  const spoken = JSON.parse(await readFile(speechPath("words.json"), "utf8")) as Record<string, string>;
  const local = await startOpenAi();
  const openai = new OpenAI({ baseURL: local.url, apiKey: "local", maxRetries: 0 });
  const transcribe = async (clip: string) => {
    const file = await toFile(await readSpeech(clip), clip);
    const begun = performance.now();
    const heard = await openai.audio.transcriptions.create({
      file,
      model: "whisper-1",
      response_format: "verbose_json",
    });
    return { heard, seconds: (performance.now() - begun) / 1000 };
  };
  try {
    const [first] = Object.keys(spoken);
    // The first one loads the models.
    if (first) await transcribe(first);
    const rows = [];
    for (const [clip, words] of Object.entries(spoken)) {
      const { heard, seconds } = await transcribe(clip);
      const counted = countWordErrors(words, heard.text);
      rows.push({
        clip,
        "audio s": round(heard.duration),
        "work s": round(seconds, 2),
        "real-time factor": round(seconds / heard.duration, 3),
        words: counted.words,
        "word errors": counted.errors,
      });
    }
    const errors = sum(rows.map((row) => row["word errors"]));
    const words = sum(rows.map((row) => row.words));
    return {
      title: "Local transcription",
      about: `Each clip once after a first run that isn't counted. Word error rate over all: ${round((100 * errors) / words, 2)} % of ${words} words.`,
      rows,
      goals: [],
    };
  } finally {
    await local.close();
  }
}
