import type { HeardSegment } from "./interview.ts";

/** A place in what was heard: a character of a segment's text, and the second at which it is spoken, interpolated. */
export interface Place {
  segment: number;
  char: number;
  seconds: number;
}

/** What is spoken between two marks of punctuation, or between two silences where nobody set marks. */
export interface SpokenClause {
  /** Its words in plain letters: small, without accents and apostrophes. */
  plain: string;
  from: Place;
  to: Place;
  opensSentence: boolean;
  /** A mark of punctuation came before it, not just a silence. */
  afterMark: boolean;
  /** Within quotation marks: somebody else's words. */
  quoted: boolean;
}

/** A silence this long between two segments separates clauses where no mark does, in seconds. */
const separatingSilence = 0.5;
const pieces = /[^.,;:!?…—–"“”«»()¡¿]+|[.,;:!?…—–"“”«»()¡¿]+/gu;
const mark = /^[.,;:!?…—–"“”«»()¡¿]/u;

/** Reads what was heard as clauses; one that goes on in the next segment is one clause. */
export function splitClauses(segments: readonly HeardSegment[]): SpokenClause[] {
  const clauses: SpokenClause[] = [];
  let open: SpokenClause | undefined;
  let opensSentence = true;
  let afterMark = true;
  let quoted = false;
  for (const [index, segment] of segments.entries()) {
    const placeOf = (char: number): Place => ({
      segment: index,
      char,
      seconds: segment.start + ((segment.end - segment.start) * char) / Math.max(1, segment.text.length),
    });
    const silence = segment.start - (segments[index - 1]?.end ?? segment.start);
    if (open && silence >= separatingSilence) {
      open = undefined;
      opensSentence = true;
      afterMark = false;
    }
    for (const match of segment.text.matchAll(pieces)) {
      const piece = match[0];
      if (mark.test(piece)) {
        open = undefined;
        afterMark = true;
        // Three points are a hesitation.
        if (/[!?¡¿]|(?<!\.)\.(?!\.)/u.test(piece)) opensSentence = true;
        for (const letter of piece) {
          if (letter === '"') quoted = !quoted;
          else if ("“«".includes(letter)) quoted = true;
          else if ("”»".includes(letter)) quoted = false;
        }
        continue;
      }
      const plain = plainWords(piece);
      if (!plain) continue;
      const begin = match.index + (piece.length - piece.trimStart().length);
      const end = placeOf(match.index + piece.trimEnd().length);
      if (open) {
        open.plain = `${open.plain} ${plain}`;
        open.to = end;
      } else {
        open = { plain, from: placeOf(begin), to: end, opensSentence, afterMark, quoted };
        clauses.push(open);
        opensSentence = false;
      }
    }
  }
  return clauses;
}

/** Small letters without accents and apostrophes, one space between words. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’‘ʼ`´]/gu, "")
    .replace(/[^\p{L}\p{N}-]+/gu, " ")
    .trim();
}
