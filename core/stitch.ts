import type { Heard, Word } from "./schemas.ts";

/** What was heard in one part: its times count from `start`; `end` is where the part stops in the recording. */
export interface HeardPart {
  start: number;
  end?: number;
  transcript: Heard;
}

type HeardSegment = Heard["segments"][number];

/** A word with the segment it stands in, so that words can be counted across segments. */
interface Token extends Word {
  segment: number;
}

/** Two hearings of one word may lie this many seconds apart. */
const TOLERANCE = 2;

/**
 * Joins what was heard in overlapping parts into one transcript whose times count from the recording's start. In each
 * overlap the longest run of words that both parts heard at about the same time decides where one ends and the other
 * goes on; where nothing agrees the cut lies in the gap nearest to the overlap's middle. A word in the overlap stands
 * once in the result; a word outside it always stands.
 */
export function stitchTranscripts(parts: readonly HeardPart[]): Heard {
  const [first, ...rest] = [...parts].sort((a, b) => a.start - b.start);
  if (!first) return { language: "", segments: [] };
  let segments = shiftHeard(first.transcript, first.start).segments;
  let end = first.end ?? lastEnd(segments);
  for (const part of rest) {
    const next = shiftHeard(part.transcript, part.start).segments;
    segments = joinSegments(segments, next, part.start, Math.max(end, part.start));
    end = part.end ?? lastEnd(next);
  }
  return { language: commonestLanguage(parts), segments };
}

/** The same words some seconds later (or earlier); no time falls below 0. */
export function shiftHeard(heard: Heard, seconds: number): Heard {
  const shift = <T extends { start: number; end: number }>(thing: T): T => ({
    ...thing,
    start: Math.max(0, thing.start + seconds),
    end: Math.max(0, thing.end + seconds),
  });
  const segments = heard.segments.map((s) => ({ ...shift(s), words: s.words.map(shift) }));
  return { ...heard, segments };
}

function joinSegments(
  earlier: HeardSegment[],
  later: HeardSegment[],
  overlapStart: number,
  overlapEnd: number,
): HeardSegment[] {
  const before = listTokens(earlier);
  const after = listTokens(later);
  const within = (slack: number) => (token: Token) =>
    middle(token) >= overlapStart - slack && middle(token) <= overlapEnd + slack;
  let tail = before.filter(within(0));
  let head = after.filter(within(0));
  let run = findCommonRun(tail, head);
  if (!run) {
    // A word at the edge may have been heard a little outside it by the other part.
    const wideTail = before.filter(within(TOLERANCE));
    const wideHead = after.filter(within(TOLERANCE));
    run = findCommonRun(wideTail, wideHead);
    if (run) [tail, head] = [wideTail, wideHead];
  }
  // A part that heard nothing in the overlap gives way to the other.
  if (!run && (tail.length === 0 || head.length === 0)) {
    return seam(keepTokens(earlier, before), keepTokens(later, after));
  }
  if (!run) {
    const cut = chooseCut(tail, head, overlapStart, overlapEnd);
    return seam(
      keepTokens(
        earlier,
        before.filter((t) => middle(t) < cut),
      ),
      keepTokens(
        later,
        after.filter((t) => middle(t) >= cut),
      ),
    );
  }
  const lastKept = tail[run.tail];
  const lastHeardTwice = head[run.head];
  const keptBefore = lastKept ? before.slice(0, before.indexOf(lastKept) + 1) : before;
  const keptAfter = lastHeardTwice ? after.slice(after.indexOf(lastHeardTwice) + 1) : after;
  return seam(keepTokens(earlier, keptBefore), keepTokens(later, keptAfter));
}

/**
 * The middle pair of the longest run of equal words within the tolerance; among runs of one length the one whose times
 * fit best.
 */
function findCommonRun(tail: Token[], head: Token[]): { tail: number; head: number } | undefined {
  let best = { length: 0, apart: 0, tail: 0, head: 0 };
  const words = head.map(normalise);
  let above: { length: number; apart: number }[] = [];
  for (const [i, token] of tail.entries()) {
    const word = normalise(token);
    const row: { length: number; apart: number }[] = [];
    for (const [j, other] of head.entries()) {
      const apart = Math.abs(middle(token) - middle(other));
      if (word === "" || word !== words[j] || apart > TOLERANCE) continue;
      const previous = above[j - 1];
      const cell = { length: (previous?.length ?? 0) + 1, apart: (previous?.apart ?? 0) + apart };
      row[j] = cell;
      if (cell.length > best.length || (cell.length === best.length && cell.apart < best.apart))
        best = { ...cell, tail: i, head: j };
    }
    above = row;
  }
  if (best.length === 0) return undefined;
  const back = Math.floor((best.length - 1) / 2);
  return { tail: best.tail - back, head: best.head - back };
}

/** Where to change over when the two hearings share no word: the silence nearest to the overlap's middle. */
function chooseCut(tail: Token[], head: Token[], overlapStart: number, overlapEnd: number): number {
  const centre = (overlapStart + overlapEnd) / 2;
  const spoken = [...tail, ...head].sort((a, b) => a.start - b.start);
  let from = centre;
  let to = centre;
  // Grows the busy stretch around the centre until silence is reached on both sides.
  for (const token of spoken) if (token.start < to && token.end > to) to = token.end;
  for (const token of spoken.toReversed()) if (token.end > from && token.start < from) from = token.start;
  if (from <= overlapStart && to >= overlapEnd) return centre;
  if (from <= overlapStart) return to;
  if (to >= overlapEnd) return from;
  return centre - from <= to - centre ? from : to;
}

/** A segment without word times counts as one word, so that it is kept or dropped as a whole. */
function listTokens(segments: HeardSegment[]): Token[] {
  return segments.flatMap((segment, index) => {
    const words = segment.words.length > 0 ? segment.words : [segment];
    return words.map(({ start, end, text }) => ({ start, end, text, segment: index }));
  });
}

function keepTokens(segments: HeardSegment[], kept: Token[]): { segments: HeardSegment[]; cut: boolean[] } {
  const result: { segments: HeardSegment[]; cut: boolean[] } = { segments: [], cut: [] };
  const bySegment = Map.groupBy(kept, (token) => token.segment);
  for (const [index, segment] of segments.entries()) {
    const tokens = bySegment.get(index);
    if (!tokens) continue;
    const whole = tokens.length === Math.max(1, segment.words.length);
    result.segments.push(whole ? segment : cutSegment(segment, tokens));
    result.cut.push(!whole);
  }
  return result;
}

function cutSegment(segment: HeardSegment, tokens: Token[]): HeardSegment {
  const words = tokens.map(({ start, end, text }) => ({ start, end, text }));
  const start = words[0]?.start ?? segment.start;
  const end = words.at(-1)?.end ?? segment.end;
  return { ...segment, start, end, text: joinWords(words), words };
}

/** A sentence that the cut ran through becomes one segment again; times never run backwards at the seam. */
function seam(earlier: ReturnType<typeof keepTokens>, later: ReturnType<typeof keepTokens>): HeardSegment[] {
  const left = earlier.segments.at(-1);
  if (!left) return later.segments;
  const [first, ...rest] = later.segments.map((s) => (s.start < left.end ? startNotBefore(s, left.end) : s));
  if (!first) return earlier.segments;
  if (!(earlier.cut.at(-1) && later.cut[0])) return [...earlier.segments, first, ...rest];
  const joined = {
    start: left.start,
    end: Math.max(left.end, first.end),
    text: `${left.text} ${first.text}`,
    approximate: left.approximate || first.approximate,
    words: [...left.words, ...first.words],
  };
  return [...earlier.segments.slice(0, -1), joined, ...rest];
}

function startNotBefore(segment: HeardSegment, second: number): HeardSegment {
  const clamp = <T extends { start: number; end: number }>(thing: T): T => ({
    ...thing,
    start: Math.max(thing.start, second),
    end: Math.max(thing.end, second),
  });
  return { ...clamp(segment), words: segment.words.map(clamp) };
}

function joinWords(words: Word[]): string {
  return words.map((w) => w.text.trim()).join(" ");
}

function normalise(token: Token): string {
  return token.text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function middle(thing: { start: number; end: number }): number {
  return (thing.start + thing.end) / 2;
}

function lastEnd(segments: HeardSegment[]): number {
  return segments.reduce((end, segment) => Math.max(end, segment.end), 0);
}

/** Silence has no language: the one that most words are in wins. */
function commonestLanguage(parts: readonly HeardPart[]): string {
  const counts = new Map<string, number>();
  for (const { transcript } of parts) {
    const words = listTokens(transcript.segments).length;
    counts.set(transcript.language, (counts.get(transcript.language) ?? 0) + words);
  }
  const [commonest] = [...counts].sort((a, b) => b[1] - a[1]);
  return commonest?.[0] ?? "";
}
