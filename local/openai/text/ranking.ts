import { isContentWord } from "./function-words.ts";
import type { Sentence } from "./sentences.ts";

/** What makes a sentence worth more than its words: whether it names people, places or dates. */
export interface RankingHints {
  mentions: Map<number, number>;
}

/**
 * Scores sentences for how much of the story each holds: the weight of its words (a word weighs more the more
 * sentences share it), what it names, that the narrator acts in it, and where it stands.
 */
export function rankSentences(sentences: Sentence[], { mentions }: RankingHints): number[] {
  const weights = weighWords(sentences);
  return sentences.map((sentence) => {
    const content = new Set(sentence.words.filter(isContentWord).map(stemWord));
    const sum = [...content].reduce((total, stem) => total + (weights.get(stem) ?? 0), 0);
    let score = sum / Math.sqrt(sentence.words.length + 4);
    score += 0.6 * Math.min(3, mentions.get(sentence.index) ?? 0);
    if (/\b(I|we)\s+\w+(ed|t|ew|id|ame|ent|ook|ove|ost|old|ad|as|aw)\b/.test(sentence.text)) score += 0.4;
    const place = sentences.length > 1 ? sentence.index / (sentences.length - 1) : 0;
    if (place <= 0.1 || place >= 0.9) score += 0.4;
    // "He did." says nothing to those who haven't heard what came before.
    if (/^(?:and |but |so )?(he|she|it|they|this|that|those|these|there)\b/i.test(sentence.text))
      score -= 0.6;
    if (sentence.text.endsWith("?")) score -= 0.8;
    if (sentence.words.length < 6) score *= 0.5;
    if (sentence.words.length > 40) score *= 0.8;
    return score;
  });
}

/** How much each stem tells of the story. */
export function weighWords(sentences: Sentence[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of sentences) {
    for (const stem of new Set(words.filter(isContentWord).map(stemWord))) {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
  }
  return new Map([...counts].map(([stem, count]) => [stem, count === 1 ? 0.4 : Math.log2(1 + count)]));
}

/** The best sentences in the story's order, no two of them saying much the same. */
export function pickSentences(sentences: Sentence[], scores: number[], count: number): Sentence[] {
  const picked: Sentence[] = [];
  const byScore = [...sentences].sort((a, b) => (scores[b.index] ?? 0) - (scores[a.index] ?? 0));
  for (const sentence of byScore) {
    if (picked.length === count) break;
    if (picked.every((other) => measureOverlap(sentence, other) < 0.5)) picked.push(sentence);
  }
  return picked.sort((a, b) => a.index - b.index);
}

function measureOverlap(a: Sentence, b: Sentence): number {
  const stemsA = new Set(a.words.filter(isContentWord).map(stemWord));
  const stemsB = new Set(b.words.filter(isContentWord).map(stemWord));
  const smaller = Math.min(stemsA.size, stemsB.size);
  return smaller === 0 ? 0 : stemsA.intersection(stemsB).size / smaller;
}

/** A word without its commonest endings, so that "baked" and "baking" count as one. */
export function stemWord(word: string): string {
  const bare = word.replace(/'s?$/, "");
  if (bare.length <= 4) return bare.replace(/s$/, "");
  return bare.replace(/(ies|ied)$/, "y").replace(/(ing|ed|es|s|e)$/, "");
}
