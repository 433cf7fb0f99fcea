import type { Segment, Word } from "./schemas.ts";

/** A word as it is read, and what was heard where it is a name that was put right. */
export type MarkedWord = Word & { heard?: string };

/** The words of a segment; the first word of each name that was written as the family spells it says what was heard. */
export function markGuesses({ words, guesses = [] }: Pick<Segment, "words" | "guesses">): MarkedWord[] {
  const bare = words.map(({ text }) => trimWord(text));
  const marked: MarkedWord[] = words.map((word) => ({ ...word }));
  for (const { heard, written } of guesses) {
    const name = written.split(/\s+/).map(trimWord);
    for (const [at, word] of marked.entries()) {
      const isName = name.every((part, index) => isWord(bare[at + index], part));
      if (isName && word.heard === undefined) word.heard = heard;
    }
  }
  return marked;
}

/** "Giuseppe's" is Giuseppe, too. */
function isWord(word: string | undefined, name: string): boolean {
  return word === name || word?.replace(/['’]\p{L}{1,2}$/u, "") === name;
}

function trimWord(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
}
