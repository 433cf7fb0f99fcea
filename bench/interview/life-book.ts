export type FactKind = "person" | "place" | "thing" | "feeling" | "event" | "work" | "saying";

/** Its kind, words that a general question touches it by, words of its own, how it is told, and how in few words. */
type FactForm = [kind: FactKind, broad: string, narrow: string, tell: string, short: string];

/** What lives in one language are made of; {name} stands for one of `words[name]`. */
export interface LifeBook {
  words: Record<string, string>;
  threads: {
    name: string;
    /** How the end of another thread leads to this one. */
    entrance: { tell: string; short: string };
    facts: FactForm[];
  }[];
  grief: { mention: string; words: string; decline: string[]; object: string };
  smallTalk: string[];
  yes: string[];
  /** To a question that was asked before. */
  again: string[];
  /** Everything that the question touches has been told. */
  told: string[];
  wander: string[];
  tired: string[];
  evade: string[];
  insults: string[];
  orders: string[];
}
