import type { Recognition } from "../speech/recognise-speech.ts";
import { isPunctuation, startsWord } from "../speech/split-sentences.ts";

type Tokens = Recognition["tokens"];

/**
 * The tokens on which two recognitions in a row agree, up to the end of a whole word: what is known for certain while
 * somebody still speaks. Marks at the very end say nothing, for the recogniser ends every piece with a full stop.
 */
export function agreeTokens(before: Tokens, now: Tokens): Tokens {
  let agreed = 0;
  while (agreed < now.length && now[agreed]?.id === before[agreed]?.id) agreed += 1;
  if (agreed === now.length) while (agreed > 0 && isPunctuation(now[agreed - 1]?.id ?? 0)) agreed -= 1;
  const isInsideWord = (at: number) => {
    const next = now[at]?.id;
    return next !== undefined && !startsWord(next) && !isPunctuation(next);
  };
  while (agreed > 0 && isInsideWord(agreed)) agreed -= 1;
  return now.slice(0, agreed);
}
