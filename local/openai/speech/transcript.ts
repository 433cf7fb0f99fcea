import type { Guess } from "./known-names.ts";

/** One word; its times (seconds) are interpolated inside its segment. */
export type Word = { text: string; start: number; end: number };

/** One sentence of the recording, or a piece of a sentence between two pauses. Times in seconds. */
export type Segment = {
  start: number;
  end: number;
  text: string;
  /** Names that were written as the prompt spells them, though they were heard a little differently. */
  guesses: Guess[];
  words: Word[];
  tokens: number[];
  /** Mean natural logarithm of the tokens' probabilities. */
  averageLogProbability: number;
  /** 0–1: how sure the voice detector is that nobody speaks here. */
  noSpeechProbability: number;
};

export type Transcript = { seconds: number; segments: Segment[] };
