import { createAligner, exactShare, stretchShare } from "./quote-alignment.ts";
import { readTokens, splitWords, type Token } from "./spoken-tokens.ts";

/** Tokens of a transcript and where each stands: made once, asked for many quotes. */
export interface TokenIndex {
  tokens: Token[];
  texts: string[];
  positions: Map<string, number[]>;
}

/** Indexes of a stretch's first and last token. */
export interface Stretch {
  first: number;
  last: number;
}

/** Longer quotes point at nothing in particular: 100 words are some 40 seconds of speech. */
export const maxQuoteTokens = 100;
/** Bounds the work for transcripts that repeat themselves endlessly; the rarest words are looked up first. */
const maxPlaces = 8_000;
const maxWindows = 200;
const maxAlignments = 24;

/** Indexes tokens by their text. */
export function indexTokens(tokens: Token[]): TokenIndex {
  const positions = new Map<string, number[]>();
  for (const [at, token] of tokens.entries()) {
    const places = positions.get(token.text);
    if (places) places.push(at);
    else positions.set(token.text, [at]);
  }
  return { tokens, texts: tokens.map((token) => token.text), positions };
}

/**
 * Finds the one contiguous stretch that a quote was taken from: the first one word for word, else the one most like it.
 * Quotes of one or two words must stand there exactly. `accept` refuses stretches for a reason of the caller's (pauses).
 */
export function locateQuote(
  index: TokenIndex,
  quote: string,
  accept: (stretch: Stretch) => boolean = () => true,
): Stretch | undefined {
  // No word has more than some 40 letters; what is longer is no quote and isn't worth reading.
  if (quote.length > maxQuoteTokens * 40) return undefined;
  const wanted = readTokens(splitWords(quote)).map((token) => token.text);
  if (wanted.length === 0 || wanted.length > maxQuoteTokens) return undefined;
  return locateExactly(index, wanted, accept) ?? locateNearly(index, wanted, accept);
}

/** Where tokens stand in a row between two indexes (inclusive); the last may have a genitive s. */
export function locateTokens(
  tokens: readonly Token[],
  wanted: readonly string[],
  within: Stretch,
): Stretch | undefined {
  const end = Math.min(tokens.length - 1, within.last) - wanted.length + 1;
  if (wanted.length === 0) return undefined;
  for (let at = Math.max(0, within.first); at <= end; at++) {
    const stands = wanted.every((text, offset) => {
      const spoken = tokens[at + offset]?.text;
      return spoken === text || (offset === wanted.length - 1 && spoken === `${text}s`);
    });
    if (stands) return { first: at, last: at + wanted.length - 1 };
  }
  return undefined;
}

function locateExactly(
  index: TokenIndex,
  wanted: readonly string[],
  accept: (stretch: Stretch) => boolean,
): Stretch | undefined {
  let rarest: { offset: number; places: number[] } | undefined;
  for (const [offset, text] of wanted.entries()) {
    const places = index.positions.get(text);
    if (!places) return undefined;
    if (!rarest || places.length < rarest.places.length) rarest = { offset, places };
  }
  for (const place of rarest?.places ?? []) {
    const first = place - (rarest?.offset ?? 0);
    const stands = wanted.every((text, offset) => index.texts[first + offset] === text);
    const stretch = { first, last: first + wanted.length - 1 };
    if (stands && accept(stretch)) return stretch;
  }
  return undefined;
}

function locateNearly(
  index: TokenIndex,
  wanted: readonly string[],
  accept: (stretch: Stretch) => boolean,
): Stretch | undefined {
  if (wanted.length < 3) return undefined;
  const slack = Math.max(2, Math.ceil(wanted.length * (stretchShare - 1)));
  const align = createAligner(wanted);
  let best: (Stretch & { score: number }) | undefined;
  let alignments = 0;
  for (const start of likelyStarts(index, wanted, slack)) {
    const from = Math.max(0, start - slack);
    const window = index.texts.slice(from, start + slack + wanted.length + slack);
    if (!holdsEnough(window, wanted)) continue;
    if (++alignments > maxAlignments) break;
    const found = align(window);
    if (!found || (best && found.score <= best.score)) continue;
    const stretch = { first: from + found.first, last: from + found.last };
    if (accept(stretch)) best = { ...stretch, score: found.score };
  }
  return best && { first: best.first, last: best.last };
}

/** Whether a window has so many of the quote's words that laying them along it is worth the work. */
function holdsEnough(window: readonly string[], wanted: readonly string[]): boolean {
  const texts = new Set(window);
  return wanted.filter((text) => texts.has(text)).length >= Math.ceil(wanted.length * exactShare);
}

/**
 * Where the quote may begin, the likeliest first. `exactShare` of its words stand there as they are, so of the rarest
 * words, one more than may differ, at least one does: only their places need looking at.
 */
function likelyStarts(index: TokenIndex, wanted: readonly string[], slack: number): number[] {
  const anchors = wanted
    .map((text, offset) => ({ offset, places: index.positions.get(text) ?? [] }))
    .sort((a, b) => a.places.length - b.places.length)
    .slice(0, wanted.length - Math.ceil(wanted.length * exactShare) + 1);
  const starts: number[] = [];
  for (const { offset, places } of anchors) {
    for (const place of places.slice(0, maxPlaces - starts.length)) starts.push(place - offset);
  }
  starts.sort((a, b) => a - b);
  const groups: { start: number; votes: number }[] = [];
  for (const start of starts) {
    const group = groups.at(-1);
    if (group && start - group.start <= slack) group.votes++;
    else groups.push({ start, votes: 1 });
  }
  return groups
    .sort((a, b) => b.votes - a.votes || a.start - b.start)
    .slice(0, maxWindows)
    .map((group) => group.start);
}
