import { readFileSync } from "node:fs";

// The built-in model knows English only: to it, all Spanish is alike. Glossed word by word it makes out what a text is about.

type Language = "es" | "it" | "de";
const languages: Language[] = ["es", "it", "de"];

/** Words that show a language and carry no subject of their own. */
const signs: Record<Language | "en", ReadonlySet<string>> = {
  en: new Set(
    "the a an of and in that was were with for to is it i you he she we they my his her our on at as but from by not how when what".split(
      " ",
    ),
  ),
  es: new Set(
    "el la los las un una de del y en que con por para se lo le es era fue mi su me nos al como mas pero cuando a no o hasta muy ya ni".split(
      " ",
    ),
  ),
  it: new Set(
    "il lo la i gli le l a un una di del dei della nella nel delle e in che con per si era mi suo non al alla come piu ma quando da o ci sono ho".split(
      " ",
    ),
  ),
  de: new Set(
    "der die das ein eine einen einem einer und in ist war ich wir er sie es mit von zu den dem des nicht auf fur im am wie als bei an uns sich bis so dass".split(
      " ",
    ),
  ),
};

interface Lexicon {
  /** Whole words. */
  words: Map<string, string>;
  /** Beginnings of words. */
  stems: Map<string, string>;
}

const lexicons = readLexicons();

/** A Spanish, Italian or German text in English, word by word; any other text as it is. Names stay, unknown words are left out. */
export function glossToEnglish(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const language = guessLanguage(words);
  if (!language) return text;
  const glossed = words.flatMap((word, index) => {
    const folded = fold(word);
    if (signs[language].has(folded)) return [];
    const meaning = lookUp(lexicons[language], folded);
    if (meaning) return meaning;
    if (/\p{N}/u.test(word)) return word;
    const isName = /^\p{Lu}/u.test(word) && index > 0 && language !== "de";
    return isName ? word : [];
  });
  return glossed.length > 0 ? `${glossed.join(" ")}.` : text;
}

function guessLanguage(words: string[]): Language | undefined {
  const folded = words.map(fold);
  const english = folded.filter((word) => signs.en.has(word)).length;
  const scores = languages.map((language) => ({
    language,
    score: folded.reduce(
      (sum, word) =>
        sum +
        (signs[language].has(word) ? 1 : lookUp(lexicons[language], word) && !signs.en.has(word) ? 0.5 : 0),
      0,
    ),
  }));
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a));
  return best.score > english && best.score >= 1 ? best.language : undefined;
}

function lookUp({ words, stems }: Lexicon, word: string): string | undefined {
  const whole = words.get(word);
  if (whole) return whole;
  const start = lookUpStart(stems, word);
  if (start) return start;
  // The last part of a German compound says what it is: Bauernstube.
  for (let from = 3; word.length - from >= 5; from += 1) {
    const end = words.get(word.slice(from)) ?? stems.get(word.slice(from));
    if (end) return end;
  }
  return undefined;
}

function lookUpStart(stems: Map<string, string>, word: string): string | undefined {
  for (let length = word.length; length >= 2; length -= 1) {
    // A short beginning says little of a long word.
    if (word.length - length > (length < 5 ? 3 : 6)) return undefined;
    const found = stems.get(word.slice(0, length));
    if (found) return found;
  }
  return undefined;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
}

function readLexicons(): Record<Language, Lexicon> {
  const made: Record<Language, Lexicon> = {
    es: { words: new Map(), stems: new Map() },
    it: { words: new Map(), stems: new Map() },
    de: { words: new Map(), stems: new Map() },
  };
  const lines = readFileSync(new URL("./glossary.tsv", import.meta.url), "utf8")
    .trim()
    .split("\n");
  for (const line of lines) {
    const [english = "", ...columns] = line.split("\t");
    for (const [index, language] of languages.entries()) {
      for (const entry of (columns[index] ?? "").split(" ").filter((word) => word !== "" && word !== "-")) {
        const { words, stems } = made[language];
        const key = fold(entry.replace("*", ""));
        const into = entry.endsWith("*") ? stems : words;
        if (!into.has(key)) into.set(key, english);
      }
    }
  }
  return made;
}
