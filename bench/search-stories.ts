import { lifeChapters } from "../core/life-chapters.ts";
import { stories } from "../tests/search/written-family.ts";

/** A family as it is written into the database: people, and memories with what was said in them. */
export interface GeneratedFamily {
  people: { name: string; aliases: string[] }[];
  places: string[];
  themes: string[];
  memories: GeneratedMemory[];
}
export interface GeneratedMemory {
  title: string;
  oneLiner: string;
  summary: string;
  chapter: string;
  themes: string[];
  year: number;
  tone: string;
  places: string[];
  /** The index of who tells it. */
  narrator: number;
  /** Who is spoken of: the index of the person, how they are called, and in which passage. */
  spokenOf: { person: number; called: string; passage: number }[];
  passages: string[];
}

const wordsAPassage = 64;
const passagesAMemory = 7;
const wordsKnown = 20_000;
const syllables =
  "ba be bo da de di fa fo ga go ka ke ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta te to va ve vo za".split(
    " ",
  );
const tones = ["warm", "sad", "proud", "funny", "grateful", "wistful"];

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Words as often as people say them: the n-th of the list 1/n times as often as the first. */
const vocabulary = listWords();

/** The words that the tests' English stories are told with, the frequent ones first, then invented ones. */
function listWords(): string[] {
  const told = stories.memories
    .filter(({ language }) => language === "en")
    .flatMap(({ title, summary, sentences }) => [title, summary, ...sentences])
    .join(" ")
    .toLowerCase()
    .match(/[a-z]+/g);
  const byFrequency = [...Map.groupBy(told ?? [], (word) => word)]
    .toSorted(([, some], [, others]) => others.length - some.length)
    .map(([word]) => word);
  const roll = createDice(1);
  const words = new Set(byFrequency);
  while (words.size < wordsKnown) words.add(invent(roll, 2 + Math.floor(roll() * 3)));
  return [...words];
}

function invent(roll: () => number, length: number): string {
  return Array.from({ length }, () => pick(roll, syllables)).join("");
}

export function pick<Item>(roll: () => number, items: readonly Item[]): Item {
  const item = items[Math.floor(roll() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

function say(roll: () => number, count: number): string[] {
  return Array.from(
    { length: count },
    () => vocabulary[Math.floor(Math.exp(roll() * Math.log(wordsKnown))) - 1] ?? "the",
  );
}

/** A word of the vocabulary between two ranks. */
export function pickWord(roll: () => number, from: number, to: number): string {
  return pick(roll, vocabulary.slice(from, to));
}

/** A family of 16 people, 12 places and 15 themes whose memories have about 450 words each, in seven passages. */
export function generateFamily(seed: number, memories: number): GeneratedFamily {
  const roll = createDice(seed);
  const name = (length: number) => {
    const word = invent(roll, length);
    return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  };
  const surnames = [name(3), name(3), name(4)];
  const people = Array.from({ length: 16 }, (_, index) => ({
    name: `${name(3)} ${pick(roll, surnames)}`,
    aliases: [`${index % 2 ? "Aunt" : "Uncle"} ${name(2)}`],
  }));
  const places = Array.from({ length: 12 }, () => name(3));
  const themes = Array.from({ length: 15 }, () => pickWord(roll, 150, 1200));
  return {
    people,
    places,
    themes,
    memories: Array.from({ length: memories }, () => generateMemory(roll, { people, places, themes })),
  };
}

function generateMemory(
  roll: () => number,
  { people, places, themes }: Pick<GeneratedFamily, "people" | "places" | "themes">,
): GeneratedMemory {
  const some = <Item>(items: readonly Item[], most: number) => [
    ...new Set(Array.from({ length: 1 + Math.floor(roll() * most) }, () => pick(roll, items))),
  ];
  const spokenOf = some(people, 4).map((person) => ({
    person: people.indexOf(person),
    called: person.name.split(" ")[0] ?? "",
    passage: Math.floor(roll() * passagesAMemory),
  }));
  const there = some(places, 2);
  const about = some(themes, 4);
  const passages = Array.from({ length: passagesAMemory }, (_, index) => {
    const words = say(roll, wordsAPassage);
    const names = spokenOf.filter(({ passage }) => passage === index).map(({ called }) => called);
    for (const word of [...names, ...about.slice(0, 2), ...(index === 0 ? there : [])])
      words[Math.floor(roll() * words.length)] = word;
    return `${words.join(" ")}.`;
  });
  return {
    title: say(roll, 5).join(" "),
    oneLiner: say(roll, 12).join(" "),
    summary: say(roll, 40).join(" "),
    chapter: pick(roll, lifeChapters),
    themes: about,
    year: 1930 + Math.floor(roll() * 80),
    tone: pick(roll, tones),
    places: there,
    narrator: Math.floor(roll() * people.length),
    spokenOf,
    passages,
  };
}
