import type { Detail } from "./interview-detail.ts";
import { findEnglishDetails } from "./interview-details-en.ts";
import { findSpanishDetails } from "./interview-details-es.ts";

export type AskedLanguage = "en" | "es";

/** The details of an answer in the order in which they stand there, one for the same words. */
export function findDetails(answer: string, language: AskedLanguage, knownNames: string[]): Detail[] {
  const text = blankOrders(answer.replace(/\s+/g, " ").trim());
  const found = language === "en" ? findEnglishDetails(text, knownNames) : findSpanishDetails(text);
  const kept: Detail[] = [];
  for (const detail of found) {
    const overlaps = kept.some(
      (other) => detail.at < other.at + other.words.length && other.at < detail.at + detail.words.length,
    );
    // What somebody did may hold a thing that is a detail of its own.
    if (detail.kind !== "event" && overlaps) continue;
    if (text.startsWith(detail.words, detail.at)) kept.push(detail);
  }
  return kept.toSorted((a, b) => a.at - b.at);
}

/** What is said to the interviewer itself belongs to no life: nobody is asked about it. */
const toTheInterviewer =
  /\b(?:instructions?|prompt|your rules|are you (?:a )?(?:human|real|robot|machine)|you are (?:a )?human|(?:machine|robot|computer|tin can)\b.{0,20}\byou\b|you\b.{0,30}\b(?:machine|robot|tin can))|waste of my time|(?<!\p{L})(?:instrucci[oó]n(?:es)?|tus reglas|(?:eres|di que eres) .{0,20}(?:human|persona|robot)|máquina tan|lata vieja|perder el tiempo)/iu;

/** Leaves out the sentences that give orders or insult, with blanks in their place: all else stays where it was. */
function blankOrders(text: string): string {
  return text.replace(/[^.!?…]+[.!?…]*/gu, (sentence) =>
    toTheInterviewer.test(sentence) ? " ".repeat(sentence.length) : sentence,
  );
}

/** Lower-case, without accents and punctuation, word by word. */
export function foldWords(text: string): string[] {
  return (
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
