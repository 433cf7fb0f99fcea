import type { InterviewLanguage } from "../../core/interview/interview.ts";
import { composeLife, createDraw, type Fact, type Life, listTopics } from "./life.ts";

export const narratorKinds = [
  "terse",
  "rambling",
  "tired",
  "grieving",
  "evasive",
  "hostile",
  "cheerful",
] as const;
export type NarratorKind = (typeof narratorKinds)[number];

/** What a narrator answers, which hidden facts are in it, and the longest silence in seconds. */
export interface Answer {
  text: string;
  told: string[];
  pause: number;
  /** Words of what the narrator won't talk about, in the turn in which it was said or said again. */
  declined: string[];
}

export interface Narrator {
  name: string;
  kind: NarratorKind;
  life: Life;
  /** Hears a question, and remembers what was asked and told. */
  answer(question: string): Answer;
}

/** Fifty narrators, half of them in Spanish, of every kind in turn. `count` takes the first of both halves. */
export function createNarrators(count = 50): Narrator[] {
  return Array.from({ length: count }, (_, at) => {
    const language = at % 2 === 0 ? "en" : "es";
    return createNarrator(
      language,
      narratorKinds[Math.floor(at / 2) % narratorKinds.length] ?? "cheerful",
      at + 1,
    );
  });
}

/** One narrator: the same seed lives the same life and answers the same way. */
export function createNarrator(language: InterviewLanguage, kind: NarratorKind, seed: number): Narrator {
  const life = composeLife(language, seed, kind === "grieving");
  const draw = createDraw(seed + 1000);
  const told = new Set<string>();
  const heard: string[][] = [];
  let [turn, touched, sorrowTold, declined] = [0, 0, false, false];
  const pick = (list: string[]) => list[Math.floor(draw() * list.length)] ?? "";

  const colour = (fact: Fact): { text: string; isTold: boolean } => {
    const { book } = life;
    if (kind === "terse") return { text: fact.short, isTold: true };
    if (kind === "rambling")
      return { text: `${pick(book.wander)} ${fact.tell} ${pick(book.wander)}`, isTold: true };
    if (kind === "tired" && turn > 8 && turn % 2 === 0) return { text: pick(book.tired), isTold: false };
    if (kind === "tired" && turn > 4) return { text: fact.short, isTold: true };
    if (kind === "evasive" && touched % 3 === 0) return { text: pick(book.evade), isTold: false };
    if (kind === "hostile" && turn % 4 === 0)
      return { text: `${pick(book.insults)} ${pick(book.orders)}`, isTold: false };
    if (kind === "hostile" && turn % 2 === 1)
      return { text: `${pick(book.insults)} ${fact.short}`, isTold: true };
    if (kind === "grieving" && told.size >= 1 && !sorrowTold) {
      sorrowTold = true;
      return { text: `${fact.tell} ${life.sorrowMention}`, isTold: true };
    }
    return { text: fact.tell, isTold: true };
  };

  const respond = (question: string): Omit<Answer, "pause"> => {
    const { book } = life;
    const words = listTopics(question);
    const sore = words.filter((word) => life.sorrow.includes(word));
    if (sore.length > 0) {
      const text = declined ? book.grief.object : life.decline;
      declined = true;
      return {
        text,
        told: [],
        declined: life.sorrow.filter((word) => sore.includes(word) || listTopics(text).includes(word)),
      };
    }
    const isAgain = heard.some((earlier) => isSame(earlier, words));
    heard.push(words);
    if (isAgain) return { text: pick(book.again), told: [], declined: [] };
    if (!isOpen(question, life.language)) return { text: pick(book.yes), told: [], declined: [] };
    const facts = life.facts
      .map((fact) => ({ fact, score: 3 * countHits(fact.narrow, words) + countHits(fact.broad, words) }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score);
    const next = facts.find(({ fact }) => !told.has(fact.id));
    const known = facts[0];
    // Asked about something told, in other words: it is said again in short, and not the next thing.
    if (known && known.score >= 3 && told.has(known.fact.id) && (next?.score ?? 0) < 3) {
      return { text: `${pick(book.told)} ${known.fact.short}`, told: [], declined: [] };
    }
    if (!next) return { text: pick(book.smallTalk), told: [], declined: [] };
    touched += 1;
    const { text, isTold } = colour(next.fact);
    if (isTold) told.add(next.fact.id);
    return { text, told: isTold ? [next.fact.id] : [], declined: [] };
  };

  return {
    name: `${kind}-${language}-${seed}`,
    kind,
    life,
    answer(question) {
      turn += 1;
      return { ...respond(question), pause: kind === "tired" ? Math.min(7, turn / 2) : 1 };
    },
  };
}

/** A question without a question word can be answered with one word, and is. */
function isOpen(question: string, language: InterviewLanguage): boolean {
  return language === "en"
    ? /\b(?:what|how|where|who|whom|whose|which|when|why|tell me|describe)\b/i.test(question)
    : /(?:qué|cómo|dónde|quién|quiénes|cuál|cuáles|cuándo|cuánt[oa]s?|cuéntame|háblame|describe)/i.test(
        question,
      );
}

function countHits(topics: string[], words: string[]): number {
  return topics.filter((topic) => words.some((word) => isTopic(topic, word))).length;
}

function isTopic(topic: string, word: string): boolean {
  if (topic === word) return true;
  return topic.length >= 4 && word.startsWith(topic.replace(/s$/, "")) && word.length - topic.length <= 4;
}

function isSame(a: string[], b: string[]): boolean {
  const [one, other] = [new Set(a), new Set(b)];
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(one.size, other.size) >= 0.9;
}
