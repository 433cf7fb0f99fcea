import type { Transcript, Word } from "../core/schemas.ts";

/** Words spoken one after the other, `pace` seconds apart. */
export function speakWords(text: string, from = 0, pace = 0.4): Word[] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== "")
    .map((word, at) => ({ text: word, start: from + at * pace, end: from + (at + 0.8) * pace }));
}

/** A transcript of one segment for each text, spoken on end. */
export function speakTranscript(language: string, ...texts: string[]): Transcript {
  let from = 0;
  const segments = texts.map((text, at) => {
    const words = speakWords(text, from);
    const start = from;
    from += words.length * 0.4 + 1;
    return {
      id: `018f2f00-0000-7000-8000-${`${at}`.padStart(12, "0")}`,
      start,
      end: Math.max(start, words.at(-1)?.end ?? start),
      text,
      approximate: false,
      words,
    };
  });
  return { language, segments };
}
