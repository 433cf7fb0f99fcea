import { z } from "zod";
import { type Heard, heardSchema, type Word } from "../core/schemas.ts";
import { findLanguageTag } from "./language-names.ts";

const timedWordSchema = z.object({ start: z.number(), end: z.number(), word: z.string() });
const timedSegmentSchema = z.object({
  start: z.number(),
  end: z.number(),
  text: z.string(),
  // Some compatible servers give the words here instead of beside the segments.
  words: z.array(timedWordSchema).nullish(),
  // Said by our stand-in: names that it wrote as the prompt spells them. What isn't so is nobody's guess.
  memoryvault_guesses: z
    .array(z.object({ heard: z.string().min(1).max(200), written: z.string().min(1).max(200) }))
    .max(100)
    .nullish()
    .catch(undefined),
});

/** A transcription as OpenAI's verbose_json has it; `words_approximate` is said by servers whose word times are estimates. */
export const transcriptionAnswerSchema = z.object({
  text: z.string().nullish(),
  language: z.string().nullish(),
  duration: z.coerce.number().nonnegative().nullish(),
  segments: z.array(timedSegmentSchema).nullish(),
  words: z.array(timedWordSchema).nullish(),
  words_approximate: z.boolean().nullish(),
});
export type TranscriptionAnswer = z.infer<typeof transcriptionAnswerSchema>;

type TimedSegment = { start: number; end: number; text: string; guesses?: Guess[] };
type Guess = { heard: string; written: string };

/**
 * Turns a transcription into what was heard: segments and words in order, inside the part's `seconds` (undefined:
 * its length isn't known), empty segments dropped. Segments without words of their own get interpolated ones and are
 * marked approximate. `asked` is the language tag that was asked for; "und" stands where nobody named one.
 */
export function readHeard(
  answer: TranscriptionAnswer,
  seconds: number | undefined,
  asked: string | undefined,
): Heard {
  const latest = seconds || Number.POSITIVE_INFINITY;
  const segments = (answer.segments ?? [])
    .map(({ start, end, text, memoryvault_guesses: guesses }) => ({
      ...orderTimes(start, end, 0, latest),
      text: text.trim(),
      ...(guesses?.length ? { guesses } : {}),
    }))
    .filter(({ text }) => text !== "")
    .sort((a, b) => a.start - b.start);
  const words = (answer.words ?? answer.segments?.flatMap((segment) => segment.words ?? []) ?? [])
    .map(({ start, end, word }) => ({ ...orderTimes(start, end, 0, latest), text: word.trim() }))
    .filter(({ text }) => text !== "")
    .sort((a, b) => a.start - b.start);
  const wordsOfSegments = shareWords(segments, words);
  return heardSchema.parse({
    language: readLanguage(answer.language, asked),
    segments: segments.map((segment, index) => {
      const own = wordsOfSegments[index] ?? [];
      return {
        ...segment,
        approximate: answer.words_approximate === true || own.length === 0,
        words: own.length === 0 ? spreadWords(segment) : fitWords(segment, own),
      };
    }),
  });
}

function readLanguage(named: string | null | undefined, asked: string | undefined): string {
  const heard = named ? findLanguageTag(named) : undefined;
  if (!heard) return asked ?? "und";
  // The asked tag may say more: es-MX where the vendor hears Spanish.
  return asked?.split("-")[0] === heard ? asked : heard;
}

function orderTimes(start: number, end: number, earliest: number, latest: number) {
  const from = Math.min(Math.max(start, earliest), latest);
  return { start: from, end: Math.min(Math.max(end, from), latest) };
}

/** Gives every word to a segment: by count where the words are the segments' tokens, else by time. */
function shareWords(segments: TimedSegment[], words: Word[]): Word[][] {
  const counts = segments.map(({ text }) => splitTokens(text).length);
  if (counts.reduce((sum, count) => sum + count, 0) === words.length) {
    let from = 0;
    return counts.map((count) => {
      from += count;
      return words.slice(from - count, from);
    });
  }
  const shares: Word[][] = segments.map(() => []);
  let current = 0;
  for (const word of words) {
    const middle = (word.start + word.end) / 2;
    const distance = (index: number) => {
      const segment = segments[index];
      if (!segment) return Number.POSITIVE_INFINITY;
      return Math.max(segment.start - middle, middle - segment.end, 0);
    };
    // Both lists run forward in time, so a word is never given to a segment before its predecessor's.
    while (distance(current + 1) <= distance(current) && current + 1 < segments.length) current += 1;
    shares[current]?.push(word);
  }
  return shares;
}

/** Vendors list words without punctuation: where they are the segment's tokens, the tokens say more. */
function fitWords({ start, end, text }: TimedSegment, words: Word[]): Word[] {
  const tokens = splitTokens(text);
  let earliest = start;
  return words.map((word, index) => {
    const times = orderTimes(word.start, word.end, earliest, end);
    earliest = times.start;
    return { ...times, text: tokens.length === words.length ? (tokens[index] ?? word.text) : word.text };
  });
}

/** Spreads a segment's tokens over its time by their letters. */
function spreadWords({ start, end, text }: TimedSegment): Word[] {
  const tokens = splitTokens(text);
  const total = tokens.reduce((sum, token) => sum + token.length + 1, 0);
  let before = 0;
  return tokens.map((token) => {
    const from = start + ((end - start) * before) / total;
    before += token.length + 1;
    return { start: from, end: Math.min(end, start + ((end - start) * before) / total), text: token };
  });
}

function splitTokens(text: string): string[] {
  return text.split(/\s+/).filter((token) => token !== "");
}
