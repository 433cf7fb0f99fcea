import nlp from "compromise";
import { functionWords, isContentWord } from "./function-words.ts";
import { stemWord, weighWords } from "./ranking.ts";
import { capitalise, type Sentence, trimSentence } from "./sentences.ts";

const longestTitle = 8;
const vagueNouns =
  /\b(thing|things|lot|kind|way|time|times|day|days|year|years|people|one|ones|bit|sort|everybody|nobody|something|old|outside|inside)$/i;

/** A name for a story, and the sentence in which it stands. */
export interface Title {
  text: string;
  quote: string;
}

/** The strongest noun phrase of a story's best sentences, such as "My grandmother's kitchen"; undefined: there is none. */
export function findStrongestPhrase(sentences: Sentence[], scores: number[]): Title | undefined {
  const weights = weighWords(sentences);
  const phrases = sortByScore(sentences, scores)
    .slice(0, 8)
    .flatMap((sentence) =>
      listNounPhrases(sentence.text).map((phrase) => ({
        title: { text: capitalise(phrase), quote: sentence.text },
        weight: weighPhrase(phrase, weights) + 0.2 * (scores[sentence.index] ?? 0),
      })),
    );
  return phrases.sort((a, b) => b.weight - a.weight)[0]?.title;
}

/** The opening words of a story's best sentence, at most eight. */
export function findOpening(sentences: Sentence[], scores: number[]): Title {
  const [best] = sortByScore(sentences, scores);
  return best ? { text: openWith(best.text), quote: best.text } : { text: "", quote: "" };
}

function sortByScore(sentences: Sentence[], scores: number[]): Sentence[] {
  return [...sentences].sort((a, b) => (scores[b.index] ?? 0) - (scores[a.index] ?? 0));
}

const unfinished = "(#Verb|#Preposition|#Adverb|#Adjective)";
const pointer =
  /^(?:i|me|we|us|you|he|him|she|her|it|they|them|this|that|these|those|some|any|what|there|every|each|all|both|no|\d+|one|two|three|nineteen|eighteen)\b/i;

/** Noun phrases of two to eight words, verbatim, and such phrases joined: "the dance" and "the dance in Baddeck". */
function listNounPhrases(sentence: string): string[] {
  const matches: string[] = nlp(sentence)
    .match("#Determiner? (#Possessive|#Adjective|#Noun|#Value)+")
    .out("array");
  let from = 0;
  const spans = matches.flatMap((match) => {
    const phrase = match.replace(/^[^\p{L}\p{N}'’]+|[^\p{L}\p{N}]+$/gu, "");
    const start = sentence.indexOf(phrase, from);
    if (start < 0 || phrase === "") return [];
    from = start + phrase.length;
    return [{ start, end: from }];
  });
  return spans
    .flatMap((span, index) => {
      const next = spans[index + 1];
      const joins = next && /^ (?:of|in|at|from|near|on|for) $/.test(sentence.slice(span.end, next.start));
      return joins ? [span, { start: span.start, end: next.end }] : [span];
    })
    .filter(({ start }) => !/[\p{L}\p{N}'’-]$/u.test(sentence.slice(0, start)))
    .map(({ start, end }) => sentence.slice(start, end))
    .filter(readsAsTitle);
}

function readsAsTitle(phrase: string): boolean {
  const words = phrase.split(" ");
  const last = words.at(-1)?.toLowerCase() ?? "";
  return (
    words.length <= longestTitle &&
    // "The mill" could be any story's name.
    words.filter((word) => isContentWord(word.toLowerCase())).length >= 2 &&
    !/[,;:.!?"“”]/.test(phrase) &&
    !pointer.test(phrase) &&
    !vagueNouns.test(phrase) &&
    !functionWords.has(last) &&
    // Judged by itself: inside a sentence the tagger takes some verbs for nouns.
    !nlp(last).has(unfinished)
  );
}

function weighPhrase(phrase: string, weights: Map<string, number>): number {
  const words = phrase.toLowerCase().split(" ");
  const content = words.filter(isContentWord);
  const sum = content.reduce((total, word) => total + (weights.get(stemWord(word)) ?? 0.3), 0);
  let weight = sum / Math.sqrt(Math.max(1, content.length));
  if (/^(my|our)\b|['’]s\b/i.test(phrase)) weight += 0.3;
  if (/ (of|in|at|from|near|on|for) /.test(phrase)) weight += 0.7;
  return weight;
}

/** The opening words of a sentence, not ending in a word that waits for the next one. */
function openWith(sentence: string): string {
  const words = trimSentence(sentence)
    .replace(/[.!?…]+$/, "")
    .split(" ")
    .slice(0, longestTitle);
  if (words.length === longestTitle) {
    while (words.length > 3 && functionWords.has(words.at(-1)?.toLowerCase() ?? "")) words.pop();
  }
  return words.join(" ").replace(/[,;:]+$/, "");
}
