import type { KnownPerson } from "./prove-mentions.ts";
import { nameKey } from "./prove-mentions.ts";

/** Somebody of the family whom a name may mean; `score` is 0 (not at all) to 1 (the very name). */
export interface NameCandidate {
  personId: string;
  name: string;
  score: number;
}

/** Below this a likeness is chance. */
const leastScore = 0.5;
const mostCandidates = 3;

/** Whom a heard name may mean, the likeliest first: by a part of the name, by spelling, by sound. Three at most. */
export function findCandidates(heard: string, people: readonly KnownPerson[]): NameCandidate[] {
  const heardWords = nameKey(heard).split(" ").filter(Boolean);
  return people
    .map(({ id, name, aliases }) => ({
      personId: id,
      name,
      score: round(Math.max(0, ...[name, ...aliases].map((known) => likenNames(heardWords, known)))),
    }))
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score || compareTexts(a.name, b.name))
    .slice(0, mostCandidates);
}

function likenNames(heard: readonly string[], known: string): number {
  const words = nameKey(known).split(" ").filter(Boolean);
  if (heard.length === 0 || words.length === 0) return 0;
  if (heard.join(" ") === words.join(" ")) return 1;
  const likeness = heard.map((word) => Math.max(...words.map((other) => likenWords(word, other))));
  const mean = likeness.reduce((sum, each) => sum + each, 0) / heard.length;
  // "Giuseppe" may well be Giuseppe Rossi, but it may be another one.
  return 0.9 * mean;
}

/** How alike two words of names are, by spelling or by sound. */
export function likenWords(a: string, b: string): number {
  if (a === b) return 1;
  const spelling = 1 - countEdits(a, b) / Math.max(a.length, b.length);
  const [soundA, soundB] = [writeSkeleton(a), writeSkeleton(b)];
  const longest = Math.max(soundA.length, soundB.length);
  // Two consonants are shared by chance.
  const sound = longest < 3 ? 0 : 0.85 * (1 - countEdits(soundA, soundB) / longest);
  return Math.max(spelling, sound);
}

/** The consonants of a name as they sound in most of Europe, behind its first vowel. */
function writeSkeleton(word: string): string {
  return word
    .replace(/^kn/, "n")
    .replace(/^wr/, "r")
    .replaceAll("ph", "f")
    .replace(/chr|ck|qu|ch(?=[aou])|c(?![eiyh])/g, (found) => (found === "chr" ? "kr" : "k"))
    .replace(/gi|g(?=[ey])/g, "j")
    .replace(/c|z|ß/g, "s")
    .replace(/w/g, "v")
    .replace(/h/g, "")
    .replace(/(?!^)[aeiouy]/g, "")
    .replace(/(.)\1+/g, "$1");
}

/** How many letters have to be put in, left out or replaced (Levenshtein). */
function countEdits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
