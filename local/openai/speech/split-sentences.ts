import tokenizer from "llama-tokenizer-js";
import type { Span } from "./cut-pieces.ts";
import type { Recognition } from "./recognise-speech.ts";
import type { Word } from "./transcript.ts";

type Tokens = Recognition["tokens"];
export type Sentence = { text: string; tokens: Tokens };

const abbreviations = /(^|\s)(mr|mrs|ms|dr|st|jr|sr|prof|rev|gen|col|sgt|capt|lt|vs|no|[a-z])\.$/i;
/** Ids above this are control marks, which the vocabulary does not spell. */
const spelledTokens = 32_000;

/** Spells tokens and cuts them after each sentence. Their texts joined by spaces are the whole text. */
export function splitSentences(tokens: Tokens): Sentence[] {
  const sentences: Sentence[] = [];
  let current: Tokens = [];
  const finish = () => {
    const text = spell(current);
    if (/[\p{L}\p{N}]/u.test(text)) sentences.push({ text, tokens: current });
    current = [];
  };
  for (const token of tokens) {
    if (token.id > endOfControl && token.id < spelledTokens) {
      if (startsWord(token.id) && endsSentence(spell(current))) finish();
      current.push(token);
    }
  }
  finish();
  return sentences;
}
const endOfControl = 2;

/** Whether a token is the beginning of a word. */
export function startsWord(id: number): boolean {
  return tokenizer.vocabById[id]?.startsWith("▁") ?? false;
}

/** Whether a token is nothing but marks like a comma. */
export function isPunctuation(id: number): boolean {
  return !/[\p{L}\p{N}']/u.test(tokenizer.vocabById[id] ?? "");
}

function endsSentence(text: string): boolean {
  return /[.?!]["'”’)]*$/.test(text) && !abbreviations.test(text);
}

function spell(tokens: Tokens): string {
  const ids = tokens.map(({ id }) => id);
  return tokenizer.decode(ids, false, false).trim();
}

/**
 * Gives every sentence its time: its share of the letters is its share of the time in which somebody speaks, and
 * where a pause is near, the sentence ends at it.
 */
export function timeSentences(texts: string[], voiced: Span[]): Span[][] {
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  const spoken = voiced.reduce((sum, { start, end }) => sum + end - start, 0);
  let rest = voiced;
  return texts.map((text, i) => {
    if (i === texts.length - 1) return rest;
    const [own, later] = splitSpans(rest, (text.length / total) * spoken);
    rest = later;
    return own;
  });
}

/** Splits spans after `seconds` of speech, or at a pause at most 0.6 s of speech away. Neither part is empty. */
function splitSpans(spans: Span[], seconds: number): [Span[], Span[]] {
  let passed = 0;
  let nearest: { index: number; distance: number } | undefined;
  spans.slice(0, -1).forEach((span, i) => {
    passed += span.end - span.start;
    const distance = Math.abs(passed - seconds);
    if (distance <= 0.6 && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { index: i + 1, distance };
  });
  if (nearest) return [spans.slice(0, nearest.index), spans.slice(nearest.index)];
  const at = findMoment(spans, seconds);
  const own = spans
    .filter(({ start }) => start < at)
    .map(({ start, end }) => ({ start, end: Math.min(end, at) }));
  const later = spans
    .filter(({ end }) => end > at)
    .map(({ start, end }) => ({ start: Math.max(start, at), end }));
  const edge: Span = { start: at, end: at };
  return [own.length > 0 ? own : [edge], later.length > 0 ? later : [edge]];
}

/** The moment after `seconds` of speech. */
function findMoment(spans: Span[], seconds: number): number {
  let left = seconds;
  for (const { start, end } of spans) {
    if (left < end - start) return start + left;
    left -= end - start;
  }
  return spans.at(-1)?.end ?? 0;
}

/** Spreads words over the spans in which they are spoken, by their letters. */
export function timeWords(text: string, voiced: Span[]): Word[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const weights = words.map((word) => word.length + 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spoken = voiced.reduce((sum, { start, end }) => sum + end - start, 0);
  let before = 0;
  return words.map((word, i) => {
    const start = findMoment(voiced, (before / total) * spoken);
    before += weights[i] ?? 0;
    return { text: word, start, end: findMoment(voiced, (before / total) * spoken) };
  });
}
