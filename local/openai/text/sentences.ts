import nlp from "compromise";

/** One sentence of a story; `text` is verbatim but for white space, `words` are lower-case and without punctuation. */
export interface Sentence {
  index: number;
  text: string;
  words: string[];
}

/** Speech without punctuation would be one endless sentence: past this many words it is cut where the speaker paused. */
const longestSentence = 45;

/** Cuts the texts of a transcript's segments into sentences; a sentence may run over several segments. */
export function splitSentences(segments: string[]): Sentence[] {
  const pieces = segments.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
  const pauses = new Set<number>();
  let length = 0;
  for (const piece of pieces) {
    length += piece.length + 1;
    pauses.add(length);
  }
  const text = pieces.join(" ");
  let from = 0;
  return cutAtFullStops(text)
    .flatMap((sentence) => {
      const at = text.indexOf(sentence, from);
      from = at + sentence.length;
      return listWords(sentence).length > longestSentence ? cutAtPauses(sentence, at, pauses) : [sentence];
    })
    .map((sentence) => ({ text: sentence, words: listWords(sentence) }))
    .filter(({ words }) => words.length > 0)
    .map((sentence, index) => ({ index, ...sentence }));
}

/** The words of a text, lower-case; an apostrophe or hyphen inside a word belongs to it. */
export function listWords(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll("’", "'")
      .match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

function cutAtFullStops(text: string): string[] {
  const sentences: string[] = nlp.tokenize(text).sentences().out("array");
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => text.includes(sentence));
}

function cutAtPauses(sentence: string, offset: number, pauses: Set<number>): string[] {
  const pieces: string[] = [];
  let start = 0;
  let words = 0;
  for (const { index } of sentence.matchAll(/\S+/g)) {
    if (words >= longestSentence || (words >= 4 && pauses.has(offset + index))) {
      pieces.push(sentence.slice(start, index).trim());
      start = index;
      words = 0;
    }
    words += 1;
  }
  pieces.push(sentence.slice(start).trim());
  return pieces;
}

/** What people say before they say something. */
const openers =
  /^(?:(?:well|so|and|but|oh|you know|you see|anyway|anyways|now|okay|ok|um|uh|yeah|yes|i mean|like|then|and then|and so)\b[,.…]*\s+)+/i;

/** A sentence as it reads alone: without its opening filler, starting with a capital, at most `most` words long. */
export function trimSentence(text: string, most = 40): string {
  const spoken = text.replace(openers, "");
  const words = spoken.split(" ");
  if (words.length <= most) return capitalise(spoken);
  const start = words.slice(0, most).join(" ");
  // A clause that ends in the second half of what fits reads better than a cut in the middle of one.
  const clause = /^(.{20,})[,;:—–]\s/.exec(start);
  const kept = clause?.[1] && clause[1].length > start.length / 2 ? clause[1] : start;
  return `${capitalise(kept.replace(/[,;:]$/, ""))}…`;
}

/** The stretch of a sentence around something in it, verbatim; the whole sentence when it is short. */
export function quoteAround(sentence: string, found: string, most = 30): string {
  const words = sentence.split(" ");
  if (words.length <= most) return sentence;
  const before = sentence.slice(0, Math.max(0, sentence.indexOf(found))).split(" ").length - 1;
  const start = Math.max(0, Math.min(before - Math.floor(most / 2), words.length - most));
  return words.slice(start, start + most).join(" ");
}

/** The same text with its first letter upper-case. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
