import OpenAI, { toFile } from "openai";
import { readSpeech } from "../tests/recordings.ts";

/** A word of a clip, and when its last sound is, in seconds. */
export interface SpokenWord {
  word: string;
  end: number;
}

/** What stood on the page at which second after the clip began. */
export interface SeenText {
  at: number;
  text: string;
}

/** The words of a clip by the local transcription, whose times are estimates. */
export async function findSpokenWords(baseUrl: string, clip: string): Promise<SpokenWord[]> {
  const openai = new OpenAI({ baseURL: baseUrl, apiKey: "local", maxRetries: 0 });
  const { words } = await openai.audio.transcriptions.create({
    file: await toFile(await readSpeech(clip), clip),
    model: "whisper-1",
    response_format: "verbose_json",
    timestamp_granularities: ["word"],
  });
  return words ?? [];
}

/** Seconds from each word's end until it stood in its place; words that never did are left out. */
export function findDelays(words: SpokenWord[], seen: SeenText[]): number[] {
  const texts = seen.map(({ at, text }) => ({ at, words: text.split(/\s+/).map(plain) }));
  return words.flatMap(({ word, end }, i) => {
    const found = texts.find((text) => text.words[i] === plain(word));
    return found ? [found.at - end] : [];
  });
}

const plain = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}']+/gu, "");
