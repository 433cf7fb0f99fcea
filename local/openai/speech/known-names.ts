import nlp from "compromise";
import { soundsNear, writeSound } from "./name-sounds.ts";

/** A name that was written as the prompt spells it, and what was heard there. */
export interface Guess {
  heard: string;
  written: string;
}

/**
 * The names in a prompt ("Aoife, Jon Dashwood" or a sentence): its capitalised words of three letters or more.
 */
export function findNames(prompt: string): string[] {
  return [...new Set(prompt.match(/\p{Lu}\p{L}{2,}/gu) ?? [])];
}

/**
 * Spells capitalised words of a sentence as the known name that sounds alike: "Katherine" becomes a known "Catherine",
 * "Dash wood" a known "Dashwood". What only comes near ("Deshwood") becomes the known name when it is a longer word, not
 * the first of its sentence, and no name or word that English has by itself; names that resemble one another ("Joan",
 * "John") stay as heard: a wrong relative is worse than an odd spelling. A sentence's first word is capitalised anyway,
 * so it needs six letters to count. Every word that was changed is told.
 */
export function writeKnownNames(sentence: string, names: string[]): { text: string; guesses: Guess[] } {
  const guesses: Guess[] = [];
  const bySound = Map.groupBy(names, writeSound);
  const find = (word: string, offset: number) => {
    if (names.includes(word) || (offset === 0 && word.length < 6)) return undefined;
    const sound = writeSound(word);
    const same = bySound.get(sound);
    if (same) return same.length === 1 ? same[0] : undefined;
    if (offset === 0 || isEnglish(word)) return undefined;
    const near = [...bySound].filter(([known]) => soundsNear(known, sound)).flatMap(([, spelled]) => spelled);
    return near.length === 1 ? near[0] : undefined;
  };
  const write = (heard: string, found: string | undefined) => {
    if (found === undefined) return heard;
    if (!guesses.some((guess) => guess.heard === heard)) guesses.push({ heard, written: found });
    return found;
  };
  const text = sentence
    .replace(
      /(?<!\p{L})(\p{Lu}\p{L}{2,}) (\p{L}{4,})/gu,
      (pair, first: string, second: string, at: number) => {
        return write(pair, find(first + second, at));
      },
    )
    .replace(/(?<!\p{L})\p{Lu}\p{L}{2,}/gu, (word, at: number) => write(word, find(word, at)));
  return { text, guesses };
}

/** Whether a word is in compromise's list of English words and names. */
function isEnglish(word: string): boolean {
  const { lexicon } = (nlp.model() as { one: { lexicon: Record<string, unknown> } }).one;
  return Object.hasOwn(lexicon, word.toLowerCase());
}
