import type { Segment, Word } from "./schemas.ts";

/**
 * The words of a segment's text with their times. Where a person has corrected the text, what they left as it was keeps
 * its times, from the front and from the back; what is new in between shares the time that is left there.
 */
export function timeWords({
  text,
  words,
  start,
  end,
}: Pick<Segment, "text" | "words" | "start" | "end">): Word[] {
  const tokens = text.split(/\s+/).filter(Boolean);
  const same = (token: string | undefined, word: Word | undefined) => token === word?.text.trim();
  let front = 0;
  while (front < tokens.length && same(tokens[front], words[front])) front += 1;
  let back = 0;
  while (
    back < Math.min(tokens.length, words.length) - front &&
    same(tokens.at(-1 - back), words.at(-1 - back))
  ) {
    back += 1;
  }
  const from = front > 0 ? (words[front - 1]?.end ?? start) : start;
  const to = back > 0 ? (words.at(-back)?.start ?? end) : end;
  const between = tokens.slice(front, tokens.length - back);
  const replaced = words.slice(front, words.length - back);
  const share = Math.max(0, to - from) / Math.max(1, between.length);
  const timed = between.map((token, index) => {
    const old = between.length === replaced.length ? replaced[index] : undefined;
    return {
      text: token,
      start: old?.start ?? from + index * share,
      end: old?.end ?? from + (index + 1) * share,
    };
  });
  return [...words.slice(0, front), ...timed, ...(back > 0 ? words.slice(-back) : [])];
}
