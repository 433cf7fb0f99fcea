import { indexTokens, locateQuote, type Stretch, type TokenIndex } from "./quote-search.ts";
import type { Evidence, Transcript, Word } from "./schemas.ts";
import { isUnspaced, readTokens, splitWords } from "./spoken-tokens.ts";

/** A word as it was heard, with its seconds. */
export type SpokenWord = Word;

/** A transcript prepared for many quotes. */
export interface Spoken extends TokenIndex {
  words: readonly SpokenWord[];
}

/** A silence beyond this many seconds parts what is said before it from what is said after. */
const longestPause = 10;
/** The slowest speech that still holds together: beyond one long pause, so many seconds a word. */
const slowestWord = 1.5;

/** All words of a transcript in their order; a segment without timed words gives its text, spread over its seconds. */
export function readSpokenWords(transcript: Transcript): SpokenWord[] {
  return transcript.segments.flatMap((segment) => {
    if (segment.words.length > 0) return segment.words;
    const texts = splitWords(segment.text);
    const step = (segment.end - segment.start) / Math.max(1, texts.length);
    return texts.map((text, at) => ({
      text,
      start: segment.start + at * step,
      end: segment.start + (at + 1) * step,
    }));
  });
}

/** Prepares spoken words so that many quotes can be found in them. */
export function indexSpoken(words: readonly SpokenWord[]): Spoken {
  return { words, ...indexTokens(readTokens(words.map((word) => word.text))) };
}

/**
 * Finds the words that a quote was taken from, in one contiguous stretch; undefined: it was never said like that.
 * Forgives case, punctuation, diacritics, the form of numbers and a few words recognised differently; the evidence holds
 * the transcript's own words, whatever the quote says. For many quotes of one transcript use `indexSpoken` with
 * `locateEvidence` and `evidenceAt`.
 */
export function findQuote(words: readonly SpokenWord[], quote: string): Evidence | undefined {
  const spoken = indexSpoken(words);
  const stretch = locateEvidence(spoken, quote);
  return stretch && evidenceAt(spoken, stretch);
}

/** Where a quote stands, as indexes of tokens. */
export function locateEvidence(spoken: Spoken, quote: string): Stretch | undefined {
  return locateQuote(spoken, quote, (stretch) => holdsTogether(spoken, stretch));
}

/** Whether the words of a stretch were spoken on end, without a silence that parts them. */
export function holdsTogether(spoken: Spoken, stretch: Stretch): boolean {
  const words = wordsAt(spoken, stretch);
  const pauses = words.some((word, at) => at > 0 && word.start - (words[at - 1]?.end ?? 0) > longestPause);
  return (
    !pauses && (words.at(-1)?.end ?? 0) - (words[0]?.start ?? 0) <= longestPause + slowestWord * words.length
  );
}

/** The seconds and the words of a stretch. */
export function evidenceAt(spoken: Spoken, stretch: Stretch): Evidence {
  const words = wordsAt(spoken, stretch);
  const start = words[0]?.start ?? 0;
  return {
    start,
    end: Math.max(start, words.at(-1)?.end ?? 0),
    quote: joinWords(words.map((word) => word.text)),
  };
}

/** The raw words of a stretch. */
export function wordsAt({ tokens, words }: Spoken, { first, last }: Stretch): readonly SpokenWord[] {
  return words.slice(tokens[first]?.first ?? 0, (tokens[last]?.last ?? -1) + 1);
}

/** Words as one line of text. Invisible controls go: they carry no sound, and bidi ones would turn the page around. */
export function joinWords(words: readonly string[]): string {
  const line = words.reduce((text, word) => {
    const gap = isUnspaced(text.slice(-1)) && isUnspaced(word.slice(0, 1)) ? "" : " ";
    return `${text}${gap}${word}`;
  }, "");
  return tidyText(line);
}

/** One line without control and format characters (but the joiners that Persian, Indic scripts and emoji need). */
export function tidyText(text: string): string {
  return text
    .replace(/[\p{Zl}\p{Zp}\p{Cc}]/gu, " ")
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}
