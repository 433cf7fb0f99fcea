/** What a detail of an answer is. */
export const detailKinds = ["person", "place", "time", "thing", "work", "saying", "event"] as const;
export type DetailKind = (typeof detailKinds)[number];

/** What the next question should do with a detail. */
export type FollowUpAim = "detail" | "sensory" | "feeling" | "gentle";

/** All that can be said in one language; {x} stands for a detail. */
export interface FrameBook extends Record<DetailKind, Record<FollowUpAim, string[]>> {
  /** Fits every kind of detail. */
  any: Record<FollowUpAim, string[]>;
  /** Back to something that was said before the last answer. */
  earlier: string[];
  /** Easy to answer in a few words, whoever is asked. */
  smaller: string[];
  /** New topics, by life chapter. */
  chapters: Record<string, string[]>;
  /** New topics, by decade. */
  decade: string[];
  thanks: string[];
  /** After something hard. */
  kindly: string[];
  /** After an answer of hardly a word. */
  noMatter: string[];
}

/** The same words always give the same number: the choice among many is no lottery, and neighbours differ. */
export function hashWords(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  return hash;
}

/** The list turned so that it begins somewhere else for each seed. */
export function turnList<Item>(list: Item[], seed: string): Item[] {
  const from = list.length === 0 ? 0 : hashWords(seed) % list.length;
  return [...list.slice(from), ...list.slice(0, from)];
}

/** Puts a detail into a frame. Spanish joins "de el" and "a el"; a sentence begins with a capital. */
export function fillFrame(frame: string, named: string): string {
  const filled = frame
    .replaceAll("{x}", named)
    .replace(
      /(^|[\s¿])(de|a) el(?=\s)/giu,
      (_, before, word) => `${before}${word === "a" ? "al" : word === "A" ? "Al" : "del"}`,
    );
  return filled.replace(/^(¿?)(\p{Ll})/u, (_, mark, letter) => `${mark}${letter.toUpperCase()}`);
}

/** Whether a question that was asked came from this frame, whatever it was filled with. */
export function isFrameOf(frame: string, question: string): boolean {
  const [before = "", after] = frame.split("{x}");
  if (after === undefined) return question === frame;
  // A capital or a joined article may stand where the frame has none.
  const opening = before
    .replace(/ $/, "")
    .replace(/ (de|a)$/, "")
    .toLowerCase();
  const asked = question.toLowerCase();
  return asked.startsWith(opening) && asked.endsWith(after.toLowerCase());
}
