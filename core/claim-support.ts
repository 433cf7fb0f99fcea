import type { Spoken } from "./evidence.ts";
import { isFunctionWord } from "./function-words.ts";
import { denialReach, findDenied, isNegation } from "./negation.ts";
import { locateTokens, type Stretch } from "./quote-search.ts";
import { isUnspaced, readTokens, splitWords, type Token } from "./spoken-tokens.ts";
import { sharesStem } from "./word-stems.ts";

/** Of a claim's content words this share must be said in its evidence: three of four. */
const supportedShare = 0.75;
/**
 * One content word in so many may be said nowhere in the transcript. In a long sentence that is a synonym ("husband" for
 * "your grandfather"); in a short one it is the statement itself ("father KILLED mother").
 */
const wordsPerForeignWord = 6;
const titleCaseWords = 2;

/** A transcript prepared for judging claims. */
export interface Hearing {
  spoken: Spoken;
  /** The spoken words without their seconds. */
  texts: string[];
  /** The first part of the language's tag, e.g. en. */
  language: string;
  /** Every token said. */
  vocabulary: Vocabulary;
  /** Tokens said in lower case at least once: no names. Where nouns have capitals (German) all of them. */
  ordinary: Vocabulary;
  /** Each known person's names and aliases as tokens. */
  known: string[][][];
}

interface Vocabulary {
  has(word: string): boolean;
}

/** Prepares a transcript for judging claims. `known` are the names and aliases of each person of the family. */
export function prepareHearing(spoken: Spoken, languageTag: string, known: string[][]): Hearing {
  // Some transcribers answer "english" for "en".
  const tag = languageTag.toLowerCase();
  const language = tag.startsWith("en") ? "en" : (tag.split("-")[0] ?? "");
  const nounsHaveCapitals = language === "de" || language === "lb";
  const lower = spoken.tokens.filter(
    (token) => nounsHaveCapitals || !startsUpper(spoken.words[token.first]?.text ?? ""),
  );
  return {
    spoken,
    texts: spoken.words.map((word) => word.text),
    language,
    vocabulary: createVocabulary(spoken.tokens),
    ordinary: createVocabulary(lower),
    known: known.map((names) => names.map(readName)),
  };
}

/** A name as tokens. */
export function readName(name: string): string[] {
  return readTokens(splitWords(name)).map((token) => token.text);
}

/**
 * Whether the words of the evidence carry a claim: three quarters of its content words are said there (word stems, any
 * order), the rest elsewhere in the transcript but for one in six; every number and every name is said there (a name may
 * stand there as an alias of the same known person); and it doesn't affirm what they deny, or the reverse.
 *
 * What this cannot see: who did what to whom ("father left mother" for "mother left father"); what was only wished,
 * asked for, feared, told by somebody else or taken back later; irony; a negation far from its verb or in languages
 * without a list; a word with two meanings. Prompts ask for the narrator's own words, and every claim plays its evidence.
 */
export function carriesClaim(text: string, evidence: readonly Stretch[], hearing: Hearing): boolean {
  const claim = readClaim(text, hearing.language);
  const said = readEvidence(evidence, hearing);
  if (claim.content.length === 0) return false;
  let supported = 0;
  let denied = 0;
  let foreign = 0;
  for (const word of claim.content) {
    const exactly = said.aliases.has(word.text) || saysName(word.text, said.words);
    if (word.kind === "number" || word.kind === "name") {
      if (!exactly) return false;
    } else if (word.kind === "perhaps-name" && !exactly && !hearing.ordinary.has(word.text)) return false;
    if (exactly || sharesStem(word.text, said.words)) {
      supported++;
      if (!said.aliases.has(word.text) && !sharesStem(word.text, said.affirmed)) denied++;
    } else if (!hearing.vocabulary.has(word.text)) foreign++;
  }
  if (supported < claim.content.length * supportedShare) return false;
  if (foreign > Math.floor(claim.content.length / wordsPerForeignWord)) return false;
  return claim.denies ? said.denies : denied * 2 < supported;
}

/** How many of a claim's content words a stretch holds: 0 means that the stretch has nothing to do with it. */
export function countShared(text: string, stretch: Stretch, hearing: Hearing): number {
  const said = readEvidence([stretch], hearing);
  return readClaim(text, hearing.language).content.filter(
    ({ text: word }) => said.aliases.has(word) || sharesStem(word, said.words),
  ).length;
}

interface ClaimWord {
  text: string;
  kind: "word" | "number" | "name" | "perhaps-name";
}

/** The words of a claim that state something, and whether it denies. */
function readClaim(text: string, language: string): { content: ClaimWord[]; denies: boolean } {
  const words = splitWords(text);
  const tokens = readTokens(words);
  const content = tokens.filter((token) => isContent(token, words, language));
  const capitals = content.filter((token) => startsUpper(words[token.first] ?? ""));
  const lettered = content.filter((token) => !/\d/u.test(token.text));
  // Where every word has a capital, or every noun, capitals don't tell names from words.
  const tellsNames =
    language !== "de" &&
    language !== "lb" &&
    !(lettered.length >= titleCaseWords && capitals.length >= lettered.length);
  const denied = findDenied(tokens, words, { first: 0, last: tokens.length - 1 }, language);
  return {
    denies: denied.size > 0,
    content: content.map((token) => ({ text: token.text, kind: kindOf(token, words, language, tellsNames) })),
  };
}

function isContent({ text, first }: Token, words: readonly string[], language: string): boolean {
  const word = words[first] ?? "";
  if (/\d/u.test(text)) return !isSmallWord(text, word, language);
  if (isUnspaced(text)) return true;
  if (isFunctionWord(text) || isNegation(text, language)) return false;
  if (startsUpper(word) && !opensSentence(first, words)) return text.length >= 2;
  return text.length >= (language === "en" ? 3 : 4);
}

/** "One", "first" and "second" mostly count nothing; outside English a number word may be another word ("ten", Polish). */
function isSmallWord(text: string, word: string, language: string): boolean {
  return !/\d/u.test(word) && (language !== "en" || text === "1" || /^second/iu.test(word));
}

function kindOf(
  token: Token,
  words: readonly string[],
  language: string,
  tellsNames: boolean,
): ClaimWord["kind"] {
  const word = words[token.first] ?? "";
  if (/\d/u.test(token.text)) return "number";
  if (!startsUpper(word)) return "word";
  if (!opensSentence(token.first, words)) return tellsNames ? "name" : "perhaps-name";
  // "Growing up in Ohio": what opens a sentence like this is a verb.
  return language === "en" && token.text.endsWith("ing") ? "word" : "perhaps-name";
}

function opensSentence(at: number, words: readonly string[]): boolean {
  const before = words[at - 1];
  return before === undefined || /[.!?:;…]["'’”»)]*$/u.test(before) || /^["'“„«(¿¡]/u.test(words[at] ?? "");
}

function startsUpper(word: string): boolean {
  return /^[^\p{L}]*\p{Lu}/u.test(word);
}

interface SaidWords {
  words: Set<string>;
  /** Those of them that no negation denies. */
  affirmed: Set<string>;
  denies: boolean;
  /** All names of the known people who are named here by one of them. */
  aliases: Set<string>;
}

function readEvidence(evidence: readonly Stretch[], { spoken, texts, language, known }: Hearing): SaidWords {
  const said: SaidWords = { words: new Set(), affirmed: new Set(), denies: false, aliases: new Set() };
  for (const stretch of evidence) {
    const denied = findDeniedIn(stretch, { spoken, texts, language });
    if (denied.size > 0) said.denies = true;
    for (let at = stretch.first; at <= stretch.last; at++) {
      const text = spoken.tokens[at]?.text ?? "";
      said.words.add(text);
      if (!denied.has(at)) said.affirmed.add(text);
    }
    for (const names of known) {
      if (names.some((name) => locateTokens(spoken.tokens, name, stretch))) {
        for (const word of names.flat()) said.aliases.add(word);
      }
    }
  }
  return said;
}

/** The denied tokens of a stretch; what denies them may be said right beside it. */
function findDeniedIn(
  { first, last }: Stretch,
  { spoken, texts, language }: Pick<Hearing, "spoken" | "texts" | "language">,
): Set<number> {
  const around = {
    first: Math.max(0, first - denialReach),
    last: Math.min(spoken.tokens.length - 1, last + denialReach),
  };
  const denied = findDenied(spoken.tokens, texts, around, language);
  return new Set([...denied].filter((at) => at >= first && at <= last));
}

/** Whether a stretch leaves out the negation right before it: "stole the money", of "I never stole the money". */
export function hidesDenial(stretch: Stretch, hearing: Hearing): boolean {
  const first = hearing.spoken.tokens[stretch.first]?.text ?? "";
  return findDeniedIn(stretch, hearing).has(stretch.first) && !isNegation(first, hearing.language);
}

/** Whether a name is said, with a genitive s or without. */
function saysName(name: string, words: ReadonlySet<string>): boolean {
  return words.has(name) || words.has(`${name}s`) || (name.endsWith("s") && words.has(name.slice(0, -1)));
}

function createVocabulary(tokens: readonly Token[]): Vocabulary {
  const byStart = new Map<string, Set<string>>();
  for (const { text } of tokens) {
    const start = text.slice(0, 3);
    const words = byStart.get(start);
    if (words) words.add(text);
    else byStart.set(start, new Set([text]));
  }
  return { has: (word) => sharesStem(word, byStart.get(word.slice(0, 3)) ?? new Set()) };
}
