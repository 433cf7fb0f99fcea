import type { InterviewLanguage } from "../../core/interview/interview.ts";
import type { FactKind, LifeBook } from "./life-book.ts";
import { englishLives } from "./lives-en.ts";
import { spanishLives } from "./lives-es.ts";

/** One hidden fact. It hints at the next of its thread, and only a question that touches it brings it out. */
export interface Fact {
  id: string;
  thread: string;
  kind: FactKind;
  broad: string[];
  narrow: string[];
  tell: string;
  short: string;
}

/** A life of 20 facts in four threads, and what its narrator won't talk about. */
export interface Life {
  language: InterviewLanguage;
  book: LifeBook;
  facts: Fact[];
  /** Names that stand for what is not talked about; empty: nothing. */
  sorrow: string[];
  sorrowMention: string;
  decline: string;
}

const books = { en: englishLives, es: spanishLives };

/** Numbers that look like chance, the same for the same seed, from 0 up to 1. */
export function createDraw(seed: number): () => number {
  let state = (seed * 2654435761 + 97) >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 3266489917) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** Composes the life of one seed. */
export function composeLife(language: InterviewLanguage, seed: number, isGrieving: boolean): Life {
  const book = books[language];
  const draw = createDraw(seed);
  const pick = (list: string[]) => list[Math.floor(draw() * list.length)] ?? "";
  const slots = new Map<string, string>();
  const threads = shuffle(book.threads, draw).slice(0, 4);
  for (const { name } of threads) {
    // A person belongs to one thread, or one name would open two doors.
    for (const [slot, choices] of Object.entries(book.words)) {
      const free = choices.split("|").filter((choice) => ![...slots.values()].includes(choice));
      slots.set(`${name}:${slot}`, pick(free.length > 0 ? free : choices.split("|")));
    }
    for (const [at, slot] of ["year", "year2", "year3"].entries()) {
      slots.set(`${name}:${slot}`, `${1938 + at * 9 + Math.floor(draw() * 9)}`);
    }
  }
  const fill = (name: string, text: string) =>
    text.replace(/\{(\w+)\}/g, (_, slot: string) => slots.get(`${name}:${slot}`) ?? slot);
  const facts = threads.flatMap(({ name, facts: forms }, index) => {
    // Every fact hints at a neighbour: the last of a thread at the first of another.
    const next = threads[(index + 1) % threads.length];
    const lead = (end: "tell" | "short") => (next ? ` ${fill(next.name, next.entrance[end])}` : "");
    return forms.map(
      ([kind, broad, narrow, tell, short], at): Fact => ({
        id: `${name}-${at + 1}`,
        thread: name,
        kind,
        broad: listTopics(broad),
        narrow: listTopics(fill(name, narrow)),
        tell: `${fill(name, tell)}${at === forms.length - 1 ? lead("tell") : ""}`,
        short: `${fill(name, short)}${at === forms.length - 1 ? lead("short") : ""}`,
      }),
    );
  });
  const lost = pick(
    (book.words.man3 ?? "").split("|").filter((name) => !facts.some(({ tell }) => tell.includes(name))),
  );
  const mourn = (text: string) => text.replaceAll("{man3}", lost);
  return {
    language,
    book,
    facts,
    sorrow: isGrieving ? listTopics(mourn(book.grief.words)) : [],
    sorrowMention: isGrieving ? mourn(book.grief.mention) : "",
    decline: mourn(pick(book.grief.decline)),
  };
}

/** The words of a text as a narrator listens for them: lower-case, without accents. */
export function listTopics(text: string): string[] {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !/^(?:the|and|del|las|los|con)$/.test(word));
}

function shuffle<Item>(list: Item[], draw: () => number): Item[] {
  return list
    .map((item) => ({ item, order: draw() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
