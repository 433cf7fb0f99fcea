import { readNumber } from "./number-words.ts";

/** One word in its plainest form, or a spoken number in figures, with the first and last raw word it was read from. */
export interface Token {
  text: string;
  first: number;
  last: number;
}

/** Scripts written without spaces: there each character is a token of its own. */
const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const unspacedPattern = new RegExp(`[${unspaced}]`, "u");
const piecePattern = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic; vowel signs of Indic scripts are letters' bodies. */
const diacritics = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/gu;
const letters = new Map(
  Object.entries({ ß: "ss", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i" }),
);
const phraseEnd = /[,.;:!?…—–)\]"”»]$/u;

/** Whether a text is written in a script without spaces. */
export function isUnspaced(text: string): boolean {
  return unspacedPattern.test(text);
}

/** Whether a raw word ends a phrase: a number doesn't run past it, nor does a negation. */
export function endsPhrase(word: string): boolean {
  return phraseEnd.test(word);
}

/** Splits a text at its white space. */
export function splitWords(text: string): string[] {
  return text.split(/\s+/u).filter((word) => word !== "");
}

/**
 * Reads raw words as tokens that can be compared: case, punctuation, diacritics and the form of numbers are gone.
 * A raw word may give no token ("—"), one, or several ("e-mail"); a number takes as many raw words as say it.
 */
export function readTokens(words: readonly string[]): Token[] {
  const spellings = new Map<string, string[]>();
  const pieces: string[] = [];
  const origin: number[] = [];
  for (const [index, word] of words.entries()) {
    let spelling = spellings.get(word);
    if (!spelling) {
      spelling = spell(word);
      spellings.set(word, spelling);
    }
    for (const piece of spelling) {
      pieces.push(piece);
      origin.push(index);
    }
  }
  const tokens: Token[] = [];
  for (let at = 0; at < pieces.length; ) {
    const number = readNumber(pieces, at, phraseEndAfter(at, words, origin));
    const length = number?.length ?? 1;
    tokens.push({
      text: number?.figures ?? pieces[at] ?? "",
      first: origin[at] ?? 0,
      last: origin[at + length - 1] ?? 0,
    });
    at += length;
  }
  return tokens;
}

/** The longest number has 8 words ("one thousand nine hundred and ninety nine"). */
function phraseEndAfter(at: number, words: readonly string[], origin: readonly number[]): number {
  const limit = Math.min(origin.length, at + 8);
  for (let end = at + 1; end < limit; end++) {
    const word = origin[end - 1] ?? 0;
    if (origin[end] !== word && endsPhrase(words[word] ?? "")) return end;
  }
  return limit;
}

function spell(word: string): string[] {
  const plain = word
    .toLowerCase()
    .normalize("NFKD")
    .replace(diacritics, "")
    .normalize("NFKC")
    .replace(/[ßøłđðþæœı]/gu, (letter) => letters.get(letter) ?? letter)
    .replace(/[\p{Cf}'’‘ʼ`´]/gu, "")
    .replace(/(\d)[,.](?=\d{3}(?!\d))/gu, "$1")
    .replace(/(?<![\p{L}\p{N}])(\p{L})\.(?=\p{L}(?![\p{L}\p{N}]))/gu, "$1");
  return (plain.match(piecePattern) ?? []).map((piece) => piece.replace(/^(\d+)(?:st|nd|rd|th)$/u, "$1"));
}
